import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesOf } from "../../src/core/memory/named-people.ts";
import { secretMark } from "../../src/core/text/secrets.ts";
import { touchesTopic } from "../../src/core/text/whole-words.ts";
import { readable, shownWords } from "../../src/dreaming/shown-words.ts";
import { hostileText } from "../fixtures/arbitrary-text.ts";
import { recordedMessage } from "../fixtures/recorded-message.ts";

const saying = (...texts: string[]) => texts.map((text, index) => recordedMessage(`m${index}`, { text }));
const texts = fc.array(
  fc.oneof(
    hostileText,
    fc.constantFrom(
      "The salary round is in May.",
      "Ask Zoë Ng.",
      "ask zoë ng",
      "We will see.",
      "<@U042> knows.",
    ),
  ),
  { maxLength: 8 },
);
const keptOut = { topics: ["salary", "health"], optedOut: ["Zoë Ng", "U042", "Will"] };
const key = ["gh", "p_", "a1B2c3D4".repeat(4)].join("");

describe("readable", () => {
  const left = (...said: string[]) => readable(saying(...said), keptOut).map(({ text }) => text);

  it.each([
    "The SALARY round is in May.",
    "Her health  is better.",
    "Zoë Ng owns billing.",
    "Ask Zoe\u0308 Ng.",
    "<@U042> and <@!U042> know.",
    "@will knows.",
  ])("leaves %j out", (text) => {
    expect(left(text)).toEqual([]);
  });

  it.each([
    "The salaries are in May.",
    "We will see.",
    "Will knows.",
    "ask zoë ng",
    "U0421 knows.",
    "Releases are on Mondays.",
  ])("keeps %j", (text) => {
    expect(left(text)).toEqual([text]);
  });

  it("keeps the messages in their order, as they are, and nothing that is kept out", () => {
    fc.assert(
      fc.property(texts, (said) => {
        const messages = saying(...said);
        const kept = readable(messages, keptOut);
        expect(kept).toEqual(messages.filter((message) => kept.includes(message)));
        for (const message of messages) {
          const isKeptOut =
            touchesTopic(message.text, keptOut.topics) ||
            namesOf(message.text, keptOut.optedOut) === "certainly";
          expect(kept.includes(message)).toBe(!isKeptOut);
        }
      }),
    );
  });

  it("keeps everything where nothing is kept out", () => {
    fc.assert(
      fc.property(texts, (said) => {
        const messages = saying(...said);
        expect(readable(messages, { topics: [], optedOut: [] })).toEqual(messages);
        expect(readable(messages, { topics: [""], optedOut: [""] })).toEqual(messages);
      }),
    );
  });
});

describe("shownWords", () => {
  it("shows a mark in the place of every secret, and all else as it was said", async () => {
    const messages = saying("Releases are on Mondays.", `use ${key}, ok?`, "", "The password is hunter22.");
    const wordsOf = await shownWords(messages);
    expect(messages.map(wordsOf)).toEqual([
      "Releases are on Mondays.",
      `use ${secretMark}, ok?`,
      "",
      `The ${secretMark}`,
    ]);
  });

  it("never shows a planted key, wherever it stands and whatever else is said", async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.nat(), async (said, at) => {
        const messages = saying(...said.toSpliced(at % (said.length + 1), 0, `Take ${key} with you.`));
        const wordsOf = await shownWords(messages);
        const shown = messages.map(wordsOf);
        expect(shown.join("\n")).not.toContain(key);
        expect(shown[at % (said.length + 1)]).toBe(`Take ${secretMark} with you.`);
      }),
    );
  });

  it("goes by the message, and not by its place", async () => {
    const messages = saying("one", `two ${key}`, "three");
    const wordsOf = await shownWords(messages);
    expect(messages.toReversed().map(wordsOf)).toEqual(["three", `two ${secretMark}`, "one"]);
  });

  it("shows nothing of a message that it was not given", async () => {
    const wordsOf = await shownWords(saying("one"));
    expect(wordsOf(recordedMessage("unknown", { text: `my key ${key}` }))).toBe("");
    expect((await shownWords([]))(recordedMessage("m0", { text: "one" }))).toBe("");
  });
});
