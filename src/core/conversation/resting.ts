import type { Material } from "../ports/model.ts";
import { queryTerms } from "../terms.ts";
import { termSet } from "../text/similarity.ts";

/** More terms than any answer has. */
const allTerms = 100_000;

/**
 * The numbers of the quoted lines that an answer was made of without citing them: those that share a word
 * with the answer which neither the question nor any other line has. Errs to the side of naming too many,
 * because an answer goes when a message goes that it rests on (law 6).
 */
export function restsOn(answer: string, question: string, material: readonly Material[]): number[] {
  const asked = termSet(question);
  const said = new Set(queryTerms(answer, allTerms).filter((term) => !asked.has(term)));
  const lines = material.map(({ number, text }) => ({ number, terms: termSet(text) }));
  const holders = new Map<string, number>();
  for (const { terms } of lines) {
    for (const term of terms) if (said.has(term)) holders.set(term, (holders.get(term) ?? 0) + 1);
  }
  return lines
    .filter(({ terms }) => [...terms].some((term) => holders.get(term) === 1))
    .map(({ number }) => number);
}
