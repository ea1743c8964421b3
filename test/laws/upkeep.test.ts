import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const dayMs = 24 * 60 * 60 * 1000;

async function openWith(...texts: string[]): Promise<SmallWorld> {
  const world = await openSmallWorld();
  for (const text of texts) await world.command("ana", `remember for the team: ${text}`);
  return world;
}

const asked = (world: SmallWorld) => world.sections().filter(({ note }) => note.includes("Is it still so?"));

async function idOf(world: SmallWorld, words: string): Promise<string> {
  const { card } = await world.command("ana", "memory team");
  return card?.sections.find(({ text }) => text.includes(words))?.title.split(" ")[0] ?? "";
}

describe("a memory for which there is a reason to look again", () => {
  it("is proposed with its measure and used until somebody decides, once for each occasion", async () => {
    const world = await openWith("The standup is at 9 in the blue room");
    const old = await idOf(world, "at 9");
    await world.command("ana", "remember for the team: The standup is at 10 in the blue room");
    await world.dream("ana");
    await world.settle();
    expect(asked(world)).toMatchObject([{ text: "The standup is at 9 in the blue room" }]);
    expect(world.cards().map(({ card }) => card.title)).toContain("I dreamt · 1 thing to look at again");
    expect(await world.memories("ana", "team")).toHaveLength(2);
    await world.dream("ana");
    await world.settle();
    expect(asked(world)).toHaveLength(1);

    const keep = asked(world)[0]?.actions.find(({ label }) => label === "Keep");
    await world.press("ana", "reject", keep?.value ?? "");
    await world.dream("ana");
    await world.settle();
    expect(asked(world)).toHaveLength(1);
    expect(await world.memories("ana", "team")).toHaveLength(2);
    expect(await idOf(world, "at 9")).toBe(old);
  });

  it("waits for a person also where the autonomous mode decides", async () => {
    const world = await openWith("Deploy on Fridays", "Never deploy on Fridays");
    await world.command("ana", "set mode autonomous");
    await world.dream("ana");
    await world.settle();
    expect(asked(world)).toHaveLength(1);
    expect(await world.memories("ana", "team")).toHaveLength(2);
    const forget = asked(world)[0]?.actions.find(({ label }) => label === "Forget");
    await world.press("ana", "approve", forget?.value ?? "");
    expect(await world.memories("ana", "team")).toEqual(["Never deploy on Fridays"]);
  });

  it("is one whose date has come, and its people alone set that date", async () => {
    const world = await openWith("The office is in Rome");
    const id = await idOf(world, "Rome");
    for (const [words, answer] of [
      ["2026-02-30", "I take a date"],
      ["2020-01-01", "is over"],
      ["9999 years", "five years"],
      ["soonish", "I take a date"],
    ] as const)
      expect((await world.command("ana", `review-by ${id} ${words}`)).text).toContain(answer);
    expect((await world.command("ben", `review-by ${id} 10 days`)).text).toContain("Only administrators");
    expect((await world.command("ana", `review-by ${id} 10 days`)).text).toContain("2026-12-02");
    await world.dream("ana");
    await world.settle();
    expect(asked(world)).toEqual([]);
    await world.clock.jump(11 * dayMs);
    await world.dream("ana");
    await world.settle();
    expect(asked(world)).toHaveLength(1);
  });
});

describe("a pinned memory", () => {
  it("comes before what fits better, for the places that may have it", async () => {
    const world = await openWith(`The office is in Rome ${"by the river ".repeat(25)}`);
    const id = await idOf(world, "Rome");
    const filler = Array.from(
      { length: 40 },
      (_, index) => `- lunch number ${index} ${"at noon ".repeat(40)}`,
    );
    await world.command("ana", `import for the team:\n${filler.join("\n")}`);
    for (;;) {
      const { card } = await world.command("ana", "review");
      if (!card) break;
      for (const { actions } of card.sections) await world.press("ana", "approve", actions[0]?.value ?? "");
    }
    const given = async () => {
      await world.say("ana", "general", "@reverie when is lunch at noon?");
      await world.settle();
      const said = await world.parts.history.channel(workspace, asId("general"), Number.MAX_SAFE_INTEGER, 1);
      return said.flatMap(({ answer }) => answer?.memories ?? []);
    };
    expect(await given()).not.toContain(id);
    expect((await world.press("ben", "pin", id)).text).toContain("Only administrators");
    expect((await world.press("ana", "pin", id)).text).toContain("Pinned");
    expect(await given()).toContain(id);
    expect((await world.command("ana", "memory team")).card?.sections.at(-1)?.title).toContain("pinned");
    await world.press("ana", "unpin", id);
    expect(await given()).not.toContain(id);
    expect((await world.command("ana", "audit")).text).toContain("Ana unpinned");
  });

  it("is one of twenty at most", async () => {
    const world = await openSmallWorld();
    const animals =
      "ant bee cat dog eel fox gnu hen ibis jay koi lynx mole newt owl pig quail rat seal toad urchin".split(
        " ",
      );
    await world.command("ana", `import\n${animals.map((each) => `- ${each} stories`).join("\n")}`);
    for (;;) {
      const { card } = await world.command("ana", "review");
      if (!card) break;
      for (const { actions } of card.sections) await world.press("ana", "approve", actions[0]?.value ?? "");
    }
    const { card } = await world.command("ana", "memory mine");
    const told = [];
    for (const { title } of card?.sections ?? [])
      told.push((await world.command("ana", `pin ${title.split(" ")[0]}`)).text);
    expect(told.filter((text) => text?.startsWith("Pinned"))).toHaveLength(20);
    expect(told.at(-1)).toContain("Unpin one first");
    // What is forgotten makes room.
    const first = card?.sections[0]?.title.split(" ")[0];
    await world.command("ana", `forget ${first}`);
    const last = card?.sections.at(-1)?.title.split(" ")[0];
    expect((await world.command("ana", `pin ${last}`)).text).toContain("Pinned");
  });
});
