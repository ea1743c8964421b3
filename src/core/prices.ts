import type { Usage } from "./ports/model.ts";

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** Prices by the start of a model's id; the longest start that fits counts. */
export type PriceTable = Readonly<Record<string, Price>>;

/** List prices as of November 2026: the one place where they stand. */
export const listPrices: PriceTable = {
  "claude-fable": { input: 10, output: 50 },
  "claude-mythos": { input: 10, output: 50 },
  "claude-opus": { input: 4, output: 20 },
  "claude-sonnet": { input: 2, output: 10 },
  "claude-haiku": { input: 0.1, output: 0.5 },
};

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
  return (input * price.input + usage.outputTokens * price.output) / 1_000_000;
}

/** How many tokens of an answer so many dollars pay for; infinite for a model whose price is not known. */
export function tokensFor(prices: PriceTable, model: string, dollars: number): number {
  const price = priceOf(prices, model);
  return price ? Math.floor((dollars / price.output) * 1_000_000) : Number.POSITIVE_INFINITY;
}

/** No tokens at all. */
export const noUsage: Usage = { inputTokens: 0, outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 };

export function addUsage(one: Usage, other: Usage): Usage {
  return {
    inputTokens: one.inputTokens + other.inputTokens,
    outputTokens: one.outputTokens + other.outputTokens,
    cacheReadTokens: one.cacheReadTokens + other.cacheReadTokens,
    cacheWriteTokens: one.cacheWriteTokens + other.cacheWriteTokens,
  };
}
