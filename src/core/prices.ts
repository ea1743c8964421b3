import type { Usage } from "./ports/model.ts";

/** What a model costs in US dollars. */
export interface Price {
  /** A million tokens that go in. */
  readonly input: number;
  /** A million tokens that come out. */
  readonly output: number;
  /** A thousand searches of the web. Fetching pages costs nothing but their tokens. */
  readonly searches: number;
}

/** Prices by the start of a model's id; the longest start that fits counts. */
export type PriceTable = Readonly<Record<string, Price>>;

/** The list price of a thousand searches, the same with every model. */
const listedSearches = 10;

/** List prices as of November 2026: the one place where they stand. */
export const listPrices: PriceTable = {
  "claude-fable": { input: 10, output: 50, searches: listedSearches },
  "claude-mythos": { input: 10, output: 50, searches: listedSearches },
  "claude-opus": { input: 4, output: 20, searches: listedSearches },
  "claude-sonnet": { input: 2, output: 10, searches: listedSearches },
  "claude-haiku": { input: 0.1, output: 0.5, searches: listedSearches },
};

/** The list prices, with one's own beside them or in their place; null for the list price of searches. */
export function pricesWith(
  own: Readonly<Record<string, Omit<Price, "searches"> & { readonly searches: number | null }>>,
): PriceTable {
  const priced = Object.entries(own).map(([start, price]) => [
    start,
    { ...price, searches: price.searches ?? listedSearches },
  ]);
  return { ...listPrices, ...Object.fromEntries(priced) };
}

// A cached prefix costs a quarter more to write and a tenth to read.
const cacheWriteShare = 1.25;
const cacheReadShare = 0.1;

/** What requests of a batch cost of the price of the same requests made at once. */
export const batchShare = 0.5;

/** The price of a model; undefined where it is not known, such as for one on the own machine. */
export function priceOf(prices: PriceTable, model: string): Price | undefined {
  const name = Object.keys(prices)
    .filter((start) => model.startsWith(start))
    .toSorted((one, other) => other.length - one.length)[0];
  return name === undefined ? undefined : prices[name];
}

/** What was used up in US dollars; 0 for a model whose price is not known. */
export function dollarsOf(prices: PriceTable, model: string, usage: Usage): number {
  const price = priceOf(prices, model);
  if (!price) return 0;
  const input =
    usage.inputTokens + cacheWriteShare * usage.cacheWriteTokens + cacheReadShare * usage.cacheReadTokens;
  const tokens = (input * price.input + usage.outputTokens * price.output) / 1_000_000;
  return tokens + (usage.webSearches * price.searches) / 1000;
}

/** How many tokens of an answer so many dollars pay for; infinite for a model whose price is not known. */
export function tokensFor(prices: PriceTable, model: string, dollars: number): number {
  const price = priceOf(prices, model);
  return price ? Math.floor((dollars / price.output) * 1_000_000) : Number.POSITIVE_INFINITY;
}

/** Nothing at all. */
export const noUsage: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  webSearches: 0,
};

export function addUsage(one: Usage, other: Usage): Usage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
    webSearches: one.webSearches + other.webSearches,
  };
}
