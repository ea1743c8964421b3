import { describe, expect, it } from "vitest";
import { openSmallWorld } from "./small-world.ts";

/** A world in which a sentence was said in public and dreamt of. */
async function openAfterDream() {
  const world = await openSmallWorld();
  const id = await world.say("ana", "general", "We decided to name releases after rivers from here on.");
  await world.dream("ana");
  const editAway = (editedAt?: number) => world.edit(id, "ana", "general", "Never mind.", editedAt);
  return { world, editAway };
}

/** The same, with the proposal approved. */
async function openAfterApproval() {
  const { world, editAway } = await openAfterDream();
  await world.approve("rivers");
  expect(await world.memories("ana", "team")).toHaveLength(1);
  const isInUse = async () => {
    const [section] = (await world.command("ana", "memory team")).card?.sections ?? [];
    return section !== undefined && !section.note.includes("Not used");
  };
  return { world, editAway, isInUse };
}

describe("an edit that takes a quote away (laws 6 and 7)", () => {
  it("reaches the memory when the first try to take the edit in failed half-way", async () => {
    const { world, editAway, isInUse } = await openAfterApproval();
    const editedAt = world.clock.now() + 1;
    world.failOnce("jobs.enqueue", /evidence/u);
    await expect(editAway(editedAt)).rejects.toThrow();
    // The platform was not told that it arrived, so it tells it again.
    await editAway(editedAt);
    await world.settle();
    expect(await isInUse()).toBe(false);
  });

  it("puts the memory to review when the job died half-way", async () => {
    const { world, editAway, isInUse } = await openAfterApproval();
    world.failOnce("ledger.write", /"deletion"/u);
    await editAway();
    await world.settle();
    expect(await isInUse()).toBe(false);
    expect(world.cards().map(({ card }) => card.title)).toContainEqual(
      expect.stringContaining("lost its evidence"),
    );
  });

  it("withdraws the proposal when the job died half-way", async () => {
    const { world, editAway } = await openAfterDream();
    world.failOnce("ledger.write", /"withdrawn"/u);
    await editAway();
    await world.settle();
    const withdrawn = world.sections().find(({ note }) => note.includes("Withdrawn"));
    expect(withdrawn?.actions).toEqual([]);
  });
});
