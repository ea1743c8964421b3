import { describe, expect, it } from "vitest";
import type { Card } from "../../src/core/card.ts";
import { PlatformError } from "../../src/core/errors.ts";
import { asId } from "../../src/core/ids.ts";
import { proposalStatuses } from "../../src/core/proposal.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const noon = "lunch is at noon";

async function openWithDoubt(
  questions: readonly string[] = ["when is lunch?"],
): Promise<{ world: SmallWorld; value: string }> {
  const world = await openSmallWorld();
  await world.command("ana", `remember for the team: ${noon}`);
  for (const question of questions) {
    await world.say("ben", "general", `@reverie ${question}`);
    await world.settle();
  }
  await world.press("ben", "wrong", await world.teamMemoryId());
  await world.settle();
  const section = world.sections().find(({ actions }) => actions.some(({ verb }) => verb === "try"));
  return { world, value: section?.actions.find(({ verb }) => verb === "try")?.value ?? "" };
}

const trials = (world: SmallWorld): { channel: string; card: Card }[] =>
  world
    .cards()
    .filter(({ card }) => card.title.startsWith("As it is"))
    .map(({ place, card }) => ({ channel: place.channel, card }));

/** All that is kept but what was spent. */
async function kept(world: SmallWorld): Promise<string> {
  const { ledger, history } = world.parts;
  return JSON.stringify([
    await Promise.all(proposalStatuses.map((status) => ledger.proposals(workspace, null, status, 999))),
    await ledger.book(workspace, { type: "team" }),
    await ledger.audit(workspace, 999),
    await history.channel(workspace, asId("general"), Number.MAX_SAFE_INTEGER, 999),
    await history.sequence(workspace),
  ]);
}

describe("a proposal that is tried", () => {
  it("is shown to whoever presses alone, with both answers to real questions, and changes nothing", async () => {
    const { world, value } = await openWithDoubt();
    const before = await kept(world);
    expect((await world.press("ana", "try", value)).text).toContain("I ask one question of the past again");
    await world.settle();
    const [trial] = trials(world);
    expect(trial?.channel).toBe("dm-ana");
    const [proposal, tried] = trial?.card.sections ?? [];
    expect(proposal).toMatchObject({ text: noon, actions: [] });
    expect(tried?.text).toBe("when is lunch?");
    const [today, changed] = tried?.quotes ?? [];
    expect(today).toMatchObject({ by: "As it is", text: expect.stringContaining(noon) });
    expect(changed?.by).toBe("With this change");
    expect(changed?.text).not.toContain(noon);
    expect(await kept(world)).toBe(before);
    expect(await world.memories("ana", "team")).toEqual([noon]);
  });

  it("goes after an hour", async () => {
    const { world, value } = await openWithDoubt();
    await world.press("ana", "try", value);
    await world.settle();
    expect(trials(world)).toHaveLength(1);
    await world.settle(3600);
    expect(trials(world)).toEqual([]);
  });

  it("asks three questions at most, each once, and only what it would touch", async () => {
    const { world, value } = await openWithDoubt([
      "when is lunch?",
      "When is lunch?",
      "where is lunch today?",
      "who pays for lunch?",
      "is lunch good?",
      "what colour is the door?",
    ]);
    await world.press("ana", "try", value);
    await world.settle();
    const texts =
      trials(world)[0]
        ?.card.sections.slice(1)
        .map(({ text }) => text.toLowerCase()) ?? [];
    expect(texts).toHaveLength(3);
    expect(new Set(texts).size).toBe(3);
    expect(texts.join()).not.toContain("door");
  });

  it("is tried by those who decide over it alone, and not once it is decided", async () => {
    const { world, value } = await openWithDoubt();
    expect((await world.press("ben", "try", value)).text).toContain("Only administrators");
    expect((await world.press("cleo", "try", value)).text).toContain("nothing by that id");
    await world.press("ana", "reject", value);
    expect((await world.press("ana", "try", value)).text).toContain("decided already");
    await world.settle();
    expect(trials(world)).toEqual([]);
  });

  it("says so where nobody asked anything that it touches", async () => {
    const { world, value } = await openWithDoubt(["what colour is the door?"]);
    expect((await world.press("ana", "try", value)).text).toContain("nothing to try it on");
  });

  it("stays within the budget: what does not fit is not asked", async () => {
    const { world, value } = await openWithDoubt();
    await world.command("ana", "set model claude-opus-5-5");
    await world.command("ana", "set budget 0.01");
    await world.press("ana", "try", value);
    await world.settle();
    expect(trials(world)).toEqual([]);
    expect(world.said()).toContain("does not bear two more answers");
    await world.command("ana", "set budget 1");
    await world.press("ana", "try", value);
    await world.settle();
    expect(trials(world)).toHaveLength(1);
  });

  it("asks nothing where nothing can be shown", async () => {
    const { world, value } = await openWithDoubt();
    world.failOnce("post", /^trial/u, new PlatformError("The memory", "closed", true));
    await world.press("ana", "try", value);
    await world.settle();
    expect(trials(world)).toEqual([]);
    expect(await world.parts.jobs.deadLetters(9)).toEqual([]);
  });

  it("gives a private place's questions to nobody who is not in it", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "core-team", "@reverie when is lunch?");
    await world.settle();
    await world.command("ana", `remember for the team: ${noon}`);
    await world.press("ben", "wrong", await world.teamMemoryId());
    await world.settle();
    const { actions } = world.sections().find(({ note }) => note.includes("somebody said")) ?? {
      actions: [],
    };
    expect((await world.press("ana", "try", actions[0]?.value ?? "")).text).toContain("nothing to try it on");
  });

  it("is offered on additions only where they came from a correction", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember for the team: the door is green");
    await world.settle();
    expect(world.sections()[0]?.actions.map(({ verb }) => verb)).not.toContain("try");
  });
});
