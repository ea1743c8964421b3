import { describe, expect, it } from "vitest";
import { isMuted } from "../../src/core/conversation/mute.ts";
import type { MessageId } from "../../src/core/ids.ts";
import { asId } from "../../src/core/ids.ts";
import { workspace } from "../laws/memory-platform.ts";
import type { CardWorld } from "./card-world.ts";
import { openGoalWorld, verdicts } from "./goal-world.ts";
import { planned } from "./scripted-team.ts";
import { openTeamWorld } from "./team-world.ts";

const asked = "a short note on the xylophone";
const source = "The zeppelinfest is what the xylophone is tuned for";
const repeated = "The note: the xylophone is tuned for the zeppelinfest.";

/** Work of each kind that has come to its end, with the message in which it was asked for. */
const kinds: Readonly<Record<string, () => Promise<{ readonly opened: CardWorld; ask: MessageId }>>> = {
  async goal() {
    const goal = await openGoalWorld();
    goal.script.results.push(repeated);
    goal.script.verdicts.push(verdicts(repeated, repeated, repeated));
    const ask = await goal.world.say("ben", "general", `@reverie goal: ${asked}`);
    await goal.world.settle(2);
    return { opened: goal, ask };
  },
  async team() {
    const team = await openTeamWorld();
    team.script.answers.push(repeated);
    const ask = await team.world.say("ben", "general", `@reverie delegate: ask first: ${asked}`);
    await team.world.settle(4);
    return { opened: team, ask };
  },
};

/** What stands on the platform, and what is kept, of words. */
async function leftOf(opened: CardWorld, words: string): Promise<string[]> {
  const { world } = opened;
  const kept = await world.parts.history.get(workspace, [...world.standingById().keys()]);
  return [JSON.stringify(world.standing()), JSON.stringify(kept)].filter((text) => text.includes(words));
}

describe.each(Object.entries(kinds))("work of a %s (law 6)", (name, open) => {
  it("goes with whoever asked for it while it waits, buttons and all, and its thread is open again", async () => {
    const { opened } = await open();
    expect(opened.labels()).not.toEqual([]);
    const card = opened.card();
    await opened.world.command("ben", "privacy erase");
    expect(await leftOf(opened, "xylophone")).toEqual([]);
    expect(opened.labels()).toEqual([]);
    const conversation = asId<never>(card);
    expect(await isMuted(opened.world.parts, workspace, asId("general"), conversation)).toBe(false);
    await opened.world.settle(3);
    expect(await leftOf(opened, "xylophone")).toEqual([]);
  });

  it("goes with whoever asked for it after its end", async () => {
    const { opened } = await open();
    await opened.press("approve");
    await opened.world.settle(8);
    expect(opened.world.said()).toContain(repeated);
    await opened.world.command("ben", "privacy erase");
    expect(await leftOf(opened, "xylophone")).toEqual([]);
  });

  it("goes with all that its end was split into, a file among it", async () => {
    const { opened } = await open();
    const long = `${repeated} ${"And so on. ".repeat(3000)}`;
    const { script } = opened as unknown as { script: { results: string[]; answers: string[] } };
    (name === "goal" ? script.results : script.answers).splice(0, 9, long);
    await opened.press("approve");
    await opened.world.settle(8);
    expect(opened.world.attached.size).toBe(1);
    await opened.world.command("ben", "privacy erase");
    expect(opened.world.attached.size).toBe(0);
    expect(await leftOf(opened, "And so on")).toEqual([]);
  });

  it("goes with the message in which it was asked for", async () => {
    const { opened, ask } = await open();
    await opened.world.takeBack(ask);
    expect(opened.labels()).toEqual([]);
    await opened.world.settle(8);
    expect(JSON.stringify(opened.world.standing())).not.toContain("xylophone");
  });

  it("is begun once, however often what asked for it is edited", async () => {
    const { opened, ask } = await open();
    await opened.world.edit(
      ask,
      "ben",
      "general",
      `@reverie ${name === "goal" ? "goal:" : "delegate: ask first:"} ${asked} and more`,
    );
    await opened.world.settle(4);
    const cards = opened.world.cards().filter(({ card }) => /^(?:Goal|Team)/u.test(card.title));
    expect(cards).toHaveLength(1);
  });
});

describe("what a result was made of (law 6)", () => {
  it("takes it along where it is deleted", async () => {
    const goal = await openGoalWorld();
    const said = await goal.world.say("ana", "general", source);
    goal.script.results.push(repeated);
    goal.script.verdicts.push(verdicts(repeated, repeated, repeated));
    await goal.begin(asked);
    await goal.press("approve");
    await goal.world.settle(2);
    expect(goal.world.said()).toContain("zeppelinfest");
    await goal.world.takeBack(said);
    await goal.world.settle(2);
    expect(await leftOf(goal, "zeppelinfest")).toEqual([]);
  });

  it("takes it along where it is deleted while it is being made", async () => {
    const goal = await openGoalWorld();
    const said = await goal.world.say("ana", "general", source);
    const gate = Promise.withResolvers<string>();
    goal.script.results.push(gate.promise);
    await goal.begin(asked);
    await goal.press("approve");
    await goal.world.settle(2);
    expect(goal.title()).toBe("Goal · at work");
    await goal.world.takeBack(said);
    await goal.world.settle(2);
    gate.resolve(repeated);
    await goal.world.settle(3);
    expect(goal.title()).toBe("");
    expect(await leftOf(goal, "zeppelinfest")).toEqual([]);
  });

  it.each([false, true])(
    "takes it along where it was said below the card, made by a team: %s",
    async (team) => {
      const goal = await openGoalWorld();
      await goal.begin("a short note on when we deploy");
      const thread = goal.card();
      await goal.press("edit", "ben", {
        ...{ criteria: "It is short", rounds: "1", dollars: "1" },
        ...{ asks: ["result"], team: String(team) },
      });
      const said = await goal.world.say("ben", "general", "mention the zeppelinfest, please", { thread });
      await goal.world.say("ben", "general", "and keep it brief", { thread });
      goal.script.results.push("We deploy before the zeppelinfest.");
      goal.team.script.answers.push("We deploy before the zeppelinfest.");
      goal.script.verdicts.push(verdicts("We deploy before the zeppelinfest"));
      await goal.press("approve");
      await goal.world.settle(6);
      expect(goal.section("It waits for you")).toContain("Is this the result?");
      await goal.world.takeBack(said);
      await goal.world.settle(2);
      expect(await leftOf(goal, "zeppelinfest")).toEqual([]);
      expect(goal.labels()).toEqual([]);
    },
  );

  it("stays where nothing of what was said below the card and taken back stands in it", async () => {
    const goal = await openGoalWorld();
    await goal.begin();
    const said = await goal.world.say("ben", "general", "thank you so much", { thread: goal.card() });
    await goal.press("approve");
    expect(goal.title()).toBe("Goal · met");
    await goal.world.takeBack(said);
    await goal.world.settle(2);
    expect(goal.title()).toBe("Goal · met");
  });

  it("takes it along where a memory of it is redacted", async () => {
    const goal = await openGoalWorld();
    await goal.world.command("ana", "set approvers members");
    await goal.world.command("ana", `remember for the team: ${source}`);
    goal.script.results.push(repeated);
    goal.script.verdicts.push(verdicts(repeated, repeated, repeated));
    await goal.begin(asked);
    await goal.press("approve");
    await goal.world.settle(2);
    expect(goal.world.said()).toContain("zeppelinfest");
    const id = await goal.world.teamMemoryId();
    await goal.world.press("ana", "redact", id);
    await goal.world.settle(2);
    expect(await leftOf(goal, "zeppelinfest")).toEqual([]);
  });
});

describe("what is redacted or erased at any moment of work (law 6)", () => {
  it.each([false, true])(
    "takes along what is made of a memory that is redacted meanwhile, by a team: %s",
    async (team) => {
      const goal = await openGoalWorld();
      await goal.world.command("ana", "set approvers members");
      await goal.world.command("ana", `remember for the team: ${source}`);
      await goal.begin(asked);
      await goal.press("edit", "ben", {
        criteria: "It is short",
        rounds: "1",
        dollars: "1",
        team: String(team),
      });
      const gate = Promise.withResolvers<string>();
      goal.script.results.push(gate.promise);
      goal.team.script.plans.push({ tasks: [planned("researcher", "Find what the xylophone is tuned for")] });
      goal.team.script.results["Find what the xylophone is tuned for"] = [gate.promise];
      goal.team.script.answers.push(repeated);
      await goal.press("approve");
      await goal.world.settle(4);
      await goal.world.press("ana", "redact", await goal.world.teamMemoryId());
      await goal.world.settle(2);
      gate.resolve(repeated);
      await goal.world.settle(6);
      expect(await leftOf(goal, "zeppelinfest")).toEqual([]);
      expect(goal.labels()).toEqual([]);
    },
  );

  it("leaves no word, and an open thread, wherever an erasure meets a round of a team", async () => {
    for (let calls = 1; calls < 90; calls += 5) {
      const goal = await openGoalWorld();
      await goal.begin(asked);
      await goal.press("edit", "ben", { criteria: "It is short", rounds: "1", dollars: "1", team: "true" });
      goal.team.script.plans.push({ tasks: [planned("researcher", "Find the zeppelinfest")] });
      const thread = goal.card();
      let left = calls;
      let erasing: Promise<unknown> | undefined;
      goal.world.onCall(() => {
        left -= 1;
        if (left === 0) erasing = goal.world.command("ben", "privacy erase");
      });
      await goal.world.press("ben", "goal-approve", goal.yes());
      await goal.world.settle(8);
      goal.world.onCall(() => undefined);
      if (!erasing) break;
      await erasing;
      await goal.world.settle(10);
      const words = [...(await leftOf(goal, "zeppelinfest")), ...(await leftOf(goal, "xylophone"))];
      const conversation = asId<never>(`general/${thread}`);
      const isQuiet = await isMuted(goal.world.parts, workspace, asId("general"), conversation);
      expect({ calls, words, isQuiet }).toEqual({ calls, words: [], isQuiet: false });
    }
  }, 120_000);
});

describe("a place that changes under work (laws 3, 4 and 8)", () => {
  it("says nothing of what it read where more people can read it", async () => {
    const goal = await openGoalWorld();
    goal.script.results.push(repeated);
    goal.script.verdicts.push(verdicts(repeated, repeated, repeated));
    await goal.world.command("ben", `goal ${asked}`, "core-team");
    await goal.world.settle(2);
    goal.world.reaches.set("core-team", "public");
    await goal.press("approve");
    await goal.world.settle(2);
    expect(goal.title()).toBe("Goal · met");
    expect(goal.world.said()).not.toContain("zeppelinfest");
    expect(JSON.stringify(goal.world.cards())).not.toContain("zeppelinfest");
    expect(goal.world.said()).toContain("More people can read this place");
  });

  it.each([
    ["is left out", "ana", "set exclude-channels general"],
    ["is one where whoever asked wants nothing kept", "ben", "privacy off"],
  ])("asks nothing more where the place %s", async (_what, person, command) => {
    const goal = await openGoalWorld();
    await goal.begin(asked);
    await goal.world.command(person, command);
    expect(await goal.press("approve")).toContain("Nothing changed");
    expect(goal.makes).toEqual([]);
  });

  it("asks nothing more for somebody who has left", async () => {
    const goal = await openGoalWorld();
    await goal.begin(asked);
    goal.world.roles.set("ben", "outsider");
    expect(await goal.press("approve")).toContain("no member");
    expect(goal.makes).toEqual([]);
  });

  it("tells strangers nothing of work in a channel that they cannot read", async () => {
    const goal = await openGoalWorld();
    await goal.world.command("ben", `goal ${asked}`, "core-team");
    await goal.world.settle(2);
    goal.world.members("core-team", ["ben"]);
    for (const verb of ["approve", "stop"])
      expect(await goal.press(verb, "ana")).toContain("no goal by that id");
  });
});
