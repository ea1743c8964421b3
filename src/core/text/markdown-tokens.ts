import { marked, type Token } from "marked";

/**
 * Markdown in its pieces; undefined where the library cannot read it: it throws on some texts that anybody could write,
 * such as a list item that holds a quotation which ends in an empty list item.
 */
export function markdownTokens(text: string): Token[] | undefined {
  try {
    return marked.lexer(text);
  } catch {
    // The text is shown as it is then.
    return undefined;
  }
}
