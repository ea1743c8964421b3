import { usualAtOnce, type Work } from "../team/work.ts";
import * as team from "../team/work-moves.ts";
import { type Criterion, criteriaAtMost, type GateKind, type Goal, type GoalEnding, isMet } from "./goal.ts";
import { isWithTeam, workOf } from "./round-work.ts";

// Every move is pure: it gives the goal as it is afterwards, or undefined where it does not fit what the goal waits for.

type Move = Goal | undefined;

const next = (goal: Goal, change: Partial<Goal>): Goal => ({ ...goal, ...change, step: goal.step + 1 });

function waiting(goal: Goal, kind: GateKind, at: number, change: Partial<Goal> = {}): Goal {
  return next(goal, { ...change, stage: "waiting", gate: { kind, task: null, openedAt: at } });
}

/** Ends it, in whatever stage it is. */
export function ended(goal: Goal, ending: GoalEnding, remark: string): Move {
  return goal.stage === "ended" ? undefined : next(goal, { stage: "ended", gate: null, ending, remark });
}

/** The rubric was drafted: people look at it before anything else is spent. */
export function drafted(goal: Goal, criteria: readonly Criterion[], at: number): Move {
  if (goal.stage !== "drafting") return undefined;
  // What somebody added while it was being drafted stays.
  const added = goal.criteria.filter(({ text }) => criteria.every((each) => each.text !== text));
  return waiting(goal, "rubric", at, { criteria: [...criteria, ...added].slice(0, criteriaAtMost) });
}

/** What the asker set on the card. */
export interface RubricEdit {
  readonly criteria: readonly Criterion[];
  readonly roundsAtMost: number;
  readonly dollarsAtMost: number;
  readonly asksBefore: Goal["asksBefore"];
  readonly isForTeam: boolean;
}

export function edited(goal: Goal, edit: RubricEdit): Move {
  return goal.gate?.kind === "rubric" ? next(goal, { ...edit, criteria: [...edit.criteria] }) : undefined;
}

/** Somebody says yes to what it waits for. */
export function approved(goal: Goal): Move {
  if (isWithTeam(goal)) return teamMoved(goal, goal.round, team.approved);
  switch (goal.gate?.kind) {
    case "rubric":
      // A team makes a plan of its own in each round.
      return goal.asksBefore.plan && !goal.isForTeam
        ? next(goal, { stage: "planning", gate: null })
        : begunRound(goal);
    case "plan":
    case "round":
      return begunRound(goal);
    case "judge":
      return next(goal, { stage: "judging", gate: null, remark: "" });
    case "result":
      return ended(goal, isMet(goal) ? "met" : "out of rounds", "");
    default:
      return undefined;
  }
}

function begunRound(goal: Goal): Goal {
  const begun = next(goal, { stage: "making", gate: null, round: goal.round + 1, remark: "" });
  if (!goal.isForTeam) return begun;
  // What was said before is the team's to read; what is said meanwhile is for the next round.
  const opened = { stage: "planning" as const, refusedPlan: "", atOnce: usualAtOnce, tasks: [] };
  return { ...begun, heard: goal.comments.length, team: opened };
}

/**
 * The team of a round has moved on. What it spends counts in any case; with its answer the round is made, and where it ends
 * without one the goal ends as the team did.
 */
export function teamMoved(goal: Goal, round: number, move: (work: Work) => Work | undefined): Move {
  const before = workOf(goal, round);
  const after = move(before);
  if (!after) return undefined;
  const { step, dollars, holds, stage, gate, comments, refusedPlan, atOnce, tasks, ending, remark } = after;
  const spent = { ...goal, step, dollars, holds };
  if (before.stage === "ended") return spent;
  const said = comments.slice(before.comments.length);
  const moved = {
    ...spent,
    gate,
    team: { stage, refusedPlan, atOnce, tasks },
    comments: goal.comments.toSpliced(goal.heard, 0, ...said),
    heard: goal.heard + said.length,
  };
  if (ending === null) return moved;
  return ending === "done" ? made(moved, after.answer, moved.heard) : ended(moved, ending, remark);
}

/** Somebody wants it otherwise, and says how. */
export function revised(goal: Goal, text: string): Move {
  if (isWithTeam(goal)) return teamMoved(goal, goal.round, (work) => team.revised(work, text));
  const comments = [...goal.comments, text];
  switch (goal.gate?.kind) {
    case "rubric":
      return next(goal, { stage: "drafting", gate: null, comments, criteria: [] });
    case "plan":
      return next(goal, { stage: "planning", gate: null, comments });
    case "round":
    case "judge":
    case "result":
      // Whoever asks for another round gets one.
      return begunRound({ ...goal, comments, roundsAtMost: Math.max(goal.roundsAtMost, goal.round + 1) });
    default:
      return undefined;
  }
}

/** Whether there may be another round for which somebody says something: at the last gate they ask for one. */
const mayStillGrow = ({ stage, gate }: Goal) => stage !== "ended" && gate?.kind !== "result";

/** Somebody says something about it that reaches the next round. */
export function commented(goal: Goal, text: string): Move {
  return mayStillGrow(goal) ? next(goal, { comments: [...goal.comments, text] }) : undefined;
}

/** Somebody wants more of the result. What was met before is judged anew with it. */
export function added(goal: Goal, criteria: readonly Criterion[]): Move {
  return mayStillGrow(goal) ? next(goal, { criteria: [...criteria] }) : undefined;
}

/** It has its plan, and whoever made it was given so much of what was said. */
export function planned(goal: Goal, plan: string, heard: number, at: number): Move {
  if (goal.stage !== "planning") return undefined;
  return waiting(goal, "plan", at, { plan, heard });
}

/** A round has its result, and was given so much of what was said. */
export function made(goal: Goal, result: string, heard: number): Move {
  if (goal.stage !== "making") return undefined;
  return next(goal, { stage: "judging", result, heard });
}

/** The judge has spoken: it ends, asks, or goes into the next round. */
export function judged(goal: Goal, verdicts: readonly Criterion[], at: number): Move {
  if (goal.stage !== "judging") return undefined;
  // What was added while it judged was not judged.
  const criteria = goal.criteria.map((each) => verdicts.find(({ text }) => text === each.text) ?? each);
  const missing = criteria.filter(({ verdict }) => verdict !== "met").map(({ text }) => text);
  const lessons = [...goal.lessons, missing];
  const after = { ...goal, criteria, lessons };
  if (isMet(after)) return goal.asksBefore.result ? waiting(after, "result", at) : ended(after, "met", "");
  if (goal.round >= goal.roundsAtMost) {
    return goal.asksBefore.result ? waiting(after, "result", at) : ended(after, "out of rounds", "");
  }
  return goal.asksBefore.round ? waiting(after, "round", at) : begunRound(after);
}

/** The judge gave nothing that can be read: a person says how it goes on. It never counts as met. */
export function unjudged(goal: Goal, remark: string, at: number): Move {
  if (goal.stage !== "judging") return undefined;
  return waiting(goal, "judge", at, { remark });
}

/** Whoever asked said something on the card that moved the goal: it is to be said below the card as well. */
export function withCorrection(moved: Goal, text: string, at: number): Goal {
  return { ...moved, corrections: [...moved.corrections, { text, at, message: null }] };
}

/** It has been said there, in this message. */
export function corrected(goal: Goal, index: number, message: string): Move {
  const { corrections } = goal;
  if (corrections[index]?.message !== null) return undefined;
  return { ...goal, corrections: corrections.with(index, { ...corrections[index], message }) };
}
