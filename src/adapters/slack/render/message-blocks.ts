import type { KnownBlock } from "@slack/types";
import type { Card } from "../../../core/card.ts";
import type { Content } from "../../../core/ports/delivery.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { safeMarkdown } from "../../../core/text/safe-markdown/safe-markdown.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { messageButtons } from "./buttons.ts";
import { cardBlocks } from "./card-blocks.ts";
import { plainSections, smallPrint } from "./plain-elements.ts";
import { safeFallback } from "./safe-text.ts";

/** The longest text of one message, in UTF-16 units: what makes it safe has room in the block as well. */
export const messageTextLimit = 8_000;

// Slack takes 12,000 in all blocks of a message together, and refuses some payloads just above.
const markdownLimit = 11_900;
const messageBlockLimit = 50;
const fallbackLimit = 3_000;

// What stands below a text always finds room beside so many sections and rows.
const textBlockLimit = 30;
const buttonRowLimit = 5;

/** What chat.postMessage and chat.update take. `text` is for notifications and screen readers. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/**
 * The message that says a content. Its text is at most messageTextLimit long; text of which the safe form
 * is too long for Slack is shown without markup instead. Throws as buttonRows does.
 */
export function messageOf(content: Content, hosts: AllowedHosts): SlackMessage {
  const text = textBlocks(content.text, hosts);
  const below: KnownBlock[] = [
    ...smallPrint(content.note),
    ...messageButtons(content.actions).slice(0, buttonRowLimit),
    ...(content.isDraft ? smallPrint("…") : []),
  ];
  const room = messageBlockLimit - text.length - below.length;
  const card = content.card ? cardBlocks(content.card, room, hosts) : [];
  const blocks = [...text, ...card, ...below];
  return { text: blocks.length > 0 ? fallbackText(content) : "", blocks };
}

function textBlocks(text: string, hosts: AllowedHosts): KnownBlock[] {
  if (isBlank(text)) return [];
  const safe = safeMarkdown(text, hosts);
  return safe.length <= markdownLimit
    ? [{ type: "markdown", text: safe }]
    : plainSections(text).slice(0, textBlockLimit);
}

function fallbackText({ text, card, note }: Content): string {
  const parts = [text, ...(card ? [cardText(card)] : [])].filter((part) => !isBlank(part));
  const said = parts.length > 0 ? parts.join("\n") : note;
  return fallbackOf(said);
}

/** A text as notifications and screen readers get it; never empty. */
export function fallbackOf(text: string): string {
  if (isBlank(text)) return "…";
  let units = fallbackLimit;
  let safe = safeFallback(shorten(text, units));
  // Escaping makes it longer, at most so many times that a few halvings are enough.
  while (safe.length > fallbackLimit) {
    units = Math.floor(units / 2);
    safe = safeFallback(shorten(text, units));
  }
  return safe;
}

/** A card as plain words. */
export function cardText({ title, body, sections }: Card): string {
  const texts = sections.flatMap((section) => [section.title, section.text]);
  return [title, body, ...texts].filter((part) => !isBlank(part)).join("\n");
}
