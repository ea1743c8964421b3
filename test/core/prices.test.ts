import { describe, expect, it } from "vitest";
import { shareReached } from "../../src/core/budget-warnings.ts";
import { dollarsOf, listPrices, noUsage, priceOf, pricesWith } from "../../src/core/prices.ts";

describe("prices", () => {
  it("go by the longest start of a model's id that is listed", () => {
    const prices = {
      ...listPrices,
      "claude-opus-5": { input: 1, output: 2, searches: 3 },
      own: { input: 0, output: 0, searches: 0 },
    };
    expect(priceOf(prices, "claude-opus-5-5")).toEqual({ input: 1, output: 2, searches: 3 });
    expect(priceOf(prices, "claude-opus-4-8")).toEqual({ input: 4, output: 20, searches: 10 });
    expect(priceOf(prices, "own-model")).toEqual({ input: 0, output: 0, searches: 0 });
    expect(priceOf(prices, "another")).toBeUndefined();
  });

  it("count what is read from the cache and written to it by its part of the price", () => {
    const million = {
      inputTokens: 1_000_000,
      outputTokens: 1_000_000,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      webSearches: 0,
    };
    expect(dollarsOf(listPrices, "claude-opus-5-5", million)).toBe(24);
    expect(dollarsOf(listPrices, "claude-opus-5-5", { ...noUsage, cacheReadTokens: 1_000_000 })).toBeCloseTo(
      0.4,
    );
    expect(dollarsOf(listPrices, "claude-opus-5-5", { ...noUsage, cacheWriteTokens: 1_000_000 })).toBeCloseTo(
      5,
    );
    expect(dollarsOf(listPrices, "another", million)).toBe(0);
  });

  it("are one's own beside the list, with its price of searches where nothing else is said", () => {
    const prices = pricesWith({
      own: { input: 1, output: 2, searches: null },
      "claude-opus": { input: 3, output: 4, searches: 0 },
    });
    expect(priceOf(prices, "own-model")).toEqual({ input: 1, output: 2, searches: 10 });
    expect(priceOf(prices, "claude-opus-5-5")).toEqual({ input: 3, output: 4, searches: 0 });
    expect(priceOf(prices, "claude-haiku-5-5")).toEqual(listPrices["claude-haiku"]);
  });

  it("count the searches of the web at ten dollars a thousand", () => {
    const searched = { ...noUsage, webSearches: 3 };
    expect(dollarsOf(listPrices, "claude-sonnet-5-5", searched)).toBeCloseTo(0.03);
    expect(dollarsOf({ own: { input: 0, output: 0, searches: 0 } }, "own-model", searched)).toBe(0);
    expect(dollarsOf(listPrices, "another", searched)).toBe(0);
  });
});

describe("the share of a budget that was reached", () => {
  it.each([
    [0, 7.4, undefined],
    [7.4, 7.5, 75],
    [7.5, 8, undefined],
    [7, 9.6, 95],
    [9.5, 20, undefined],
  ] as const)("from %d to %d of 10 is %s", (before, after, share) => {
    expect(shareReached(before, after, 10)).toBe(share);
  });

  it("is none of a budget of nothing", () => {
    expect(shareReached(0, 1, 0)).toBeUndefined();
  });
});
