import type { ContextBlock, PlainTextElement, RichTextBlock, SectionBlock } from "@slack/types";
import { isBlank } from "../../../core/text/is-blank.ts";
import { placeToCut } from "../../../core/text/place-to-cut.ts";
import { storedText } from "../../../core/text/safe-markdown/clean-text.ts";
import { shorten } from "../../../core/text/tokens.ts";

/** The longest text of a section or a context, in UTF-16 units (PlainTextElement of @slack/types). */
const elementTextLimit = 3_000;

/** Text that Slack interprets in no way, cut where it is too long. Slack refuses one that shows nothing. */
export function plainElement(text: string, limit: number, whenBlank: string): PlainTextElement {
  const shown = shorten(storedText(text), limit);
  return { type: "plain_text", text: isBlank(shown) ? whenBlank : shown, emoji: false };
}

/** The text as it is stored, in as many sections as it needs. */
export function plainSections(text: string): SectionBlock[] {
  return chunks(storedText(text), elementTextLimit)
    .filter((chunk) => !isBlank(chunk))
    .map((chunk) => ({
      type: "section",
      text: { type: "plain_text", text: chunk, emoji: false },
      expand: true,
    }));
}

/** The text in parts of at most so many UTF-16 units; joined they are the text. */
function chunks(text: string, limit: number): string[] {
  const parts: string[] = [];
  for (let rest = text; rest !== ""; ) {
    const part = rest.slice(0, placeToCut(rest, limit));
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}

/** Small print, or nothing where there is nothing to say. */
export function smallPrint(text: string): ContextBlock[] {
  if (isBlank(text)) return [];
  return [{ type: "context", elements: [plainElement(text, elementTextLimit, "…")] }];
}

/** One line in bold. */
export function boldLine(text: string): RichTextBlock[] {
  if (isBlank(text)) return [];
  const words = shorten(storedText(text), elementTextLimit);
  const elements = [{ type: "text" as const, text: words, style: { bold: true } }];
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
}
