import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { termCounter, terms } from "../../src/core/terms.ts";

const endings = `s es ies ed eed ing y ity bility ably al ic able ement ment ent ance ence er ational tional enci
  izer ization ation ator alism iveness fulness ousness icate ative alize iciti ical ful ness logi at bl iz ll`;

// Words that stemming changes as much as it can, among words of other scripts.
const word = fc.oneof(
  fc
    .tuple(
      fc.string({ unit: fc.constantFrom(..."aeiouyblnrstz"), maxLength: 5 }),
      fc.array(fc.constantFrom(...endings.split(/\s+/)), { maxLength: 3 }),
    )
    .map(([start, ends]) => `${start}${ends.join("")}`),
  fc.string({ maxLength: 6 }),
  fc.constantFrom("Crème", "東京タワー", "v2版です", "𠮷野家", "สวัสดี", "x86_64"),
);
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));

describe("termCounter", () => {
  it("counts wanted terms exactly as often as they are among the terms of a text", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const wanted = new Set(terms(one));
        const expected = new Map<string, number>();
        for (const term of terms(`${one} ${other}`)) {
          if (wanted.has(term)) expected.set(term, (expected.get(term) ?? 0) + 1);
        }
        expect(termCounter(wanted)(`${one} ${other}`)).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("counts nothing when nothing is wanted", () => {
    expect(termCounter(new Set())("deploy on friday")).toEqual(new Map());
  });
});
