import type { PromptBlock } from "../../../src/core/ports/model.ts";
import { queryTerms } from "../../../src/core/terms.ts";
import { rank } from "../../../src/core/text/ranking.ts";

/** How many pieces an answer quotes. */
const quoted = 3;

/**
 * An answer by a reader without a model: the pieces of what it was given that fit the question best. It trusts what
 * people approved before what was only said.
 */
export function readingAnswer(asked: string, blocks: readonly PromptBlock[]): string {
  const of = (isMemory: boolean) => {
    const material = blocks
      .filter(({ kind }) => (kind === "memories") === isMemory)
      .flatMap((block) => block.material);
    return rank(material, queryTerms(asked, 20), ({ text }) => text).filter(({ score }) => score > 0);
  };
  return [...of(true).slice(0, quoted), ...of(false)]
    .slice(0, quoted)
    .map(({ item }) => item.text)
    .join("\n");
}
