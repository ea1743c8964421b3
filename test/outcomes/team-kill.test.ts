import { describe, expect, it } from "vitest";
import { openMachine } from "./machine.ts";
import { finalAnswer } from "./scripted-team.ts";

type Machine = ReturnType<typeof openMachine>;

/** Work that a team is given, and how it looks in the end. */
interface TeamWork {
  readonly begin: (machine: Machine) => Promise<unknown>;
  readonly requests: number;
  /** The first request at which a kill leaves nothing for a person to press again. */
  readonly from: number;
  readonly title: string;
}

/** The button of a verb on the newest card. */
function carriedBy(machine: Machine, verb: string): string {
  const actions = machine.cards().flatMap(({ sections }) => sections.flatMap((each) => each.actions));
  return actions.find((action) => action.verb === verb)?.value ?? "";
}

const kinds: Readonly<Record<string, TeamWork>> = {
  // A plan, a find, a count that fails twice, a decision, a draft and an answer.
  "delegated work": {
    begin: (machine) => machine.command("delegate a note on how we deploy"),
    requests: 7,
    from: 1,
    title: "Team · done",
  },
  // The same between a rubric and a verdict.
  "a round of a goal": {
    async begin(machine) {
      const drafting = machine.command("goal a note on how we deploy");
      await machine.settle(3);
      await drafting;
      const fields = { criteria: "It names the day", rounds: "1", dollars: "1", team: true };
      await machine.press("goal-edit", carriedBy(machine, "goal-edit"), fields);
      await machine.press("goal-approve", carriedBy(machine, "goal-approve"), null);
    },
    requests: 9,
    from: 2,
    title: "Goal · met",
  },
};

describe.each(Object.entries(kinds))("a team at %s, whose process is killed", (_name, kind) => {
  const { begin, requests, from, title } = kind;
  it.each(Array.from({ length: requests - from + 1 }, (_, index) => index + from))(
    "in request %i goes on from what was stored",
    async (request) => {
      const machine = openMachine();
      const kill = await machine.start();
      machine.hangAt(request);
      const beginning = begin(machine);
      await machine.settle(8);
      await beginning;
      expect(machine.requests()).toBeGreaterThanOrEqual(request);
      expect(machine.said()).not.toContain(finalAnswer);
      await kill();
      const killAgain = await machine.start();
      await machine.settle(8);
      expect(machine.cards().map((card) => card.title)).toEqual([title]);
      expect(machine.said().split(finalAnswer)).toHaveLength(2);
      expect(machine.requests()).toBe(requests + 1);
      await killAgain();
    },
  );
});
