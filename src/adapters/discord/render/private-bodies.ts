import type { PrivateAnswer } from "../../../core/card.ts";
import { plainContent } from "../../../core/ports/delivery.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { answerTexts } from "./answer-texts.ts";
import { type DiscordMessageBody, ephemeral } from "./discord-message-body.ts";
import { answerBody, messageBody } from "./message-body.ts";

/** The longest text that stands in one message with a card, in UTF-16 units. */
const textBesideCard = 800;

/**
 * The messages that say the text and the card of a private answer, in order, for the person alone who acted.
 * Empty where there is nothing to say, such as for a form. Throws as messageBody does.
 */
export function privateBodies(
  { text, card }: PrivateAnswer,
  hosts: AllowedHosts,
): readonly DiscordMessageBody[] {
  // A sentence and the buttons that it speaks of belong together.
  if (card && text !== null && text.length <= textBesideCard)
    return [ephemeral(messageBody({ ...plainContent(text), card }, hosts))];
  const said = answerTexts(text ?? "", hosts).map((part) => answerBody(plainContent(part)));
  const shown = card ? [messageBody({ ...plainContent(""), card }, hosts)] : [];
  return [...said, ...shown].map(ephemeral);
}
