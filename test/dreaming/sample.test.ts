import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import type { RecordedMessage } from "../../src/core/message.ts";
import { estimateTokens } from "../../src/core/text/tokens.ts";
import { sample, writeTranscript } from "../../src/dreaming/transcript.ts";
import { sampleSaidAt } from "../contracts/sample-message.ts";
import { writtenText } from "../fixtures/arbitrary-text.ts";
import { recordedMessage } from "../fixtures/recorded-message.ts";
import { transcriptSources } from "../fixtures/transcript-sources.ts";

const thread = (
  name: string,
  count: number,
  startAt: number,
  text = "ten words of talk that cost some tokens each",
) =>
  Array.from({ length: count }, (_, index) =>
    recordedMessage(`${name}${index}`, {
      conversation: asId(`general/${name}`),
      saidAt: sampleSaidAt + startAt + index,
      sequence: startAt + index,
      text,
    }),
  );

const namesOf = (messages: readonly RecordedMessage[]) => messages.map(({ id }) => id).toSorted();
const tokensOf = (messages: readonly RecordedMessage[]) => {
  const frame = estimateTokens(writeTranscript(transcriptSources()).content);
  return estimateTokens(writeTranscript(transcriptSources({ messages })).content) - frame;
};

describe("sample", () => {
  const anyTalk = fc.array(
    fc.record({ name: fc.constantFrom("a", "b", "c"), at: fc.nat({ max: 1000 }), text: writtenText }),
    { maxLength: 30 },
  );
  const messagesOf = (talk: readonly { name: string; at: number; text: string }[]) =>
    talk.map(({ name, at, text }, index) =>
      recordedMessage(`m${index}`, {
        conversation: asId(`general/${name}`),
        saidAt: sampleSaidAt + at,
        sequence: index,
        text,
      }),
    );

  it("B18: keeps within the budget, whatever was said", () => {
    fc.assert(
      fc.property(anyTalk, fc.nat({ max: 600 }), (talk, budget) => {
        const kept = sample(messagesOf(talk), budget);
        // All is said on one day in one channel, so that the one heading is no part of the lines.
        const heading = estimateTokens("## 2026-01-05\n");
        expect(tokensOf(kept)).toBeLessThanOrEqual(budget + heading);
      }),
      { numRuns: 500 },
    );
  });

  it("takes what was said, nothing twice, and all of it where it fits", () => {
    fc.assert(
      fc.property(anyTalk, fc.nat({ max: 600 }), (talk, budget) => {
        const all = messagesOf(talk);
        const kept = sample(all, budget);
        expect(new Set(kept).size).toBe(kept.length);
        expect(kept.every((message) => all.includes(message))).toBe(true);
        expect(namesOf(sample(all, 1_000_000))).toEqual(namesOf(all));
      }),
    );
  });

  it("keeps the newest threads, each whole", () => {
    const [old, middle, fresh] = [thread("old", 5, 0), thread("middle", 5, 100), thread("fresh", 5, 200)];
    const cost = tokensOf(fresh);
    const kept = sample([...old, ...middle, ...fresh], cost * 2 + 40);
    expect(namesOf(kept)).toEqual(namesOf([...middle, ...fresh]));
  });

  it("judges a thread by its newest message, however old its start is", () => {
    const revived = [...thread("revived", 3, 0), ...thread("revived", 1, 500)];
    const kept = sample([...thread("other", 3, 100), ...revived], tokensOf(revived) + 20);
    expect(namesOf(kept)).toEqual(namesOf(revived));
  });

  it("passes over a thread that does not fit any more for an older one that does", () => {
    const [small, large, fresh] = [thread("small", 2, 0), thread("large", 50, 100), thread("fresh", 2, 200)];
    const kept = sample([...small, ...large, ...fresh], tokensOf([...small, ...fresh]) + 60);
    expect(namesOf(kept)).toEqual(namesOf([...small, ...fresh]));
  });

  it("B18: of one thread that is longer than the budget it keeps the newest messages", () => {
    const long = thread("long", 10_000, 0);
    const kept = sample(long, 1000);
    expect(kept.length).toBeGreaterThan(30);
    expect(namesOf(kept)).toEqual(namesOf(long.slice(-kept.length)));
    expect(tokensOf(kept)).toBeLessThanOrEqual(1000);
  });

  it("B18: reads a conversation of 200,000 messages", () => {
    const kept = sample(thread("endless", 200_000, 0, "short"), 60_000);
    expect(kept.length).toBeGreaterThan(1000);
    expect(kept.length).toBeLessThan(200_000);
  });
});
