import { describe, expect, it } from "vitest";
import { workspaceId } from "../../src/core/platforms.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const hourMs = 60 * 60 * 1000;
const fact = "We agreed that releases are cut on Mondays at ten.";

/** A world with a memory, proposals, settings and talk, which Reverie was removed from. */
async function openAfterLeaving(): Promise<SmallWorld> {
  const world = await openSmallWorld();
  await world.say("ana", "general", fact);
  await world.dream("ana");
  await world.approve("releases are cut");
  await world.command("ana", "set language Portuguese");
  world.served.delete(workspace);
  await world.leave();
  return world;
}

async function pass(world: SmallWorld, hours: number): Promise<void> {
  world.clock.jump(hours * hourMs);
  await world.settle();
}

/** How much is kept of the workspace, store by store. */
async function keptOf({ parts }: SmallWorld) {
  return {
    messages: (await parts.history.channels(workspace)).length,
    approved: (await parts.ledger.proposals(workspace, null, "approved", 100)).length,
    audit: (await parts.ledger.audit(workspace, 100)).length,
    settings: await parts.documents.get({ workspace, kind: "settings", name: "" }),
  };
}

const nothing = { messages: 0, approved: 0, audit: 0, settings: undefined };

describe("a workspace that Reverie was removed from", () => {
  it("E10: is erased whole within a day, and not before twelve hours", async () => {
    const world = await openAfterLeaving();
    const before = await keptOf(world);
    for (const kept of Object.values(before)) expect(kept).toBeTruthy();
    await pass(world, 11.9);
    expect(await keptOf(world)).toEqual(before);
    await pass(world, 0.2);
    expect(await keptOf(world)).toEqual(nothing);
    expect(await world.parts.jobs.depth()).toBe(0);
    const logged = world.log.entries.filter(({ event }) => event === "workspace-erased");
    expect(logged).toHaveLength(1);
    for (const count of Object.values(logged[0]?.fields ?? {})) expect(count).toBeTypeOf("number");
  });

  it("E10: is kept when the platform serves it again by then, and erased after it left once more", async () => {
    const world = await openAfterLeaving();
    const before = await keptOf(world);
    world.served.add(workspace);
    await pass(world, 13);
    expect(await keptOf(world)).toMatchObject({ messages: before.messages, settings: before.settings });
    world.served.delete(workspace);
    await world.leave();
    await pass(world, 13);
    expect(await keptOf(world)).toEqual(nothing);
  });

  it("E10: leaves no trace of the leaving itself, so that the very same could be told again", async () => {
    const world = await openAfterLeaving();
    await pass(world, 13);
    world.clock.jump(-13 * hourMs - 60_000);
    await world.leave();
    expect(await world.parts.jobs.depth()).toBe(1);
  });

  it("E10: has one erasure however often the platform tells", async () => {
    const world = await openAfterLeaving();
    await world.leave();
    await pass(world, 0.1);
    await world.leave();
    expect(await world.parts.jobs.depth()).toBe(1);
  });

  it.each([
    "jobs.eraseWorkspace",
    "ledger.eraseWorkspace",
    "history.eraseWorkspace",
    "documents.eraseWorkspace",
  ])("E10: is erased although %s fails at first", async (operation) => {
    const world = await openAfterLeaving();
    world.failOnce(operation, /./u);
    await pass(world, 13);
    expect(await keptOf(world)).toEqual(nothing);
    expect(await world.parts.jobs.depth()).toBe(0);
  });

  it("E10: is erased an hour later where the platform cannot say for long whether it serves it", async () => {
    const world = await openAfterLeaving();
    world.outage(true);
    await pass(world, 13);
    await world.settle();
    expect(await world.parts.jobs.deadLetters(10)).toHaveLength(1);
    expect((await keptOf(world)).messages).toBe(1);
    world.outage(false);
    await pass(world, 1);
    expect(await keptOf(world)).toEqual(nothing);
    expect(await world.parts.jobs.deadLetters(10)).toEqual([]);
  });

  it("E10: takes nothing of another workspace along", async () => {
    const world = await openSmallWorld();
    const other = workspaceId("small", "world2");
    await world.parts.documents.put({ workspace: other, kind: "settings", name: "" }, 1, null);
    const job = { kind: "unheard of", key: "k", at: 0, data: null };
    await world.parts.jobs.enqueue({ ...job, id: "theirs", lane: `${other} general` });
    world.served.delete(workspace);
    await world.leave();
    await pass(world, 13);
    expect(await world.parts.documents.get({ workspace: other, kind: "settings", name: "" })).toBe(1);
    expect(await world.parts.jobs.depth()).toBe(1);
  });
});
