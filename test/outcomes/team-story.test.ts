import { describe, expect, it } from "vitest";
import { finalAnswer, openTeamWorld, resultOf } from "./team-world.ts";

describe("a team", () => {
  it("plans, works side by side, waits where it must, and answers once on one card", async () => {
    const team = await openTeamWorld();
    expect(await team.begin()).toContain("at most $1.00");
    expect(team.title()).toBe("Team · done");
    expect(team.world.cards()).toHaveLength(1);
    expect(team.tries.map(({ asked }) => asked)).toEqual([
      "Find when we deploy",
      "Find who decides",
      "Find what went wrong",
      "Draft the note",
    ]);
    const given = team.tries[3]?.blocks.map(({ text }) => text).join("\n");
    for (const task of ["Find when we deploy", "Find who decides", "Find what went wrong"])
      expect(given).toContain(`| ${resultOf(task)}`);
    expect(team.answers).toHaveLength(1);
    expect(team.world.said()).toContain(finalAnswer);
    expect(team.world.said()).toContain("4 of 4 tasks");
    // Only the director writes to the person.
    expect(team.world.said()).not.toContain("Result of");
  });
});
