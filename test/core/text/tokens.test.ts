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
  it("keeps the longest start that fits the budget", () => {
    fc.assert(
      fc.property(fc.array(writtenText), fc.nat({ max: 200 }), (texts, budget) => {
        const kept = withinTokens(texts, budget, (text) => text);
        const cost = (list: readonly string[]) => list.reduce((sum, text) => sum + estimateTokens(text), 0);
        expect(kept).toEqual(texts.slice(0, kept.length));
        expect(cost(kept)).toBeLessThanOrEqual(budget);
        if (kept.length < texts.length) expect(cost(texts.slice(0, kept.length + 1))).toBeGreaterThan(budget);
      }),
    );
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
