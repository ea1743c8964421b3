import { describe, expect, it } from "vitest";
import { PlatformError } from "../../src/core/errors.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const preferences = ["Answer me in short sentences", "Name prices in euros", "Spell as the British do"];

/** Approves everything that waits for somebody. Gives how much it was. */
async function approveAll(world: SmallWorld, person: string): Promise<number> {
  let count = 0;
  for (;;) {
    const { card } = await world.command(person, "review");
    const pending = card?.sections ?? [];
    if (pending.length === 0) return count;
    for (const { actions } of pending) await world.press(person, "approve", actions[0]?.value ?? "");
    count += pending.length;
  }
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe("what somebody imports", () => {
  it("is remembered by their own verdict alone, line by line", async () => {
    const world = await openSmallWorld();
    const told = await world.command("ben", `import\n${preferences.map((line) => `- ${line}`).join("\n")}`);
    expect(told.text).toContain("3 lines wait for the person whom it is about");
    expect(await world.memories("ben", "mine")).toEqual([]);
    await world.settle();
    expect(world.cards().map(({ card }) => card.title)).toContain("Imported · 3 things to remember");
    expect(await approveAll(world, "ana")).toBe(0);
    expect(await approveAll(world, "ben")).toBe(3);
    expect((await world.memories("ben", "mine")).toSorted()).toEqual(preferences.toSorted());
  });

  it("is redrawn on its card with each verdict", async () => {
    const world = await openSmallWorld();
    await world.command("ben", `import\n${preferences.join("\n")}`);
    await world.settle();
    const { card } = await world.command("ben", "review");
    for (const { actions } of card?.sections ?? [])
      await world.press("ben", "reject", actions[2]?.value ?? "");
    await world.settle();
    const shown = world.cards().find(({ card: { title } }) => title.startsWith("Imported"));
    expect(shown?.card.sections.map(({ note }) => note.includes("Rejected by Ben"))).toEqual([
      true,
      true,
      true,
    ]);
    expect(shown?.place.channel).toBe("dm-ben");
  });

  it("waits for those who decide where it is for the team", async () => {
    const world = await openSmallWorld();
    const told = await world.command("ben", "import for the team:\nWe deploy before noon");
    expect(told.text).toContain("One line waits for administrators");
    expect(await approveAll(world, "ben")).toBe(0);
    expect(await approveAll(world, "ana")).toBe(1);
    expect(await world.memories("ana", "team")).toEqual(["We deploy before noon"]);
    expect((await world.command("cleo", "import for the team:\nGuests decide")).text).toContain(
      "cannot import",
    );
  });

  it("comes as a file, once however often the message is told", async () => {
    const world = await openSmallWorld();
    const file = { name: "me.md", content: bytes(preferences.join("\n")) };
    world.failOnce("jobs.enqueue", /deliver/u);
    await world.say("ben", "dm-ben", "import", { file });
    await world.settle();
    expect(world.said()).toContain("3 lines wait");
    expect(await approveAll(world, "ben")).toBe(3);
    expect(await world.memories("ben", "mine")).toHaveLength(3);
  });

  it.each([
    ["binary", new Uint8Array([0, 159, 146, 150]), "not UTF-8 text"],
    ["empty", new Uint8Array(), "no text in the file"],
    [
      "10,000 lines",
      bytes(Array.from({ length: 10_000 }, (_, line) => `line ${line}`).join("\n")),
      "10000 lines",
    ],
  ])("is refused in one sentence, and nothing is half done: %s", async (_name, content, words) => {
    const world = await openSmallWorld();
    await world.say("ben", "dm-ben", "import", { file: { name: "file.txt", content } });
    await world.settle();
    expect(world.said()).toContain(words);
    expect(await approveAll(world, "ben")).toBe(0);
  });

  it("passes the gates: what is known, said twice, secret or too long is left out and counted", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember for me: I like tea in the morning");
    const key = ["sk", "ant", "api03", "x".repeat(95)].join("-");
    const lines = [
      "I like tea in the morning",
      "I drink water",
      "I drink water",
      `My key is ${key}`,
      "x".repeat(600),
    ];
    const told = await world.command("ben", `import\n${lines.join("\n")}`);
    expect(told.text).toContain("One line waits");
    expect(told.text).toContain("1: A memory says the same already.");
    expect(told.text).toContain("1: The same is proposed already.");
    expect(told.text).not.toContain(key);
    expect(await approveAll(world, "ben")).toBe(1);
  });

  it("is no command where the words only begin like one", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "general", "@reverie import the new data into the warehouse, please");
    await world.settle();
    expect(world.said()).not.toContain("imported");
  });
});

describe("what somebody exports", () => {
  async function exportOf(world: SmallWorld, person: string, which: string): Promise<string> {
    const before = new Set(world.attached.keys());
    await world.command(person, `export ${which}`);
    const [added] = [...world.attached].filter(([key]) => !before.has(key));
    expect(added?.[1].channel).toBe(`dm-${person}`);
    return added?.[1].file.text ?? "";
  }

  it.each(["markdown", "json"])("makes the same books in an empty workspace: %s", async (form) => {
    const world = await openSmallWorld();
    await world.command("ana", "remember for the team: We always deploy before noon");
    await world.command("ana", "remember for the team: We decided to use Postgres");
    await world.command("ben", "remember for me: I prefer short answers");
    await world.command("ben", "import\n(preference, only in direct messages) I am on leave in May");
    await approveAll(world, "ben");
    const team = await exportOf(world, "ana", `team ${form}`);
    const own = await exportOf(world, "ben", `mine ${form}`);

    const other = await openSmallWorld();
    const elsewhere = (document: string) => document.replaceAll("small:world", "small:elsewhere");
    await other.command("ana", `import for the team:\n${elsewhere(team)}`);
    await other.command("ben", `import\n${elsewhere(own)}`);
    await approveAll(other, "ana");
    await approveAll(other, "ben");
    for (const [person, which] of [
      ["ana", "team"],
      ["ben", "mine"],
    ] as const) {
      const shown = async (place: SmallWorld) =>
        ((await place.command(person, `memory ${which}`)).card?.sections ?? [])
          .map(({ title, text }) => `${title.slice(title.indexOf("·"))} ${text}`)
          .toSorted();
      expect(await shown(other)).toEqual(await shown(world));
    }
  });

  it("is nobody else's: another's own memories are not taken in, nor a private place's elsewhere", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember for me: I prefer short answers");
    const own = await exportOf(world, "ben", "mine json");
    for (const wish of [`import\n${own}`, `import for the team:\n${own}`]) {
      expect((await world.command("ana", wish)).text).toContain("memories of somebody else");
    }
    expect(await approveAll(world, "ana")).toBe(0);
  });

  it("does not reach further because it was put together with another's", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "remember for the team: We deploy before noon");
    await world.command("ben", "remember for me: I prefer short answers");
    const both = `${await exportOf(world, "ana", "team")}\n${await exportOf(world, "ben", "mine")}`;
    expect((await world.command("ana", `import for the team:\n${both}`)).text).toContain("several exports");
  });

  it("is shown in the answer as well where it is short, noted in the audit, and refused to those who may not see it", async () => {
    const world = await openSmallWorld();
    expect((await world.command("ana", "export team")).text).toContain("nothing remembered");
    await world.command("ana", "remember for the team: We deploy before noon");
    expect((await world.command("ana", "export team")).text).toContain("- (workflow) We deploy before noon");
    expect((await world.command("ana", "audit")).text).toContain("Ana exported");
    expect((await world.command("cleo", "export team")).text).toContain("your own");
    expect((await world.command("ana", "export everything")).text).toContain("That is not how");
  });

  it("says what to do where it is too long to be shown and the platform takes no file", async () => {
    const world = await openSmallWorld();
    const lines = Array.from({ length: 40 }, (_, index) => `- line ${index} ${"of many words ".repeat(30)}`);
    await world.command("ben", `import\n${lines.join("\n")}`);
    await approveAll(world, "ben");
    world.failOnce("attach", /./u, new PlatformError("The memory", "no-files", true));
    expect((await world.command("ben", "export mine")).text).toContain("lets the app write files");
  });

  it("is shown whole where the platform takes no file", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "remember for the team: We deploy before noon");
    world.failOnce("attach", /./u, new PlatformError("The memory", "no-files", true));
    expect((await world.command("ana", "export team")).text).toContain("We deploy before noon");
  });
});
