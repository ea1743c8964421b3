import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Warning, warningSentences, withWarnings } from "../../../src/core/memory/warnings.ts";

const known: Readonly<Record<Warning, true>> = {
  overrides: true,
  imitates: true,
  steers: true,
  "asks-to-remember": true,
  "claims-right": true,
  loosens: true,
  "moves-money": true,
  "sends-away": true,
  praises: true,
  hearsay: true,
  "about-reverie": true,
  hides: true,
  links: true,
  "email-address": true,
  "phone-number": true,
  "home-address": true,
  "may-name-opted-out": true,
};
const all = Object.keys(known) as Warning[];
const warnings = fc.array(fc.constantFrom(...all), { maxLength: 12 });

describe("warningSentences", () => {
  it("has a sentence of its own for every warning", () => {
    const sentences = warningSentences(all);
    expect(sentences).toHaveLength(all.length);
    expect(new Set(sentences).size).toBe(all.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.\n]+\.$/u);
  });

  it("says each warning once, and in one order whatever order they came in", () => {
    fc.assert(
      fc.property(warnings, (list) => {
        const sentences = warningSentences(list);
        expect(sentences).toHaveLength(new Set(list).size);
        expect(warningSentences([...list, ...list].toReversed())).toEqual(sentences);
        expect(sentences).toEqual(warningSentences(all).filter((each) => sentences.includes(each)));
      }),
    );
  });

  it("puts first what weighs most", () => {
    expect(warningSentences(["links", "phone-number", "overrides"])).toEqual([
      "Its words or its source ask to set instructions or rules aside.",
      "It holds a link.",
      "It holds a telephone number.",
    ]);
  });

  it("says nothing without a warning", () => {
    expect(warningSentences([])).toEqual([]);
  });
});

describe("withWarnings", () => {
  it("keeps every warning once: the known ones first, then the new ones in their order", () => {
    fc.assert(
      fc.property(warnings, warnings, (before, more) => {
        const both = withWarnings(before, new Set(more));
        expect(new Set(both)).toEqual(new Set([...before, ...more]));
        expect(both).toHaveLength(new Set(both).size);
        expect(both.slice(0, new Set(before).size)).toEqual([...new Set(before)]);
      }),
    );
  });

  it("leaves the list that it was given as it is", () => {
    const before: readonly Warning[] = Object.freeze<Warning[]>(["links"]);
    expect(withWarnings(before, ["steers", "links"])).toEqual(["links", "steers"]);
    expect(before).toEqual(["links"]);
  });
});
