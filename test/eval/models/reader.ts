import type { Material } from "../../../src/core/ports/model.ts";
import { queryTerms } from "../../../src/core/terms.ts";
import { rank } from "../../../src/core/text/ranking.ts";

/** How many pieces an answer quotes. */
const quoted = 3;

/** An answer by a reader without a model: the pieces of what it was given that fit the question best. */
export function readingAnswer(asked: string, material: readonly Material[]): string {
  const best = rank(material, queryTerms(asked, 20), ({ text }) => text).filter(({ score }) => score > 0);
  return best
    .slice(0, quoted)
    .map(({ item }) => item.text)
    .join("\n");
}
