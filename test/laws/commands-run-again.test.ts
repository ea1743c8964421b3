import { describe, expect, it } from "vitest";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld } from "./small-world.ts";

/** A world in which the team's only memory was forgotten. */
async function openAfterForgetting() {
  const world = await openSmallWorld();
  await world.command("ana", "remember for the team: lunch is at noon");
  const id = await world.teamMemoryId();
  await world.command("ana", `forget ${id}`);
  return { world, id };
}

describe("a command whose answer cannot be posted at first (law 7)", () => {
  it("takes back one change, not one more with each run", async () => {
    const { world, id } = await openAfterForgetting();
    world.failOnce("post", /^command/u);
    await world.say("ana", "dm-ana", `undo ${id}`);
    await world.settle();
    expect(await world.memories("ana", "team")).toEqual(["lunch is at noon"]);
  });

  it("dreams once", async () => {
    const world = await openSmallWorld();
    world.failOnce("post", /^command/u);
    await world.say("ana", "general", "@reverie dream now");
    await world.settle();
    expect(await world.parts.ledger.dreams(workspace, 10)).toHaveLength(1);
  });

  it("says that it remembered what it remembered", async () => {
    const world = await openSmallWorld();
    world.failOnce("post", /^command/u);
    await world.say("ben", "dm-ben", "remember I like tea");
    await world.settle();
    expect(await world.memories("ben", "mine")).toEqual(["I like tea"]);
    expect(world.said()).not.toContain("Not remembered");
  });
});

describe("an erasure that fails half-way (law 7)", () => {
  it("goes on until all of the person is gone, not only what was said", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember for me: my secret is Xylophoneus");
    world.failOnce("ledger.loseReceipts", /./u);
    await world.say("ben", "dm-ben", "privacy erase");
    await world.settle();
    expect(await world.memories("ben", "mine")).toEqual([]);
    expect(world.said()).toContain("Erased");
  });

  it("reaches all of the person when they ask a second time", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "general", "We agreed that the parrot is called Xylophoneus.");
    await world.dream("ana");
    expect(world.cards()).toHaveLength(1);
    world.failOnce("ledger.loseReceipts", /./u);
    await world.command("ben", "privacy erase");
    await world.command("ben", "privacy erase");
    await world.settle();
    expect(JSON.stringify(world.cards())).not.toContain("Xylophoneus");
  });
});

describe("a command that is edited without a changed word (law 7)", () => {
  it("is not carried out again", async () => {
    const { world, id } = await openAfterForgetting();
    const said = await world.say("ana", "dm-ana", `undo ${id}`);
    await world.settle();
    await world.edit(said, "ana", "dm-ana", `undo ${id} `);
    await world.settle();
    expect(await world.memories("ana", "team")).toEqual(["lunch is at noon"]);
  });
});
