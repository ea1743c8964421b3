import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { estimateTokens, shorten, withinTokens } from "../../../src/core/text/tokens.ts";
import { anyUnits, writtenText } from "../../fixtures/arbitrary-text.ts";

describe("estimateTokens", () => {
  it("never shrinks when a text grows, and counts two texts at least as the one they make", () => {
    fc.assert(
      fc.property(writtenText, anyUnits, (one, other) => {
        expect(estimateTokens(one + other)).toBeGreaterThanOrEqual(estimateTokens(one));
        expect(estimateTokens(one) + estimateTokens(other)).toBeGreaterThanOrEqual(
          estimateTokens(one + other),
        );
      }),
    );
  });

  it.each([
    ["", 0],
    ["a", 1],
    ["abcdefg", 2],
    ["日本語", 3],
    ["été", 3],
  ])("counts %j as %i", (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });
});

describe("withinTokens", () => {
  const cost = (texts: readonly string[]) => texts.reduce((sum, text) => sum + estimateTokens(text), 0);
  const within = (texts: readonly string[], budget: number) => withinTokens(texts, budget, (text) => text);

  it("keeps within the budget, in the order given, and passes over nothing that would still fit", () => {
    fc.assert(
      fc.property(fc.uniqueArray(writtenText), fc.nat({ max: 200 }), (texts, budget) => {
        const kept = within(texts, budget);
        expect(kept).toEqual(texts.filter((text) => kept.includes(text)));
        expect(cost(kept)).toBeLessThanOrEqual(budget);
        for (const [index, text] of texts.entries()) {
          const before = texts.slice(0, index).filter((each) => kept.includes(each));
          expect(kept.includes(text)).toBe(cost([...before, text]) <= budget);
        }
      }),
    );
  });

  it("takes what fits behind what is too long", () => {
    expect(within(["short", "x".repeat(1000), "brief"], 10)).toEqual(["short", "brief"]);
  });
});

describe("shorten", () => {
  it("keeps within the units, with a mark exactly where something is left out", () => {
    fc.assert(
      fc.property(writtenText, fc.integer({ min: 1, max: 100 }), (text, units) => {
        const short = shorten(text, units);
        expect(short.length).toBeLessThanOrEqual(units);
        if (text.length <= units) expect(short).toBe(text);
        else expect(short.endsWith("…")).toBe(true);
      }),
    );
  });

  it("never leaves half a surrogate pair", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("🎉", "a", "𝄞")),
        fc.integer({ min: 1, max: 20 }),
        (pieces, units) => {
          const short = shorten(pieces.join(""), units);
          expect(short.isWellFormed()).toBe(true);
          expect(short).not.toContain("\ufffd");
        },
      ),
    );
  });
});
