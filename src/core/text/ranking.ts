import { termCounter } from "../terms.ts";

// The usual constants of Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
const saturation = 1.2;
const lengthWeight = 0.75;

/** An item with how well it fits a query; higher is better, 0 means that no term fits. */
export interface Ranked<Item> {
  readonly item: Item;
  readonly score: number;
}

/**
 * Ranks texts by Okapi BM25 against the terms of a query, best first; items that score the same keep
 * their order. How rare a term is, is counted over the given items; how long a text is, in its characters.
 */
export function rank<Item>(
  items: readonly Item[],
  query: readonly string[],
  textOf: (item: Item) => string,
): Ranked<Item>[] {
  const wanted = new Set(query);
  const count = termCounter(wanted);
  const counted = items.map((item) => {
    const text = textOf(item);
    return { item, occurrences: count(text), length: text.length };
  });
  const averageLength = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length);
  const rarity = new Map<string, number>();
  for (const term of wanted) {
    const holders = counted.filter(({ occurrences }) => occurrences.has(term)).length;
    rarity.set(term, Math.log(1 + (items.length - holders + 0.5) / (holders + 0.5)));
  }
  return counted
    .map(({ item, occurrences, length }) => {
      let score = 0;
      for (const [term, times] of occurrences) {
        const dampened = times + saturation * (1 - lengthWeight + (lengthWeight * length) / averageLength);
        score += ((rarity.get(term) ?? 0) * times * (saturation + 1)) / dampened;
      }
      return { item, score };
    })
    .toSorted((one, other) => other.score - one.score);
}
