import { describe, expect, it } from "vitest";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const noon = "lunch is at noon";

async function openWithMemory(): Promise<{ world: SmallWorld; memory: string }> {
  const world = await openSmallWorld();
  await world.command("ana", `remember for the team: ${noon}`);
  return { world, memory: await world.teamMemoryId() };
}

/** What an answer to a question is given of memory. */
async function given(world: SmallWorld, person = "ana", channel = "general"): Promise<string> {
  const before = world.standing().length;
  await world.say(person, channel, "@reverie when is lunch?");
  await world.settle();
  return JSON.stringify(world.standing().slice(before));
}

/** The id of the first memory that somebody is shown. */
async function firstMemory(world: SmallWorld, person: string, which: "mine" | "channel"): Promise<string> {
  const { card } = await world.command(person, `memory ${which}`);
  return card?.sections[0]?.title.split(" ")[0] ?? "";
}

const doubted = (world: SmallWorld) => world.sections().filter(({ note }) => note.includes("somebody said"));

describe("a doubt of what an answer was given", () => {
  it.each(["wrong", "outdated", "not-here"])(
    "puts a memory of the team before those who decide at once: %s",
    async (kind) => {
      const { world, memory } = await openWithMemory();
      const told = await world.press("ben", kind, memory);
      expect(told.text).toContain("waits for");
      await world.settle();
      expect(await given(world)).toContain(noon);
      const [section] = doubted(world);
      expect(section).toMatchObject({ text: noon });
      const [forget] = section?.actions ?? [];
      expect((await world.press("ben", "approve", forget?.value ?? "")).text).toContain(
        "Only administrators",
      );
      await world.press("ana", "approve", forget?.value ?? "");
      await world.settle();
      expect(await given(world)).not.toContain(noon);
      await world.press("ana", "undo", forget?.value ?? "");
      await world.settle();
      expect(await given(world)).toContain(noon);
    },
  );

  it("is put before them once, however many have it", async () => {
    const { world, memory } = await openWithMemory();
    await world.press("ben", "wrong", memory);
    await world.press("ben", "wrong", memory);
    await world.press("ana", "outdated", memory);
    await world.settle();
    expect(doubted(world)).toHaveLength(1);
  });

  it("of one's own memory is decided by oneself alone", async () => {
    const world = await openSmallWorld();
    await world.command("ben", `remember for me: ${noon}`);
    const memory = await firstMemory(world, "ben", "mine");
    expect((await world.press("ana", "wrong", memory)).text).toContain("nothing by that id");
    const shown = await world.press("ben", "outdated", memory);
    const [section] = shown.card?.sections ?? [];
    expect(section).toMatchObject({ text: noon });
    await world.settle();
    expect(doubted(world)).toEqual([]);
    expect(await given(world, "ben", "dm-ben")).toContain(noon);
    await world.press("ben", "approve", section?.actions[0]?.value ?? "");
    expect(await given(world, "ben", "dm-ben")).not.toContain(noon);
  });

  it("of one's own memory that does not belong into a channel keeps it for direct messages", async () => {
    const world = await openSmallWorld();
    await world.command("ben", `remember for me: ${noon}`);
    const memory = await firstMemory(world, "ben", "mine");
    expect(await given(world, "ben")).toContain(noon);
    const shown = await world.press("ben", "not-here", memory);
    await world.press("ben", "approve", shown.card?.sections[0]?.actions[0]?.value ?? "");
    expect(await given(world, "ben")).not.toContain(noon);
    expect(await given(world, "ben", "dm-ben")).toContain(noon);
  });

  it("of a guest waits for the next dream", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "remember for this channel: lunch is at noon");
    const memory = await firstMemory(world, "ana", "channel");
    expect((await world.press("cleo", "wrong", memory)).text).toContain("next dream");
    await world.settle();
    expect(doubted(world)).toEqual([]);
  });
});
