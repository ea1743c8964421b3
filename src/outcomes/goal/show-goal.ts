import { asId, type ChannelId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { dollarsOf, noUsage } from "../../core/prices.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { listenBelow } from "../conversation-place.ts";
import { sayEnd, showCard } from "../show-card.ts";
import { isWider } from "../standing.ts";
import { type Goal, openCriteria } from "./goal.ts";
import { type Estimate, goalCard } from "./goal-card.ts";
import { goalReport, lessonsText } from "./goal-report.ts";
import { goals, readGoal } from "./goal-store.ts";

/** What a round is likely to send and to write, in tokens: the maker and the judge together. */
const usualInputTokens = 8000;
const usualOutputTokens = 2500;

async function estimateOf(parts: Parts, { workspace, channel }: Goal): Promise<Estimate> {
  const settings = await readSettings(parts, asId(workspace), asId<ChannelId>(channel));
  const model = settings.model ?? parts.model.defaults.answers;
  const usage = { ...noUsage, inputTokens: usualInputTokens, outputTokens: usualOutputTokens };
  return { dollarsPerRound: dollarsOf(parts.prices, model, usage) };
}

const kept = (goal: Goal) => ({ records: goals, work: goal, kind: "goal" });

/** Draws the card as the goal stands, and notes where it stands. Safe to repeat. */
export async function showGoal(parts: Parts, goal: Goal): Promise<void> {
  const { text, stage } = goal;
  await unlessRefused(parts, "goal-not-shown", async () => {
    const seen = (await isWider(parts, goal)) ? withoutResult(goal) : goal;
    const card = goalCard(seen, await estimateOf(parts, goal));
    const place = await showCard(parts, kept(goal), card, `A goal was set: ${text}`);
    if (place) await listenBelow(parts, place, stage !== "ended");
  });
}

/** What was made of what only those who could read the place then may read. */
function withoutResult(goal: Goal): Goal {
  return { ...goal, plan: "", criteria: openCriteria(goal.criteria) };
}

const withheld =
  "More people can read this place than when the goal was set, so what came of it is not said here. Set it again where only those read who should.";

/** Says how it ended, with the whole result: as text, or as a file where it is long. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Goal): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const goal = await readGoal(parts, workspace, id);
  if (!goal || goal.card === null) return;
  const { card } = goal;
  const isWithheld = await isWider(parts, goal);
  const end = isWithheld
    ? { result: "", report: withheld, kept: withheld }
    : { result: goal.result, report: goalReport(goal), kept: lessonsText(goal) };
  await unlessRefused(parts, "goal-not-told", () => sayEnd(parts, kept(goal), card, end));
}
