import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offlineReflection } from "../../../src/adapters/offline/offline-reflection.ts";
import { type Audience, channelAudience, personAudience, team } from "../../../src/core/audience.ts";
import { asId } from "../../../src/core/ids.ts";
import { type RecordedMessage, reverie } from "../../../src/core/message.ts";
import { isQuoteOf } from "../../../src/core/text/quotes.ts";
import { readReflection } from "../../../src/dreaming/reflection-output.ts";
import { writeTranscript } from "../../../src/dreaming/transcript.ts";
import { sampleSaidAt } from "../../contracts/sample-message.ts";
import { hostileText } from "../../fixtures/arbitrary-text.ts";
import { recordedMessage } from "../../fixtures/recorded-message.ts";
import { transcriptSources } from "../../fixtures/transcript-sources.ts";

const said = (...talk: readonly (readonly [name: string, text: string])[]) =>
  talk.map(([name, text], index) =>
    recordedMessage(`m${index + 1}`, {
      text,
      author: name === "Reverie" ? reverie : asId(name.toLowerCase()),
      authorName: name,
      saidAt: sampleSaidAt + index * 1000,
      sequence: index + 1,
    }),
  );

const transcriptOf = (audience: Audience, messages: readonly RecordedMessage[]) =>
  writeTranscript(transcriptSources({ audience, messages }));

const found = (audience: Audience, ...talk: readonly (readonly [string, string])[]) =>
  offlineReflection(transcriptOf(audience, said(...talk)).content).changes.map(({ kind, text }) => [
    kind,
    text,
  ]);

const ofAna = personAudience(asId("ana"));

describe("offlineReflection", () => {
  it.each([
    ["We decided to ship on Mondays.", "decision", "We decided to ship on Mondays (2026-01-05)."],
    ["We've agreed on tabs!", "decision", "We've agreed on tabs (2026-01-05)."],
    [
      "Good. The team settled on Thursdays. Thanks.",
      "decision",
      "The team settled on Thursdays (2026-01-05).",
    ],
    ["Decision: lunch at noon", "decision", "Decision: lunch at noon (2026-01-05)."],
    ["From now on we tag releases.", "workflow", "From now on we tag releases."],
    ["let's never deploy on a Friday", "workflow", "Let's never deploy on a Friday."],
    [
      "@reverie please remember that the key is in the drawer",
      "workflow",
      "Please remember that the key is in the drawer.",
    ],
  ])("finds for the team in %j a %s", (text, kind, sentence) => {
    expect(found(team, ["Ana", text])).toEqual([[kind, sentence]]);
    expect(found(channelAudience(asId("general")), ["Ana", text])).toEqual([[kind, sentence]]);
  });

  it.each([
    ["I prefer short answers.", "Ana prefers short answers."],
    ["Hm. I'd prefer tables over lists.", "Ana says: I'd prefer tables over lists."],
    ["please always answer in Portuguese", "Ana says: please always answer in Portuguese."],
    ["Call me Annie", "Ana says: Call me Annie."],
  ])("finds for a person in %j a preference", (text, sentence) => {
    expect(found(ofAna, ["Ana", text])).toEqual([["preference", sentence]]);
  });

  it.each([
    "Have we decided on the date yet?",
    "Do we always deploy on Fridays?",
    "We have not decided anything.",
    "The weather is fine.",
    "I decided to go home.",
  ])("finds nothing in %j", (text) => {
    expect(found(team, ["Ana", text])).toEqual([]);
  });

  it("takes for a correction what says no right after Reverie spoke", () => {
    const wrong = ["Reverie", "Releases are on Fridays."] as const;
    expect(found(team, wrong, ["Ana", "no, releases are on Mondays"])).toEqual([
      ["fact", "Releases are on Mondays."],
    ]);
    expect(found(team, wrong, ["Ana", "Thanks."], ["Ben", "no, releases are on Mondays"])).toEqual([]);
    expect(found(team, wrong, ["Ana", "no, thanks"])).toEqual([]);
  });

  it("takes for a habit what was asked three times", () => {
    const ask = (words: string) => ["Ana", `@reverie ${words}`] as const;
    const twice = [ask("when is the next release?"), ask("When is the next release?")];
    expect(found(team, ...twice)).toEqual([]);
    expect(found(team, ...twice, ["Ben", "when is our next release?"])).toEqual([
      ["workflow", "People keep asking: when is our next release?"],
    ]);
  });

  it("takes no words of Reverie's for evidence", () => {
    expect(found(team, ["Reverie", "We decided to ship on Mondays."])).toEqual([]);
    const calledSo = ["Reverie ", "We decided to ship on Mondays."] as const;
    expect(found(team, calledSo)).toHaveLength(1);
  });

  it("gives the same answer to the same words", () => {
    fc.assert(
      fc.property(anyTalk, audience, (messages, whom) => {
        const { content } = transcriptOf(whom, messages);
        expect(offlineReflection(content)).toEqual(offlineReflection(content));
      }),
    );
  });

  it("rests on nothing but words that stand in the lines it was shown, and in what was said", () => {
    fc.assert(
      fc.property(anyTalk, audience, (messages, whom) => {
        const { content, lines } = transcriptOf(whom, messages);
        const rows = content.split("\n");
        const answer = offlineReflection(content);
        expect(answer.watch).toEqual([]);
        for (const { receipts, kind } of answer.changes) {
          expect(receipts.length).toBeGreaterThan(0);
          expect(kind === "preference").toBe(whom.type === "person");
          for (const { message, quote } of receipts) {
            expect(rows.find((row) => row.startsWith(`[${message}] `))).toContain(quote);
            const shownWhole = (lines.get(message)?.text.length ?? 0) <= 2000;
            const isLong = [...quote].length >= 12;
            if (shownWhole && isLong) expect(isQuoteOf(lines.get(message)?.text ?? "", quote)).toBe(true);
          }
        }
        expect(readReflection(answer, lines, () => false, 0).candidates).toHaveLength(answer.changes.length);
      }),
      { numRuns: 1000 },
    );
  });
});

const phrase = fc.constantFrom(
  "we decided to ship",
  "I prefer short answers",
  "please always write in English",
  "from now on we tag",
  "no, that is the old plan of last year",
  "when is lunch?",
  "@reverie when is lunch?",
  "remember: the key",
  "Decision: tea.",
  ". ",
  "! ",
  "a <b> & c",
);
/** What people write without the signs that a transcript takes out, because a quote could not hold those. */
const visible = hostileText.map((text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu, " "),
);
const anyTalk = fc
  .array(
    fc.tuple(
      fc.constantFrom("Ana", "Ben", "Reverie"),
      fc.array(fc.oneof(phrase, phrase, visible), { maxLength: 5 }),
    ),
    {
      maxLength: 8,
    },
  )
  .map((talk) => said(...talk.map(([name, pieces]) => [name, pieces.join(" ")] as const)));
const audience = fc.constantFrom<Audience>(team, ofAna, channelAudience(asId("general")));
