import type { Usage } from "./ports/model.ts";

/** US dollars for a million tokens. */
interface Price {
  readonly input: number;
  readonly output: number;
}

// List prices as of November 2026. The longest matching start of a model's id counts.
const prices: Readonly<Record<string, Price>> = {
  "claude-fable": { input: 10, output: 50 },
  "claude-mythos": { input: 10, output: 50 },
  "claude-opus": { input: 4, output: 20 },
  "claude-sonnet": { input: 2, output: 10 },
  "claude-haiku": { input: 0.1, output: 0.5 },
};

/** Whether the price of a model is known, so that a budget can count it. */
export function isPriced(model: string): boolean {
  return Object.keys(prices).some((start) => model.startsWith(start));
}

/** What one request cost in US dollars; 0 for a model whose price is not known, such as a local one. */
export function dollarsOf(model: string, usage: Usage): number {
  const name = Object.keys(prices)
    .filter((start) => model.startsWith(start))
    .toSorted((one, other) => other.length - one.length)[0];
  const price = name === undefined ? undefined : prices[name];
  if (!price) return 0;
  // A cached prefix costs a quarter more to write and a tenth to read.
  const input = usage.inputTokens + 1.25 * usage.cacheWriteTokens + 0.1 * usage.cacheReadTokens;
  return (input * price.input + usage.outputTokens * price.output) / 1_000_000;
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
