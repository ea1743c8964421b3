import { ButtonStyle } from "discord.js";
import { buttonWith, rowOf } from "./buttons.ts";
import { checkedId, customIdOf } from "./custom-id.ts";
import { contentBody, type DiscordMessageBody, ephemeral } from "./discord-message-body.ts";
import { oneLine, shortVerbatim } from "./verbatim.ts";

/** The longest description in the question, in UTF-16 units. */
const descriptionLimit = 600;

/**
 * The question before a button that does harm, which Discord has no dialogue for: a button with the same id says
 * yes. Throws a ReverieError for an id that Discord does not take.
 */
export function confirmBody(customId: string, label: string, description: string): DiscordMessageBody {
  const question = `Are you sure? ${shortVerbatim(oneLine(description), descriptionLimit)}`;
  const row = rowOf([
    buttonWith(checkedId(customId), label, ButtonStyle.Primary),
    buttonWith(customIdOf("cancel", "-"), "Cancel", ButtonStyle.Secondary),
  ]);
  return ephemeral(contentBody(question.trim(), [row]));
}
