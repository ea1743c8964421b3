import type { Receipt } from "../memory.ts";

const dayMs = 86_400_000;

/** How widely something is supported: by how many people, on how many days. Not by a model's word. */
export interface Support {
  readonly people: number;
  readonly days: number;
}

/** The support of these receipts, as far as it stands. */
export function supportOf(receipts: readonly Receipt[]): Support {
  const quotes = receipts.filter((receipt) => receipt.type === "quote").filter(({ gone }) => !gone);
  return {
    people: new Set(quotes.map(({ author }) => author)).size,
    days: new Set(quotes.map(({ saidAt }) => Math.floor(saidAt / dayMs))).size,
  };
}

/** Two people count more than two days: somebody alone may say the same again and again. */
export function weightOf({ people, days }: Support): number {
  return people * 2 + days;
}

/** The support in words, such as `Said by 2 people on 3 days.`; empty where nothing was said. */
export function supportSentence({ people, days }: Support): string {
  if (people === 0) return "";
  return `Said by ${people === 1 ? "1 person" : `${people} people`} on ${days === 1 ? "1 day" : `${days} days`}.`;
}
