import { describe, it } from "vitest";
import { ModelError } from "../../src/core/errors.ts";
import { expectSameEnd, type Part } from "../laws/run-again.ts";
import { planned } from "./scripted-team.ts";
import { openTeamWorld, type TeamWorld } from "./team-world.ts";

/** Two side by side of which one fails for good. (One that waits for another is in the goal that runs again.) */
async function openWork(): Promise<TeamWorld> {
  const team = await openTeamWorld();
  const tasks = [planned("researcher", "Find it"), planned("researcher", "Count it")];
  for (let plans = 0; plans < 4; plans += 1) team.script.plans.push({ tasks });
  team.script.results["Count it"] = Array.from({ length: 9 }, () => new ModelError("busy", true));
  return team;
}

/** Six bring it to its end; one is made again where its answer was lost on the way, as one call fails. */
const requestsAtMost = 6 + 1;

/** What people see and what is kept in the end. What a request may have cost that nobody knows of is counted. */
async function outcomeOf(team: TeamWorld) {
  const withoutDollars = (text: string) => text.replaceAll(/\$\d+\.\d+/gu, "$");
  const { world } = team;
  const requests = [...team.plans, ...team.decisions, ...team.tries, ...team.answers].length;
  return {
    title: team.title(),
    cards: world.cards().length,
    tasks: team.tasks(),
    buttons: team.labels(),
    said: world
      .standing()
      .map(({ content }) => withoutDollars(content.text))
      .filter((text) => text !== ""),
    isAskedTwice: requests > requestsAtMost,
    waiting: await world.parts.jobs.depth(),
    dead: await world.parts.jobs.deadLetters(10),
  };
}

const parts: Readonly<Record<string, Part<TeamWorld>>> = {
  "up to its plan": {
    prepare: async () => undefined,
    run: (team) => team.world.command("ben", "delegate ask first: a note on how we deploy"),
    hasBegun: (team) => team.title() !== "",
  },
  "from its plan to its end": {
    async prepare(team) {
      await team.world.command("ben", "delegate ask first: a note on how we deploy");
      await team.world.settle(3);
    },
    run: (team) => team.world.press("ben", "team-approve", team.yes()),
    hasBegun: (team) => team.title() !== "Team · waits for you",
  },
  "stopping it": {
    async prepare(team) {
      team.script.results["Find it"] = [new Promise<string>(() => undefined)];
      await team.world.command("ben", "delegate a note on how we deploy");
      await team.world.settle(6);
    },
    run: (team) => team.world.press("ben", "team-stop", team.id()),
    hasBegun: (team) => team.title() === "Team · stopped",
  },
};

const work = { open: openWork, worldOf: ({ world }: TeamWorld) => world, outcomeOf, seconds: 10 };

describe("work of a team that died at any call", () => {
  it.each(Object.entries(parts))(
    "ends as if nothing had happened: %s",
    (_name, part) => expectSameEnd(work, part),
    300_000,
  );
});
