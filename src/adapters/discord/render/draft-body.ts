import type { CardAction } from "../../../core/card.ts";
import type { Content } from "../../../core/ports/delivery.ts";
import type { DiscordMessageBody } from "./discord-message-body.ts";
import { answerBody } from "./message-body.ts";

/** The button that stops the answer which the value names. */
function stopButton(value: string): CardAction {
  return { verb: "stop", label: "Stop", description: "Stop this answer", style: "plain", value };
}

/** An answer that is being written, of which the text is one of answerTexts, with the button that stops it. */
export function draftBody(content: Content, stopValue: string): DiscordMessageBody {
  return answerBody({ ...content, isDraft: true, actions: [stopButton(stopValue)] });
}
