import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, type ConversationId, type PersonId } from "../../src/core/ids.ts";
import { type AnswerRecord, type Feedback, type RecordedMessage, reverie } from "../../src/core/message.ts";
import { findSignals } from "../../src/dreaming/signals.ts";
import { sampleAnswer, sampleSaidAt } from "../contracts/sample-message.ts";
import { hostileText } from "../fixtures/arbitrary-text.ts";
import { recordedMessage } from "../fixtures/recorded-message.ts";

const thread = asId<ConversationId>("general/thread");

/** Talk in one thread, a second between its messages. */
const talk = (...messages: Partial<RecordedMessage>[]) =>
  messages.map((message, index) =>
    recordedMessage(`m${index + 1}`, {
      conversation: thread,
      saidAt: sampleSaidAt + index * 1000,
      sequence: index + 1,
      ...message,
    }),
  );
const answer = (overrides: Partial<AnswerRecord> = {}): Partial<RecordedMessage> => ({
  author: reverie,
  text: "Releases are on Mondays.",
  answer: {
    answers: [],
    parts: [],
    memories: [],
    sources: [],
    model: "sample",
    ending: "complete",
    feedback: [],
    ...overrides,
  },
});
const opinion = (person: string, isGood: boolean): Feedback => ({
  person: asId<PersonId>(person),
  isGood,
  at: sampleSaidAt,
});
/** What the signals of talk say, each message numbered by its place. */
const said = (messages: readonly RecordedMessage[]) =>
  findSignals(messages).map(({ messages: ids, say }) =>
    say(ids.map((id) => messages.findIndex((each) => each.id === id) + 1)),
  );

describe("signals of corrections", () => {
  it.each([
    "No, they are on Tuesdays.",
    "@Reverie wrong, it is Tuesday",
    "actually it moved to Tuesday",
    "That's outdated.",
    "that was wrong",
    "Shorter, please.",
    "please don't use lists",
    "I meant the other service",
    "Nein, am Dienstag.",
    "não, é na terça",
    "Na verdade é na terça.",
    "en fait c'est mardi",
    "Incorrecto.",
  ])("say that %j corrects the answer before it", (text) => {
    expect(said(talk({ text: "When?" }, answer(), { text }))).toEqual([
      "line 3 corrects Reverie's answer in line 2",
    ]);
  });

  it.each([
    "Thanks!",
    "Nobody is there on Tuesdays.",
    "Nothing else, bye.",
    "Moreover we test on Tuesdays.",
    "Norway is closed then.",
    "They are not on Mondays.",
  ])("do not take %j for one", (text) => {
    expect(said(talk(answer(), { text }))).toEqual([]);
  });

  it("need Reverie's answer right before them, in the same conversation", () => {
    const elsewhere = asId<ConversationId>("general/elsewhere");
    expect(said(talk(answer(), { text: "No." }, { text: "No.", author: asId("ben") }))).toHaveLength(1);
    expect(said(talk({ text: "Mondays." }, { text: "No." }))).toEqual([]);
    expect(said(talk({ ...answer(), conversation: elsewhere }, { text: "No." }))).toEqual([]);
    expect(said(talk({ text: "No." }, answer()))).toEqual([]);
    expect(said(talk(answer(), { ...answer(), text: "No." }))).toEqual([]);
  });

  it("go by the time when it was said, whatever order and whatever else comes between", () => {
    const [first, second] = talk({ ...answer(), sequence: 9 }, { text: "No." }) as [
      RecordedMessage,
      RecordedMessage,
    ];
    const between = recordedMessage("other", { saidAt: sampleSaidAt + 500, text: "Lunch is ready." });
    for (const order of [
      [second, between, first],
      [first, between, second],
    ]) {
      expect(findSignals(order).map(({ messages }) => messages)).toEqual([["m2", "m1"]]);
    }
    const together = talk(
      { ...answer(), saidAt: sampleSaidAt },
      { text: "No.", saidAt: sampleSaidAt },
    ).toReversed();
    expect(findSignals(together)).toHaveLength(1);
  });
});

describe("signals of opinions", () => {
  it.each([
    [[opinion("ana", false)], "line 1 got 1 thumbs down"],
    [[opinion("ana", true), opinion("ben", true)], "line 1 got 2 thumbs up"],
    [
      [opinion("ana", true), opinion("ben", false), opinion("cleo", false)],
      "line 1 got 2 thumbs down and 1 thumbs up",
    ],
  ])("count the thumbs", (feedback, sentence) => {
    expect(said(talk(answer({ feedback })))).toEqual([sentence]);
  });

  it("are none where nobody gave one", () => {
    expect(said(talk(answer(), { text: "Thanks!" }))).toEqual([]);
  });
});

describe("signals of failures", () => {
  it("say whose question got no answer, where it is there", () => {
    const answers = ["m1", "m3", "elsewhere"].map((id) => ({ message: asId<never>(id), version: 1 }));
    const failed = answer({ ending: "failed", answers });
    expect(said(talk({ text: "When" }, { text: "Lunch" }, { text: "Who" }, failed))).toEqual([
      "what line 1 asked got no answer",
      "what line 3 asked got no answer",
    ]);
  });

  it.each(["complete", "stopped"] as const)("are none where an answer is %s", (ending) => {
    const ended = sampleAnswer("m2", ["m1"]).answer;
    expect(said(talk({ text: "When" }, answer({ ...ended, ending })))).toEqual([]);
  });
});

describe("signals of requests that come again and again", () => {
  const asked = (...texts: string[]) =>
    texts.map((text, index) =>
      recordedMessage(`m${index + 1}`, { text, asked: text, saidAt: sampleSaidAt + index }),
    );
  const other = [
    "Who owns the billing service",
    "How long is the lunch break",
    "Where does the printer stand",
  ];

  it("need three that are much alike, in whatever order the words come", () => {
    const alike = ["When is the next release?", "next release is when", "When is the next release, please?"];
    expect(said(asked(...alike.slice(0, 2), ...other))).toEqual([]);
    expect(said(asked(...alike, ...other))).toEqual(["lines 1, 2, 3 ask the same"]);
    expect(said(asked(...other, ...alike))).toEqual(["lines 4, 5, 6 ask the same"]);
  });

  it("name the last five, and count those before them", () => {
    const often = (times: number) => said(asked(...Array<string>(times).fill("When is the next release?")));
    expect(often(5)).toEqual(["lines 1, 2, 3, 4, 5 ask the same"]);
    expect(often(7)).toEqual(["lines 3, 4, 5, 6, 7 ask the same, as 2 before them did"]);
  });

  it("go by what was asked, and by what ends with a question mark", () => {
    const text = "when is the next release";
    const messages = (overrides: Partial<RecordedMessage>) => talk(overrides, overrides, overrides);
    expect(said(messages({ text }))).toEqual([]);
    expect(said(messages({ text: `${text}? ` }))).toHaveLength(1);
    expect(said(messages({ text: `@Reverie ${text}`, asked: text }))).toHaveLength(1);
    expect(
      said(talk({ text: "one", asked: text }, { text: "two", asked: text }, { text: "three", asked: text })),
    ).toHaveLength(1);
  });

  it("look at the newest three hundred", () => {
    const same = Array<string>(3).fill("When is the next release?");
    const others = Array.from({ length: 300 }, (_, index) => `Where does machine${index} stand${index}?`);
    expect(said(asked(...same, ...others))).toEqual([]);
    expect(said(asked(...others, ...same))).toEqual(["lines 301, 302, 303 ask the same"]);
  });

  it("pass over what is one word", () => {
    expect(said(asked("why?", "why?", "why?", "why?"))).toEqual([]);
  });
});

describe("findSignals", () => {
  const wordsOfIts =
    /^(?:line \d+ corrects Reverie's answer in line \d+|line \d+ got \d+ thumbs (?:down|up)(?: and \d+ thumbs up)?|what line \d+ asked got no answer|lines \d+(?:, \d+){2,4} ask the same(?:, as \d+ before them did)?)$/u;

  const anyMessage = fc.record({
    text: fc.oneof(hostileText, fc.constantFrom("No, wrong.", "When is the release?", "Thanks.")),
    isReverie: fc.boolean(),
    isFailed: fc.boolean(),
    thumbs: fc.array(fc.boolean(), { maxLength: 3 }),
    place: fc.constantFrom("general/one", "general/two"),
  });
  const anyTalk = fc.array(anyMessage, { maxLength: 20 }).map((list) =>
    talk(
      ...list.map(({ text, isReverie, isFailed, thumbs, place }, index) => ({
        ...(isReverie
          ? answer({
              ending: isFailed ? "failed" : "complete",
              answers: [{ message: asId(`m${index}`), version: 1 }],
              feedback: thumbs.map((isGood, who) => opinion(`p${who}`, isGood)),
            })
          : {}),
        text,
        conversation: asId<ConversationId>(place),
      })),
    ),
  );

  it("says nothing in words that people wrote, and only of messages that are there", () => {
    fc.assert(
      fc.property(anyTalk, (messages) => {
        const ids = new Set(messages.map(({ id }) => id));
        for (const signal of findSignals(messages)) {
          expect(signal.messages.every((id) => ids.has(id))).toBe(true);
          expect(signal.say(signal.messages.map((_, index) => index + 1))).toMatch(wordsOfIts);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("finds at most twenty, corrections before all else", () => {
    const feedback = [opinion("ana", false)];
    const pairs = Array.from({ length: 15 }, () => [answer({ feedback }), { text: "No." }]).flat();
    const all = said(talk(...pairs));
    expect(all).toHaveLength(20);
    expect(all.filter((each) => each.includes("corrects"))).toHaveLength(15);
    expect(all.slice(0, 15).every((each) => each.includes("corrects"))).toBe(true);
  });

  it("finds nothing where people only talk", () => {
    expect(findSignals([])).toEqual([]);
    expect(said(talk({ text: "Lunch is ready." }, { text: "No, wait." }, { text: "Fine." }))).toEqual([]);
  });
});
