import { describe, it } from "vitest";
import { expectSameEnd, type Part } from "../laws/run-again.ts";
import { allMet, type GoalWorld, openGoalWorld, verdicts } from "./goal-world.ts";

/** A goal that is met in its second round. */
async function openGoal(): Promise<GoalWorld> {
  const goal = await openGoalWorld();
  goal.script.verdicts.push(verdicts("", "", ""));
  return goal;
}

/** Five bring it to its end; one is made again where its answer was lost on the way, as one call fails. */
const requestsAtMost = 5 + 1;

/** What people see and what is kept in the end. */
async function outcomeOf(goal: GoalWorld) {
  const { world } = goal;
  const requests = [...goal.drafts, ...goal.makes, ...goal.judges].length;
  return {
    title: goal.title(),
    cards: world.cards().length,
    buttons: goal.labels(),
    // Where a verdict was lost on the way the judge is asked again, and the script has gone on.
    ending: world.said().includes("Every criterion is met."),
    isAskedTwice: requests > requestsAtMost,
    waiting: await world.parts.jobs.depth(),
    dead: await world.parts.jobs.deadLetters(10),
  };
}

const parts: Readonly<Record<string, Part<GoalWorld>>> = {
  "the start": {
    prepare: async () => undefined,
    run: (goal) => goal.world.command("ben", "goal a short note on when we deploy"),
    hasBegun: (goal) => goal.title() !== "",
  },
  "the rounds": {
    async prepare(goal) {
      await goal.begin();
      goal.script.verdicts.push(allMet, allMet);
    },
    run: (goal) => goal.world.press("ben", "goal-approve", goal.yes()),
    hasBegun: (goal) => goal.title() === "Goal · met",
  },
};

const work = { open: openGoal, worldOf: ({ world }: GoalWorld) => world, outcomeOf, seconds: 10 };

describe("a goal that died at any call", () => {
  it.each(Object.entries(parts))(
    "ends as if nothing had happened: %s",
    (_name, part) => expectSameEnd(work, part),
    300_000,
  );
});
