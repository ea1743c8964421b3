import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../../src/core/ids.ts";
import { supportOf, supportSentence, weightOf } from "../../../src/core/memory/support.ts";
import type { Receipt } from "../../../src/core/memory.ts";
import { sampleQuote } from "../../contracts/sample-ledger.ts";
import { command, measure } from "../../fixtures/candidate.ts";

const quote = (author: string, said: string, gone = false) =>
  sampleQuote(`${author} ${said}`, { author: asId(author), saidAt: Date.parse(`${said}Z`), gone });

const anyQuote = fc
  .record({
    author: fc.constantFrom("ana", "ben", "cleo"),
    day: fc.integer({ min: 1, max: 4 }),
    hour: fc.integer({ min: 0, max: 23 }),
  })
  .map(({ author, day, hour }) => ({
    author,
    day,
    receipt: quote(author, `2026-01-0${day}T${`${hour}`.padStart(2, "0")}:00`),
  }));
const quotes = fc.array(anyQuote, { maxLength: 8 });
const receiptsOf = (list: readonly { readonly receipt: Receipt }[]) => list.map(({ receipt }) => receipt);

describe("supportOf", () => {
  it("counts each person and each day once, in whatever order they come", () => {
    fc.assert(
      fc.property(quotes, (list) => {
        const support = {
          people: new Set(list.map(({ author }) => author)).size,
          days: new Set(list.map(({ day }) => day)).size,
        };
        expect(supportOf(receiptsOf(list))).toEqual(support);
        expect(supportOf(receiptsOf(list).toReversed())).toEqual(support);
        expect(supportOf([...receiptsOf(list), ...receiptsOf(list)])).toEqual(support);
      }),
    );
  });

  it("counts neither words that are gone, nor acts, nor what was measured", () => {
    fc.assert(
      fc.property(quotes, quotes, (standing, gone) => {
        const others: Receipt[] = [
          ...gone.map(({ receipt }) => ({ ...receipt, gone: true })),
          command("dora"),
          measure,
        ];
        expect(supportOf([...others, ...receiptsOf(standing)])).toEqual(supportOf(receiptsOf(standing)));
      }),
    );
  });

  it("tells the days apart at midnight", () => {
    const late = quote("ana", "2026-01-05T23:59:59.999");
    const next = quote("ana", "2026-01-06T00:00");
    expect(supportOf([late, quote("ana", "2026-01-05T00:00")])).toEqual({ people: 1, days: 1 });
    expect(supportOf([late, next])).toEqual({ people: 1, days: 2 });
  });
});

describe("weightOf", () => {
  const count = fc.nat({ max: 1000 });

  it("grows with each person and each day, and with a person more than with a day", () => {
    fc.assert(
      fc.property(count, count, (people, days) => {
        const weight = weightOf({ people, days });
        const withDay = weightOf({ people, days: days + 1 });
        expect(withDay).toBeGreaterThan(weight);
        expect(weightOf({ people: people + 1, days })).toBeGreaterThan(withDay);
      }),
    );
  });

  it("is nothing where nothing was said", () => {
    expect(weightOf(supportOf([command("ana"), measure]))).toBe(0);
  });
});

describe("supportSentence", () => {
  it.each([
    [{ people: 1, days: 1 }, "Said by 1 person on 1 day."],
    [{ people: 1, days: 3 }, "Said by 1 person on 3 days."],
    [{ people: 2, days: 1 }, "Said by 2 people on 1 day."],
    [{ people: 12, days: 30 }, "Said by 12 people on 30 days."],
    [{ people: 0, days: 0 }, ""],
  ])("says %j in words", (support, sentence) => {
    expect(supportSentence(support)).toBe(sentence);
  });
});
