import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asId, type MemoryId, type PersonId } from "../../src/core/ids.ts";
import { type Doubts, keepDoubt } from "../../src/core/memory/doubts.ts";
import { estimateTokens } from "../../src/core/text/tokens.ts";
import {
  chooseMemories,
  memoryNote,
  type NotedMemory,
  noteMemories,
} from "../../src/dreaming/memory-notes.ts";
import { otherWorkspace, sampleAnswer, sampleSaidAt, sampleWorkspace } from "../contracts/sample-message.ts";
import { type House, openHouse } from "../doubles/house.ts";
import { liveMemory } from "../fixtures/live-memory.ts";
import { recordedMessage } from "../fixtures/recorded-message.ts";
import { noted } from "../fixtures/transcript-sources.ts";

const dayMs = 24 * 60 * 60 * 1000;
const doubts = (counts: Partial<Doubts["counts"]>): Doubts => ({
  counts: { wrong: 0, outdated: 0, "not-here": 0, ...counts },
  newestAt: sampleSaidAt,
});

describe("noteMemories", () => {
  let house: House;
  beforeEach(() => {
    house = openHouse({ now: sampleSaidAt });
  });
  afterEach(() => house.close());

  const given = (id: string, ...memories: string[]) => {
    const { answer, ...message } = sampleAnswer(id, []);
    return recordedMessage(id, {
      ...message,
      answer: answer && { ...answer, memories: memories.map((each) => asId<MemoryId>(each)) },
    });
  };
  const note = (...memories: NotedMemory["memory"][]) =>
    noteMemories(house.parts, sampleWorkspace, memories, [
      given("m1", "one", "two"),
      recordedMessage("m2"),
      given("m3", "one", "gone"),
    ]);

  it("counts the answers that were given each memory", async () => {
    const notes = await note(liveMemory("one"), liveMemory("two"), liveMemory("three"));
    expect(notes.map((each) => each.given)).toEqual([2, 1, 0]);
    expect(notes.map(({ memory }) => memory.id)).toEqual(["one", "two", "three"]);
  });

  it("counts whole days of age, and none for what comes from a later clock", async () => {
    const aged = (ageMs: number) => liveMemory("one", { at: sampleSaidAt - ageMs });
    const notes = await note(aged(0), aged(dayMs - 1), aged(dayMs), aged(30.5 * dayMs), aged(-9 * dayMs));
    expect(notes.map(({ ageDays }) => ageDays)).toEqual([0, 0, 1, 30, 0]);
  });

  it("knows the doubts of each memory in its own workspace", async () => {
    const one = asId<MemoryId>("one");
    await keepDoubt(house.parts, sampleWorkspace, one, asId<PersonId>("ana"), "outdated");
    await keepDoubt(house.parts, otherWorkspace, one, asId<PersonId>("ben"), "wrong");
    const notes = await note(liveMemory("one"), liveMemory("two"));
    expect(notes.map((each) => each.doubts)).toEqual([doubts({ outdated: 1 }), undefined]);
  });
});

describe("memoryNote", () => {
  it.each<[string, Partial<NotedMemory>, string]>([
    ["what is young, unused and undoubted", {}, ""],
    ["29 days", { ageDays: 29 }, ""],
    ["30 days", { ageDays: 30 }, "30 days old"],
    ["one answer", { given: 1 }, "given to 1 answer of this time"],
    ["two answers", { given: 2 }, "given to 2 answers of this time"],
    ["a doubt", { doubts: doubts({ outdated: 1 }) }, "1 said it is outdated"],
    [
      "all of it",
      { ageDays: 400, given: 3, doubts: doubts({ wrong: 2, "not-here": 1 }) },
      "400 days old, given to 3 answers of this time, 2 said it is wrong, 1 said it does not belong where it was used",
    ],
  ])("says of %s what is worth it", (_, overrides, sentence) => {
    expect(memoryNote(noted(liveMemory("one"), overrides))).toBe(sentence);
  });
});

describe("chooseMemories", () => {
  const word = fc.constantFrom("deploy", "friday", "lunch", "budget", "river", "printer", "logo");
  const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(" "));
  const memory = fc
    .record({
      text,
      at: fc.integer({ min: 0, max: 5 }),
      ageDays: fc.integer({ min: 0, max: 90 }),
      given: fc.nat({ max: 3 }),
      doubts: fc.constantFrom(undefined, doubts({ wrong: 1 })),
    })
    .map(({ text: said, at, ...known }) => noted(liveMemory("one", { text: said, at }), known));
  const memories = fc.array(memory, { maxLength: 10 });
  const lines = fc.array(text, { maxLength: 4 });
  const budget = fc.nat({ max: 200 });

  const wordsCost = (list: readonly NotedMemory[]) =>
    list.reduce((sum, each) => sum + estimateTokens(each.memory.text) + estimateTokens(memoryNote(each)), 0);
  /** With what the id and the kind of each take, and the id again where something is noted. */
  const cost = (list: readonly NotedMemory[]) =>
    wordsCost(list) + 9 * list.length + 5 * list.filter((each) => memoryNote(each) !== "").length;
  const ids = (list: readonly NotedMemory[]) => list.map((each) => each.memory.id);
  const one = (id: string, said: string, overrides: Partial<NotedMemory> = {}, at = 0) =>
    noted(liveMemory(id, { text: said, at }), overrides);

  it("keeps the order in which they came, and the budget with what is said of them", () => {
    fc.assert(
      fc.property(memories, lines, budget, (list, said, budgetTokens) => {
        const chosen = chooseMemories(list, said, budgetTokens);
        expect(chosen).toEqual(list.filter((each) => chosen.includes(each)));
        expect(wordsCost(chosen)).toBeLessThanOrEqual(budgetTokens);
      }),
      { numRuns: 500 },
    );
  });

  it("leaves none out while there is room, and some where there is not", () => {
    fc.assert(
      fc.property(memories, lines, (list, said) => {
        expect(chooseMemories(list, said, cost(list))).toEqual(list);
        expect(chooseMemories(list, said, cost(list) - 1)).toHaveLength(Math.max(0, list.length - 1));
      }),
    );
  });

  it("keeps every doubted one as long as those fit together", () => {
    fc.assert(
      fc.property(memories, lines, budget, (list, said, more) => {
        const doubted = list.filter((each) => each.doubts);
        expect(chooseMemories(list, said, cost(doubted) + more)).toEqual(expect.arrayContaining(doubted));
      }),
    );
  });

  it("takes doubted ones first, then what is close to the lines, then the newest", () => {
    const list = [
      one("old", "the printer stands upstairs", {}, 1),
      one("new", "the printer stands upstair", {}, 2),
      one("close", "the printer makes lunch now", {}, 0),
      one("doubted", "the printer works well", { doubts: doubts({ wrong: 1 }) }, 0),
    ];
    const room = (count: number) => {
      const order = ["doubted", "close", "new", "old"].slice(0, count);
      return cost(list.filter((each) => order.includes(each.memory.id)));
    };
    const said = ["is lunch now"];
    expect(ids(chooseMemories(list, said, room(1)))).toEqual(["doubted"]);
    expect(ids(chooseMemories(list, said, room(2)))).toEqual(["close", "doubted"]);
    expect(ids(chooseMemories(list, said, room(3)))).toEqual(["new", "close", "doubted"]);
    expect(ids(chooseMemories(list, said, room(4)))).toEqual(["old", "new", "close", "doubted"]);
  });

  it("passes over one that is too long for one that fits", () => {
    const list = [one("long", "deploy on friday ".repeat(100)), one("short", "lunch at the river")];
    expect(ids(chooseMemories(list, ["deploy on friday"], 30))).toEqual(["short"]);
  });

  it("weighs the share of the words, and not how many they are", () => {
    const list = [
      one("talkative", "deploy friday and lunch and budget and river and printer and logo"),
      one("terse", "deploy on friday, says the plan of this whole wide team today"),
      one("exact", "deploy friday"),
    ];
    expect(ids(chooseMemories(list, ["deploy friday"], cost(list.slice(2))))).toEqual(["exact"]);
  });
});
