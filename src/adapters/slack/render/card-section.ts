import type {
  KnownBlock,
  RichTextBlock,
  RichTextElement,
  RichTextQuote,
  RichTextSection,
} from "@slack/types";
import { type CardQuote, type CardSection, warningLine } from "../../../core/card.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import { type AllowedHosts, isAllowed } from "../../../core/text/safe-markdown/addresses.ts";
import { storedText } from "../../../core/text/safe-markdown/clean-text.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { buttonRows } from "./buttons.ts";
import { boldLine, plainSections, smallPrint } from "./plain-elements.ts";

/** The longest quote, and the longest text that another would replace, in UTF-16 units. */
const quoteLimit = 3_000;

/**
 * One thing on a card: its text as it is stored, what it would replace, why, the evidence, the buttons.
 * Nothing in it is read as markup. `name` is unique on the card. Throws as buttonRows does.
 */
export function sectionBlocks(section: CardSection, name: string, hosts: AllowedHosts): KnownBlock[] {
  return [
    ...boldLine(section.title),
    ...boldLine(warningLine(section)),
    ...plainSections(section.text),
    ...beforeBlock(section.before),
    ...quotesBlock(section.quotes, hosts),
    ...smallPrint(section.note),
    ...buttonRows(section.actions, name),
  ];
}

function beforeBlock(before: string | null): RichTextBlock[] {
  if (before === null || isBlank(before)) return [];
  const elements: RichTextElement[] = [
    { type: "text", text: "Now: " },
    { type: "text", text: shorten(storedText(before), quoteLimit), style: { strike: true } },
  ];
  return [{ type: "rich_text", elements: [{ type: "rich_text_section", elements }] }];
}

function quotesBlock(quotes: readonly CardQuote[], hosts: AllowedHosts): RichTextBlock[] {
  const elements = quotes
    .filter(({ text }) => !isBlank(text))
    .flatMap((quote) => [wordsOf(quote), sourceOf(quote, hosts)]);
  return elements.length === 0 ? [] : [{ type: "rich_text", elements }];
}

function wordsOf({ text }: CardQuote): RichTextQuote {
  return {
    type: "rich_text_quote",
    elements: [{ type: "text", text: shorten(storedText(text), quoteLimit) }],
  };
}

function sourceOf({ by, link }: CardQuote, hosts: AllowedHosts): RichTextSection {
  const who = isBlank(by) ? "source" : shorten(storedText(by), quoteLimit);
  const source: RichTextElement =
    link !== null && isAllowed(link, hosts)
      ? { type: "link", url: link, text: who }
      : { type: "text", text: who };
  return { type: "rich_text_section", elements: [{ type: "text", text: "— " }, source] };
}
