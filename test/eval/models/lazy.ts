import type { DataSet } from "../data-set.ts";
import { goldFor } from "../gold-book.ts";
import { createOracle } from "./oracle.ts";
import type { MakeReflection, ProposedByModel } from "./proposed.ts";

/** Leaves out three of ten changes and makes up one for every ten: always the same ones. */
export function createLazy(data: DataSet): MakeReflection {
  const oracle = createOracle(data);
  return (audience, content, now) => {
    const { changes, watch } = oracle(audience, content, now);
    const kept: ProposedByModel[] = [];
    for (const change of changes) {
      const known = goldFor(data.gold.changes, audience, change.text);
      const lot = lotOf(known?.id ?? change.text);
      if (lot >= 3) kept.push(change);
      if (lot === 9) kept.push(...inventions(change));
    }
    return { changes: kept, watch };
  };
}

/** One that quotes what nobody said, one that names another line, one that reads into words what they do not say. */
function inventions({ receipts, kind }: ProposedByModel): ProposedByModel[] {
  const [receipt] = receipts;
  if (!receipt) return [];
  const made = { change: "add" as const, memory: null, kind, why: "It seemed so." };
  return [
    {
      ...made,
      text: "Everybody prefers to meet before breakfast.",
      receipts: [{ message: receipt.message, quote: "let us all meet before breakfast" }],
    },
    {
      ...made,
      text: "The printer is kept in the cellar.",
      receipts: [{ message: receipt.message + 1, quote: receipt.quote }],
    },
    { ...made, text: "Nobody likes the colour of the doors.", receipts: [receipt] },
  ];
}

/** A number from 0 to 9 that a text always draws. */
function lotOf(text: string): number {
  let hash = 2166136261;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  return (hash >>> 0) % 10;
}
