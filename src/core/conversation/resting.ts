import type { Material } from "../ports/model.ts";
import { queryTerms } from "../terms.ts";
import { termSet } from "../text/similarity.ts";

/** More terms than any answer has. */
const allTerms = 100_000;

/** How many lines of different people may share a word that still tells on what an answer rests. */
const holdersAtMost = 3;

/**
 * The numbers of the quoted lines that an answer was made of without citing them: those that share a word with the answer
 * which neither the question has nor more than a few lines, unless these are all of one person. Errs to the side of naming too
 * many, because an answer goes when a message goes that it rests on (law 6).
 */
export function restsOn(answer: string, question: string, material: readonly Material[]): number[] {
  const asked = termSet(question);
  const said = new Set(queryTerms(answer, allTerms).filter((term) => !asked.has(term)));
  const lines = material.map(({ number, by, text }) => ({ number, by, terms: termSet(text) }));
  const holders = new Map<string, { lines: number; readonly people: Set<string> }>();
  for (const { by, terms } of lines) {
    for (const term of terms) {
      if (!said.has(term)) continue;
      const held = holders.get(term) ?? { lines: 0, people: new Set() };
      held.lines += 1;
      held.people.add(by);
      holders.set(term, held);
    }
  }
  const tells = (term: string) => {
    const held = holders.get(term);
    return held !== undefined && (held.lines <= holdersAtMost || held.people.size === 1);
  };
  return lines.filter(({ terms }) => [...terms].some(tells)).map(({ number }) => number);
}
