import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { askingOf, likelyDollars } from "../allowance.ts";
import { listenBelow, type WorkPlace } from "../conversation-place.ts";
import { sayEnd, showCard } from "../show-card.ts";
import { isWider } from "../standing.ts";
import { type Goal, openCriteria } from "./goal.ts";
import { goalCard } from "./goal-card.ts";
import { goalReport, goalResult, lessonsText } from "./goal-report.ts";
import { goals } from "./goal-store.ts";
import { sayCorrections } from "./say-corrections.ts";

/** What a round is likely to send and to write, in tokens: whoever makes it and the judge together. */
const usualTokens = { inputTokens: 8000, outputTokens: 2500 };
/** The same with a team: its director and three specialists. */
const teamTokens = { inputTokens: 36_000, outputTokens: 12_000 };

const kept = (goal: Goal) => ({ records: goals, work: goal, kind: "goal" });

/**
 * Draws the card as the goal stands, and notes where it stands. Where the goal moved meanwhile, whoever draws last draws again:
 * an older card covers no newer one for long. Safe to repeat, and for several to do at once.
 */
export async function showGoal(parts: Parts, goal: Goal): Promise<void> {
  let shown: Goal | undefined = goal;
  while (shown) {
    const place = await showOnce(parts, shown);
    const now: Goal | undefined = await goals.read(parts, asId(goal.workspace), goal.id);
    // It was erased meanwhile: nobody would open the conversation again.
    if (!now && place) await listenBelow(parts, place, false);
    shown = now && now.step !== shown.step ? now : undefined;
  }
}

/** Gives the place of the card; undefined where there is none, or the platform refuses it. */
async function showOnce(parts: Parts, goal: Goal): Promise<WorkPlace | undefined> {
  const { text, stage } = goal;
  return unlessRefused(parts, "goal-not-shown", async () => {
    const isNowWider = await isWider(parts, goal);
    const seen = isNowWider ? withoutResult(goal) : goal;
    const tokens = goal.isForTeam ? teamTokens : usualTokens;
    const card = goalCard(seen, { dollarsPerRound: await likelyDollars(parts, askingOf(goal), tokens) });
    const place = await showCard(parts, kept(goal), card, `A goal was set: ${text}`);
    if (!place) return undefined;
    await listenBelow(parts, place, stage !== "ended");
    if (!isNowWider) await sayCorrections(parts, place, goal);
    return place;
  });
}

/** What was made of what only those who could read the place then may read. */
function withoutResult(goal: Goal): Goal {
  const team = goal.team && {
    ...goal.team,
    tasks: goal.team.tasks.map((task) => ({ ...task, task: "", remark: "" })),
  };
  return { ...goal, plan: "", team, criteria: openCriteria(goal.criteria) };
}

const withheld =
  "More people can read this place than when the goal was set, so what came of it is not said here. Set it again where only those read who should.";

/** Says how it ended, with the whole result: as text, or as a file where it is long. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Goal): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const goal = await goals.read(parts, workspace, id);
  if (!goal || goal.card === null) return;
  const { card } = goal;
  const isWithheld = await isWider(parts, goal);
  const end = isWithheld
    ? { result: "", report: withheld, kept: withheld }
    : { result: goalResult(goal), report: goalReport(goal), kept: lessonsText(goal) };
  await unlessRefused(parts, "goal-not-told", () => sayEnd(parts, kept(goal), card, end));
}
