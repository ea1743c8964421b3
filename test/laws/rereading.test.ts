import { describe, expect, it } from "vitest";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const words = "We agreed that releases are cut on Mondays at ten.";

/** A world with a proposal that waits, and the message that it rests on. */
async function openWithProposal(): Promise<{ world: SmallWorld; said: string; approval: string }> {
  const world = await openSmallWorld();
  const said = await world.say("ana", "general", words);
  await world.dream("ana");
  const section = world.sections().find(({ text }) => text.includes("releases are cut"));
  return { world, said, approval: section?.actions[0]?.value ?? "" };
}

describe("what a proposal rests on (law 6)", () => {
  it("F9: is read again at the approval, so that a deletion that nobody told of counts", async () => {
    const { world, said, approval } = await openWithProposal();
    world.rereads.set(said, "gone");
    expect((await world.press("ana", "approve", approval)).text).toContain("are gone, so it was withdrawn");
    expect(await world.memories("ana", "team")).toEqual([]);
    await world.settle();
    expect(world.sections().some(({ note }) => note.includes("Withdrawn"))).toBe(true);
  });

  it("F9: is read again at the approval, so that an edit that nobody told of counts", async () => {
    const { world, said, approval } = await openWithProposal();
    world.rereads.set(said, "We agreed on nothing at all, as always.");
    expect((await world.press("ana", "approve", approval)).text).toContain("withdrawn");
    expect(await world.memories("ana", "team")).toEqual([]);
  });

  it("stands where the platform shows it unchanged, or does not tell", async () => {
    for (const shown of [words, undefined]) {
      const { world, said, approval } = await openWithProposal();
      if (shown) world.rereads.set(said, shown);
      expect((await world.press("ana", "approve", approval)).text).toContain("remembered for the team");
    }
  });

  it("is read again before a card is shown", async () => {
    const world = await openSmallWorld();
    const said = await world.say("ana", "general", words);
    world.rereads.set(said, "gone");
    await world.dream("ana");
    expect(world.sections().every(({ actions }) => actions.length === 0)).toBe(true);
    expect(JSON.stringify(world.cards())).not.toContain("releases are cut");
  });

  it("is stored as it is shown, the question in it too", async () => {
    const world = await openSmallWorld();
    const said = await world.say(
      "ana",
      "general",
      "@reverie we agreed that releases are cut on Mondays at ten.",
    );
    await world.dream("ana");
    world.rereads.set(said, "We agreed on nothing at all, as always.");
    const section = world.sections().find(({ actions }) => actions.some(({ verb }) => verb === "approve"));
    await world.press("ana", "approve", section?.actions[0]?.value ?? "");
    const [message] = await world.parts.history.get(workspace, [said]);
    expect(message).toMatchObject({ text: expect.stringContaining("nothing at all") });
    expect(message?.asked).not.toContain("Mondays");
  });

  it("is shown to nobody where its place was made private before the card was drawn (law 3)", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "lab", words);
    world.failOnce("jobs.enqueue", /deliver-card/u);
    await world.command("ana", "dream now");
    world.reaches.set("lab", "private");
    await world.settle(120);
    expect(JSON.stringify(world.cards())).not.toContain("releases are cut on");
  });
});
