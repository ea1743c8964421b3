import type { AnswerEvent } from "../../core/ports/model.ts";
import type { DraftBlock } from "./message-draft.ts";
import { recordOf, stringOf } from "./wire-values.ts";

/** What blocks that came whole show: their text, each with the pages of the web that it rests on. */
export function shownOf(blocks: readonly DraftBlock[]): AnswerEvent[] {
  return blocks.flatMap((block) => [
    ...(block.text === "" ? [] : [{ type: "text" as const, text: block.text }]),
    ...sourcesOf(block),
  ]);
}

/** The pages of the web that a block which came whole cites, each once, or brought. An error in its place is none. */
export function sourcesOf(block: DraftBlock): AnswerEvent[] {
  if (block.start.type === "web_fetch_tool_result") {
    const content = recordOf(block.start.content);
    return content.type === "web_fetch_result" ? [{ type: "fetched", address: stringOf(content.url) }] : [];
  }
  const cited = block.citations
    .map(recordOf)
    .filter(({ type }) => type === "web_search_result_location")
    .map(({ url }) => stringOf(url));
  return [...new Set(cited)].map((address) => ({ type: "cited", address }));
}
