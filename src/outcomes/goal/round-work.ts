import { usualAtOnce, type Work } from "../team/work.ts";
import type { Goal } from "./goal.ts";

// What a team makes in a round of a goal is part of the goal's record: its budget, its stop and its erasure are the goal's.

/** The id of what a team makes in a round: what comes late from an earlier round finds its own work over. */
function roundWorkId({ id, round }: Pick<Goal, "id" | "round">): string {
  return `${id} ${round}`;
}

/** The goal and the round of such an id. */
export function readRoundWorkId(workId: string): Pick<Goal, "id" | "round"> {
  const [id = "", round] = workId.split(" ");
  return { id, round: Number(round) };
}

/** Whether a team is at work on the present round. */
export function isWithTeam({ stage, team }: Pick<Goal, "stage" | "team">): boolean {
  return stage === "making" && team !== null;
}

/** What a team waits for, where a goal waits for that. */
function teamGateOf({ gate }: Pick<Goal, "gate">): Work["gate"] {
  if (!gate) return null;
  const { kind, task, openedAt } = gate;
  return kind === "plan" || kind === "ask" || kind === "before" ? { kind, task, openedAt } : null;
}

/** What a team makes in a round of a goal, as any work of a team is seen; over where it is not being made any more. */
export function workOf(goal: Goal, round: number): Work {
  const { team } = goal;
  const isOfRound = goal.round === round && team !== null;
  const isUnderWay = isOfRound && isWithTeam(goal);
  const { workspace, person, personName, channel, reach, card, text, message, askedAt } = goal;
  return {
    ...{ workspace, person, personName, channel, reach, card, text, message, askedAt },
    id: roundWorkId({ id: goal.id, round }),
    step: goal.step,
    stage: isUnderWay ? team.stage : "ended",
    gate: isUnderWay ? teamGateOf(goal) : null,
    ending: null,
    remark: "",
    dollarsAtMost: goal.dollarsAtMost,
    dollars: goal.dollars,
    holds: goal.holds,
    asksFirst: goal.asksBefore.plan,
    comments: goal.comments.slice(0, goal.heard),
    refusedPlan: isOfRound ? team.refusedPlan : "",
    atOnce: team?.atOnce ?? usualAtOnce,
    tasks: isOfRound ? team.tasks : [],
    answer: "",
  };
}

/** What a team makes in the present round. */
export function presentWork(goal: Goal): Work {
  return workOf(goal, goal.round);
}
