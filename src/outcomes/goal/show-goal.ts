import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import { dollarsOf, noUsage } from "../../core/prices.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { drawCard, keepSaid, listenBelow, workPlace } from "../conversation-place.ts";
import { postEnd } from "../post-end.ts";
import type { Goal } from "./goal.ts";
import { type Estimate, goalCard } from "./goal-card.ts";
import { goalReport, lessonsText } from "./goal-report.ts";
import { moveGoal } from "./goal-store.ts";

/** What a round is likely to send and to write, in tokens: the maker and the judge together. */
const usualInputTokens = 8000;
const usualOutputTokens = 2500;

async function estimateOf(parts: Parts, { workspace, channel }: Goal): Promise<Estimate> {
  const settings = await readSettings(parts, asId(workspace), asId<ChannelId>(channel));
  const model = settings.model ?? parts.model.defaults.answers;
  const usage = { ...noUsage, inputTokens: usualInputTokens, outputTokens: usualOutputTokens };
  return { dollarsPerRound: dollarsOf(parts.prices, model, usage) };
}

/** Draws the card as the goal stands, and notes where it stands. Safe to repeat. */
export async function showGoal(parts: Parts, goal: Goal): Promise<void> {
  const { id, channel, isDirect, text, stage } = goal;
  const workspace: WorkspaceId = asId(goal.workspace);
  const content = { ...plainContent(""), card: goalCard(goal, await estimateOf(parts, goal)) };
  const key = `goal ${id} card`;
  await unlessRefused(parts, "goal-not-shown", async () => {
    const card = await drawCard(parts, { workspace, channel: asId(channel) }, content, key);
    const place = workPlace({ workspace, channel, isDirect, card });
    if (goal.card === null) {
      await keepSaid(parts, place, { id: card, text: `A goal was set: ${text}`, at: goal.askedAt });
      await moveGoal(parts, workspace, id, (now) => (now.card === null ? { ...now, card } : undefined));
    }
    await listenBelow(parts, place, stage !== "ended");
  });
}

/** Says how it ended, with the whole result: as text, or as a file where it is long. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Goal): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const moved = await moveGoal(parts, workspace, id, () => undefined);
  const goal = moved?.record;
  if (!goal || goal.card === null) return;
  const place = workPlace({ ...goal, card: goal.card });
  await unlessRefused(parts, "goal-not-told", async () => {
    const end = { key: `goal ${id}`, person: asId<PersonId>(goal.person), result: goal.result };
    const message = await postEnd(parts, place, { ...end, report: goalReport(goal) });
    if (message) await keepSaid(parts, place, { id: message, text: lessonsText(goal), at: goal.askedAt + 1 });
  });
}
