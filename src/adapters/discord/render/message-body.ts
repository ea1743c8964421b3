import type { APITextDisplayComponent } from "discord.js";
import type { Content } from "../../../core/ports/delivery.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { oneText } from "./answer-texts.ts";
import { type ButtonRow, buttonRows } from "./buttons.ts";
import { cardContainer } from "./card-container.ts";
import { componentsBody, contentBody, type DiscordMessageBody } from "./discord-message-body.ts";
import { messageRoom, roomBeside } from "./room.ts";
import { smallPrint } from "./small-print.ts";
import { textDisplay } from "./text-display.ts";

/** The longest content, in UTF-16 units (Discord's message reference). */
const contentLimit = 2_000;

/** The most rows of buttons below a content (Discord's component reference). */
const rowLimit = 5;

/** The longest small print below a text, and the longest text above a card, in UTF-16 units. */
const noteLimit = 400;
const textAboveCardLimit = 1_000;

/** The last line of what is still being written. */
const draftMark = "-# …";

/**
 * The one message that says a content whose text is Markdown as it came: what does not fit is cut. With a card
 * it is one of components alone. Throws a ReverieError for a button with an id that Discord does not take.
 */
export function messageBody(content: Content, hosts: AllowedHosts): DiscordMessageBody {
  if (content.card) return cardBody(content, hosts);
  const below = linesBelow(content, noteLimit);
  const text = oneText(content.text, contentLimit - below.length - 1, hosts);
  return contentBody(joined(text, below), rowsBelow(content, new Set()));
}

/**
 * The message that says one of answerTexts, with the note and the buttons of the content. The text is already
 * safe and is shown as it is; the note is cut to what is left. A card is not shown. Throws as messageBody does.
 */
export function answerBody(content: Content): DiscordMessageBody {
  const text = shorten(content.text, contentLimit - draftMark.length - 1);
  const below = linesBelow(content, Math.min(noteLimit, contentLimit - text.length - 1));
  return contentBody(joined(text, below), rowsBelow(content, new Set()));
}

function joined(...texts: readonly string[]): string {
  return texts.filter((text) => !isBlank(text)).join("\n");
}

/** The small print of a content and the mark of a draft, in at most so many UTF-16 units. */
function linesBelow({ note, isDraft }: Content, units: number): string {
  const mark = isDraft ? draftMark : "";
  return joined(smallPrint(note, units - mark.length - 1), mark);
}

function rowsBelow({ actions }: Content, used: Set<string>): ButtonRow[] {
  return buttonRows(actions, used).slice(0, rowLimit);
}

function cardBody(content: Content, hosts: AllowedHosts): DiscordMessageBody {
  const used = new Set<string>();
  const above = displays(oneText(content.text, textAboveCardLimit, hosts));
  const below = [...displays(linesBelow(content, noteLimit)), ...rowsBelow(content, used)];
  const room = roomBeside(messageRoom, [...above, ...below]);
  const card = content.card ? [cardContainer(content.card, room, used, hosts)] : [];
  return componentsBody([...above, ...card, ...below]);
}

function displays(text: string): APITextDisplayComponent[] {
  return text === "" ? [] : [textDisplay(text)];
}
