import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReflectingModel } from "../../doubles/reflecting-model.ts";
import { openLibraryWorld } from "./library-world.ts";

const people = ["ana", "ben", "cleo"];

/** Audiences with who sees them, who decides, and whose word is evidence for them. */
const shelves = [
  { audience: "team", author: "ben", channel: "general", decider: "ana", seenBy: ["ana", "ben"] },
  { audience: "channel general", author: "ben", channel: "general", decider: "ben", seenBy: people },
  { audience: "channel core-team", author: "ben", channel: "core-team", decider: "ben", seenBy: ["ben"] },
  ...people.map((id) => ({
    audience: `person ${id}`,
    author: id,
    channel: `dm-${id}`,
    decider: id,
    seenBy: [id],
  })),
];

/** What becomes of something that a dream considers. Nothing is pressed by a verb that is none. */
const endings = ["approve", "reject", "wait", "drop"];

describe("the library", () => {
  it("holds a memory with its whole stack, each change with what it rests on", async () => {
    const model = createReflectingModel();
    const world = await openLibraryWorld({ model });
    await world.say("ben", "general", "The kiln is fired on Tuesdays from now on.");
    model.propose({ audience: "team", text: "The kiln is fired on Tuesdays.", quote: "kiln is fired" });
    await world.dream("ana");
    await world.approve("fired on Tuesdays");
    await world.command("ana", "remember for the team: lunch is at noon");
    const { memories, audiences } = await world.library("ben");
    expect(audiences.map(({ name, label }) => [name, label])).toEqual([
      ["team", "Team"],
      ["channel general", "#general"],
      ["channel lab", "#lab"],
      ["channel core-team", "#core-team"],
      ["person ben", "Only you"],
    ]);
    const lunch = memories.find(({ text }) => text === "lunch is at noon");
    expect(lunch?.stack).toMatchObject([
      { verb: "Remembered", by: "Ana", isCurrent: true, quotes: [], evidence: ["Said by a command."] },
    ]);
    const kiln = memories.find(({ text }) => text.includes("kiln"));
    expect(kiln).toMatchObject({ audience: "team", state: "live" });
    expect(kiln?.stack[0]?.quotes).toMatchObject([{ text: "kiln is fired" }]);
    expect(kiln?.stack[0]?.quotes[0]?.by).toContain("Ben");
    const listed = (await world.command("ben", "memory team")).card?.sections;
    expect(listed?.map(({ actions }) => actions)).toEqual(memories.map(({ actions }) => actions));
  });

  it("keeps what was changed and taken back in the stack, and what is forgotten out of the list", async () => {
    const world = await openLibraryWorld();
    await world.command("ben", "remember for me: I drink tea");
    const [first] = (await world.library("ben")).memories;
    const undo = first?.stack[0]?.actions[0];
    await world.press("ben", "undo", undo?.value ?? "");
    await world.settle();
    expect((await world.library("ben")).memories).toEqual([]);
    await world.command("ben", "remember for me: I read the news on my phone");
    const [second] = (await world.library("ben")).memories;
    await world.command("ben", `forget ${second?.id}`);
    expect((await world.library("ben")).memories).toEqual([]);
    await world.command("ben", `undo ${second?.id}`);
    const [again] = (await world.library("ben")).memories;
    expect(again?.stack.map(({ verb, undone, isCurrent }) => [verb, undone?.by, isCurrent])).toEqual([
      ["Forgotten", "Ben", false],
      ["Remembered", undefined, true],
    ]);
    expect(again?.stack[0]?.actions).toEqual([]);
  });

  it("shows what waits for the person with its buttons, and what waits for others without", async () => {
    const world = await openLibraryWorld();
    await world.command("ben", "remember for the team: standup is at nine");
    const ofAna = (await world.library("ana")).waiting;
    expect(ofAna.toDecide.sections.map(({ text }) => text)).toEqual(["standup is at nine"]);
    expect(ofAna.toDecide.sections[0]?.actions[0]?.verb).toBe("approve");
    expect(ofAna.toSee.sections).toEqual([]);
    const ofBen = (await world.library("ben")).waiting;
    expect(ofBen.toDecide.sections).toEqual([]);
    expect(ofBen.toSee.sections).toMatchObject([{ text: "standup is at nine", actions: [] }]);
    expect(JSON.stringify(await world.library("cleo"))).not.toContain("standup");
  });

  it("tells what was refused, why and by whom", async () => {
    const world = await openLibraryWorld();
    await world.command("ben", "remember for the team: standup is at nine");
    const [section] = (await world.library("ana")).waiting.toDecide.sections;
    const value = section?.actions[0]?.value ?? "";
    await world.press("ana", "reject", value);
    await world.press("ana", "reject-temporary", value);
    await world.settle();
    for (const person of ["ana", "ben"]) {
      const { refused, waiting } = await world.library(person);
      expect(refused).toMatchObject([
        { text: "standup is at nine", audience: "team", by: "Ana", change: "add" },
      ]);
      expect(waiting.toDecide.sections).toEqual([]);
    }
    expect((await world.library("cleo")).refused).toEqual([]);
  });

  it("counts what memories lack with the memories behind each count, and what the month cost", async () => {
    const world = await openLibraryWorld();
    for (const text of ["lunch is at noon", "lunch is at noon sharp", "the build runs on Linux"])
      await world.command("ana", `remember for the team: ${text}`);
    const first = (await world.library("ana")).memories.find(({ text }) => text.includes("Linux"));
    await world.command("ben", `dispute ${first?.id} it does not`);
    await world.settle();
    const { audiences, memories, spend } = await world.library("ben");
    const health = audiences.find(({ name }) => name === "team")?.health;
    const live = memories.filter(({ state }) => state === "live").map(({ id }) => id);
    expect(health).toMatchObject({ live: live.length, unsupported: [first?.id] });
    expect(health?.rates).toContain("100 % were approved");
    expect(spend).toMatchObject({ month: "2026-11", budgetDollars: null, answers: { dollars: 0 } });
    await world.command("ana", "set budget 20");
    expect((await world.library("ben")).spend.budgetDollars).toBe(20);
  });

  it("leaves out of a stack what rests on a channel that was made private since (law 3)", async () => {
    const model = createReflectingModel();
    const world = await openLibraryWorld({ model });
    await world.command("ana", "remember for the team: the kiln is fired on Tuesdays");
    const id = await world.teamMemoryId();
    await world.say("ben", "lab", "Make that Xylophoneus afternoon, please, all of you.");
    model.propose({
      audience: "team",
      change: "update",
      memory: id,
      text: "The kiln is fired on Xylophoneus afternoons.",
      quote: "Make that Xylophoneus afternoon",
    });
    await world.dream("ana");
    await world.approve("Xylophoneus afternoons");
    expect((await world.library("ana")).memories[0]?.stack).toHaveLength(2);
    await world.command("ana", `undo ${id}`);
    world.reaches.set("lab", "private");
    world.members("lab", ["ben"]);
    expect((await world.library("ben")).memories[0]?.stack).toHaveLength(2);
    expect((await world.library("ana")).memories[0]?.stack).toHaveLength(1);
    for (const seen of [
      await world.library("ana"),
      await world.reports("ana"),
      await world.command("ana", `history ${id}`),
      await world.command("ana", "dream why"),
    ])
      expect(JSON.stringify(seen)).not.toContain("Xylophoneus");
  });
});

describe("the reports of dreams", () => {
  it("tell what each read, proposed and dropped, with what became of it", async () => {
    const model = createReflectingModel();
    const world = await openLibraryWorld({ model });
    await world.say("ben", "general", "The kiln is fired on Tuesdays from now on.");
    model.propose(
      { audience: "team", text: "The kiln is fired on Tuesdays.", quote: "kiln is fired" },
      { audience: "team", text: "Nobody said this.", quote: "kiln" },
    );
    await world.dream("ana");
    const [waiting] = await world.reports("ben");
    expect(waiting).toMatchObject({ status: "finished", isSubmitted: false });
    const ofTeam = waiting?.reflections.find(({ audience }) => audience.type === "team");
    expect(ofTeam).toMatchObject({ label: "Team", outcome: "proposed", linesRead: 1, proposed: 1 });
    expect(ofTeam?.proposals).toMatchObject([{ text: "The kiln is fired on Tuesdays.", status: "pending" }]);
    expect(ofTeam?.dropped).toMatchObject([{ text: "Nobody said this." }]);
    await world.approve("fired on Tuesdays");
    const [decided] = await world.reports("ben");
    expect(decided?.reflections[0]?.proposals).toMatchObject([{ status: "approved", decidedBy: "Ana" }]);
    expect((await world.reports("cleo"))[0]?.reflections.map(({ label }) => label)).not.toContain("Team");
  });
});

describe("what a person finds in the library and the reports (law 4)", () => {
  it("is never of an audience that they may not see, however it came there", async () => {
    const model = createReflectingModel();
    const world = await openLibraryWorld({ model });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...shelves), fc.constantFrom(...endings), async (shelf, ending) => {
        count += 1;
        const word = `Quokka${count}x`;
        await world.say(shelf.author, shelf.channel, `I keep ${word} in the drawer from today on, for good.`);
        model.propose({
          audience: shelf.audience,
          text: `The ${word} lives in the drawer.`,
          // Too short to be evidence: a gate drops it.
          quote: ending === "drop" ? word : `I keep ${word} in the drawer`,
        });
        await world.dream("ana");
        model.propose();
        const section = world.sections().find(({ text }) => text.includes(word));
        if (section) await world.press(shelf.decider, ending, section.actions[0]?.value ?? "");
        await world.settle(3);
        for (const person of people) {
          const seen = JSON.stringify([await world.library(person), await world.reports(person)]);
          expect([person, seen.includes(word)]).toEqual([person, shelf.seenBy.includes(person)]);
        }
      }),
      { numRuns: 24 },
    );
  });

  it("is nothing for somebody whom the platform does not know", async () => {
    const world = await openLibraryWorld();
    await world.command("ana", "remember for the team: lunch is at noon");
    const { audiences, memories, waiting, refused } = await world.library("nobody");
    expect([audiences, memories, waiting.toDecide.sections, waiting.toSee.sections, refused]).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
  });
});
