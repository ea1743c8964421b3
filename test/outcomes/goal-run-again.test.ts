import { describe, it } from "vitest";
import { expectSameEnd, type Part } from "../laws/run-again.ts";
import { allMet, type GoalWorld, openGoalWorld, result, verdicts } from "./goal-world.ts";
import { planned } from "./scripted-team.ts";

/** A goal that is met in its second round. */
async function openGoal(): Promise<GoalWorld> {
  const goal = await openGoalWorld();
  goal.script.verdicts.push(verdicts("", "", ""));
  return goal;
}

/** Five bring it to its end, with a team six; one is made again where its answer was lost on the way, as one call fails. */
const requestsAtMost = { alone: 5 + 1, team: 6 + 1 };

/** What people see and what is kept in the end. */
async function outcomeOf(goal: GoalWorld) {
  const { world, team } = goal;
  const ofTeam = [...team.plans, ...team.tries, ...team.answers].length;
  const requests = [...goal.drafts, ...goal.makes, ...goal.judges].length + ofTeam;
  return {
    tasks: goal.tasks(),
    title: goal.title(),
    cards: world.cards().length,
    buttons: goal.labels(),
    // Where a verdict was lost on the way the judge is asked again, and the script has gone on.
    ending: world.said().includes("Every criterion is met."),
    isAskedTwice: requests > (ofTeam > 0 ? requestsAtMost.team : requestsAtMost.alone),
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

const ofTeam: Readonly<Record<string, Part<GoalWorld>>> = {
  "a round of its team, which asks before its second task": {
    async prepare(goal) {
      await goal.begin();
      await goal.press("edit", "ben", {
        ...{ criteria: "It is short", rounds: "1", dollars: "1" },
        ...{ asks: ["plan"], team: "true" },
      });
      await goal.press("approve");
      await goal.press("mark", "ben", { tasks: ["2"] });
    },
    async run(goal) {
      await goal.world.press("ben", "goal-approve", goal.yes());
      await goal.world.settle(6);
      await goal.world.press("ben", "goal-approve", goal.yes());
    },
    hasBegun: (goal) => goal.title() === "Goal · met",
  },
};

/** A goal whose team has two tasks, one after the other. */
async function openGoalOfTeam(): Promise<GoalWorld> {
  const goal = await openGoalWorld();
  const tasks = [planned("researcher", "Find it"), planned("drafter", "Draft it", 1)];
  goal.team.script.plans.push({ tasks });
  goal.team.script.answers.push(result, result);
  goal.script.verdicts.push(verdicts(result), verdicts(result));
  return goal;
}

const work = { open: openGoal, worldOf: ({ world }: GoalWorld) => world, outcomeOf, seconds: 10 };

describe("a goal that died at any call", () => {
  it.each(Object.entries(parts))(
    "ends as if nothing had happened: %s",
    (_name, part) => expectSameEnd(work, part),
    300_000,
  );

  it.each(Object.entries(ofTeam))(
    "ends as if nothing had happened: %s",
    (_name, part) => expectSameEnd({ ...work, open: openGoalOfTeam }, part),
    300_000,
  );
});
