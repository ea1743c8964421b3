import type {
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextSection,
} from "@slack/types";
import type { Token, Tokens } from "marked";
import { isBlank } from "../../../core/text/is-blank.ts";
import { markdownTokens } from "../../../core/text/markdown-tokens.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { cleanText } from "../../../core/text/safe-markdown/clean-text.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { inlineElements } from "./rich-text-inline.ts";

/** The longest text that is shown this way, in UTF-16 units. */
export const richTextLimit = 9_000;

// Slack indents lists this far at most.
const deepestIndent = 8;

/** Markdown as a block of which Slack interprets nothing; none for a text that shows nothing. */
export function richText(text: string, hosts: AllowedHosts): RichTextBlock[] {
  if (isBlank(text)) return [];
  const clean = cleanText(text);
  const shown = shorten(clean, richTextLimit);
  const tokens = markdownTokens(shown.trimEnd()) ?? [];
  const elements = tokens.flatMap((token, index) => [
    ...blockElements(token, hosts),
    ...(token.type === "space" && index > 0 && index < tokens.length - 1 ? emptyLine : []),
  ]);
  const cut = clean !== shown ? [theRest] : [];
  const all = [...elements, ...cut].filter(showsSomething);
  return [{ type: "rich_text", elements: all.length > 0 ? all : [section([{ type: "text", text: shown }])] }];
}

function section(elements: RichTextElement[]): RichTextSection {
  return { type: "rich_text_section", elements };
}

function showsSomething(element: RichTextBlockElement): boolean {
  return element.elements.length > 0;
}

function blockElements(token: Token, hosts: AllowedHosts): RichTextBlockElement[] {
  switch (token.type) {
    case "space":
      return [];
    case "heading":
      return [section(inlineElements(token.tokens ?? [], hosts, { bold: true }))];
    case "code":
      return preformatted(token.text);
    case "table":
      return preformatted(token.raw.trimEnd());
    case "list":
      return listElements(token as Tokens.List, hosts, 0);
    case "blockquote":
      return [{ type: "rich_text_quote", elements: quoted(token.tokens ?? [], hosts) }];
    case "paragraph":
      return [section(inlineElements(token.tokens ?? [], hosts, {}))];
    default:
      return plain(token.raw);
  }
}

const lineEnd: RichTextElement = { type: "text", text: "\n" };
const emptyLine = [section([lineEnd])];
const theRest = section([
  { type: "text", text: "The rest is too long to be shown here.", style: { italic: true } },
]);

function plain(text: string): RichTextBlockElement[] {
  return text.trim() === "" ? [] : [section([{ type: "text", text }])];
}

function preformatted(text: string): RichTextBlockElement[] {
  return text === "" ? [] : [{ type: "rich_text_preformatted", elements: [{ type: "text", text }] }];
}

/** A quotation holds no blocks: those inside of it become lines. */
function quoted(tokens: readonly Token[], hosts: AllowedHosts): RichTextElement[] {
  return tokens.flatMap((token, index) => [
    ...(index > 0 && token.type !== "space" ? [lineEnd] : []),
    ...linesOf(token, hosts),
  ]);
}

function linesOf(token: Token, hosts: AllowedHosts): RichTextElement[] {
  if (token.type === "space") return [];
  if (token.type === "paragraph" || token.type === "text" || token.type === "heading") {
    return inlineElements("tokens" in token && token.tokens ? token.tokens : [], hosts, {});
  }
  return token.raw === "" ? [] : [{ type: "text", text: token.raw.trimEnd() || token.raw }];
}

/** Lists inside of lists stand beside them, indented. */
function listElements(list: Tokens.List, hosts: AllowedHosts, indent: number): RichTextList[] {
  const style = list.ordered ? "ordered" : "bullet";
  const lists: RichTextList[] = [];
  // Items without a list between them stay together, because every list counts from one.
  let together: RichTextSection[] | undefined;
  for (const item of list.items) {
    const words = quoted(
      item.tokens.filter(({ type }) => type !== "list"),
      hosts,
    );
    if (!together) {
      together = [];
      lists.push({ type: "rich_text_list", style, indent, elements: together });
    }
    if (words.length > 0) together.push(section(words));
    const inner = item.tokens.filter((token): token is Tokens.List => token.type === "list");
    if (inner.length === 0) continue;
    together = undefined;
    for (const each of inner) lists.push(...listElements(each, hosts, Math.min(indent + 1, deepestIndent)));
  }
  return lists;
}
