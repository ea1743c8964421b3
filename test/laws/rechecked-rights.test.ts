import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

/** A world that remembers Ana as an administrator, though the platform made her a member since. */
async function openAfterDemotion(): Promise<{ world: SmallWorld; approval: string; memory: string }> {
  const world = await openSmallWorld();
  await world.command("ana", "remember for the team: lunch is at noon");
  const memory = await world.teamMemoryId();
  await world.say("ana", "general", "We agreed that releases are cut on Mondays at ten.");
  await world.dream("ana");
  const card = world.sections().find(({ text }) => text.includes("releases are cut"));
  const approval = card?.actions[0]?.value ?? "";
  expect(approval).not.toBe("");
  world.roles.set("ana", "member");
  return { world, approval, memory };
}

describe("a role that was lost since the directory was asked last (law 8)", () => {
  it("is still remembered where nothing is decided, or these tests would show nothing", async () => {
    const { world } = await openAfterDemotion();
    const [platform] = world.parts.platforms;
    const known = await platform?.directory.person(workspace, asId("ana"));
    expect(known?.role).toBe("admin");
  });

  it.each(["approve", "reject", "edit", "undo"])("B9: decides no verdict: %s", async (verb) => {
    const { world, approval } = await openAfterDemotion();
    expect((await world.press("ana", verb, approval)).text).toContain("Only administrators");
    expect(await world.memories("ana", "team")).toEqual(["lunch is at noon"]);
  });

  it.each(["set language Portuguese", "audit"])("B9: does not let a command through: %s", async (command) => {
    const { world } = await openAfterDemotion();
    expect((await world.command("ana", command)).text).toContain("Only administrators");
  });

  it("B9: does not let a memory be forgotten, taken back or remembered for the team", async () => {
    const { world, memory } = await openAfterDemotion();
    for (const command of [`forget ${memory}`, `undo ${memory}`]) {
      world.roles.set("ana", "admin");
      await world.command("ana", "settings");
      world.roles.set("ana", "member");
      expect((await world.command("ana", command)).text).toContain("Only administrators");
    }
    world.roles.set("ana", "admin");
    await world.command("ana", "settings");
    world.roles.set("ana", "member");
    const answer = await world.command("ana", "remember for the team: dinner is at eight");
    expect(answer.text).toContain("waits for administrators");
    expect(await world.memories("ana", "team")).toEqual(["lunch is at noon"]);
  });

  it("B9: does not count an earlier approval of somebody who may not approve any more", async () => {
    const world = await openSmallWorld();
    world.roles.set("ben", "admin");
    await world.command("ana", "set quorum 2");
    await world.say("ana", "general", "We agreed that releases are cut on Mondays at ten.");
    await world.dream("ana");
    const card = world.sections().find(({ text }) => text.includes("releases are cut"));
    const approval = card?.actions[0]?.value ?? "";
    expect((await world.press("ben", "approve", approval)).text).toContain("more are needed");
    world.roles.set("ben", "member");
    expect((await world.press("ana", "approve", approval)).text).toContain("more are needed");
    expect(await world.memories("ana", "team")).toEqual([]);
  });

  it("is seen at once when it was given, too", async () => {
    const { world, approval } = await openAfterDemotion();
    expect((await world.press("ana", "approve", approval)).text).toContain("Only administrators");
    world.roles.set("ana", "admin");
    expect((await world.press("ana", "approve", approval)).text).toContain("Approved");
  });
});
