import type { KnownBlock } from "@slack/types";
import type { PrivateAnswer } from "../../../core/card.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { cardBlocks } from "./card-blocks.ts";
import { cardText, fallbackOf, type SlackMessage } from "./message-blocks.ts";
import { richText } from "./rich-text.ts";

const messageBlockLimit = 50;

/** What a response_url takes. */
export interface PrivateResponse extends SlackMessage {
  readonly response_type: "ephemeral";
  readonly replace_original: false;
}

/**
 * The text and the card of a private answer, as chat.postEphemeral takes them. A response_url refuses blocks
 * of Markdown, so that the text is a block of which nothing is interpreted. Undefined where there is nothing
 * to say, such as for a form. Throws as buttonRows does.
 */
export function privateMessage({ text, card }: PrivateAnswer, hosts: AllowedHosts): SlackMessage | undefined {
  const said: KnownBlock[] = text === null ? [] : richText(text, hosts);
  const shown = card ? cardBlocks(card, messageBlockLimit - said.length, hosts) : [];
  const blocks = [...said, ...shown];
  if (blocks.length === 0) return undefined;
  const parts = [text ?? "", card ? cardText(card) : ""].filter((part) => !isBlank(part));
  return { text: fallbackOf(parts.join("\n")), blocks };
}

/** The same as a response_url takes it. */
export function privateResponse(answer: PrivateAnswer, hosts: AllowedHosts): PrivateResponse | undefined {
  const message = privateMessage(answer, hosts);
  return message && { response_type: "ephemeral", replace_original: false, ...message };
}
