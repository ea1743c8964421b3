import { ButtonStyle } from "discord.js";
import { buttonWith, rowOf } from "./buttons.ts";
import { customIdOf } from "./custom-id.ts";
import { contentBody, type DiscordMessageBody, ephemeral } from "./discord-message-body.ts";
import { shortVerbatim } from "./verbatim.ts";

const tooLate = "Discord closed the window for this form before I could open it.";

/** The longest sentence above the button, in UTF-16 units. */
const textLimit = 1_900;

/**
 * A button that opens a form which could not be opened by itself; `token` finds it again. `text` is shown
 * verbatim, and null tells the usual reason. Throws a ReverieError for a token that is too long.
 */
export function openFormBody(text: string | null, token: string): DiscordMessageBody {
  const button = buttonWith(customIdOf("form", token), "Open the form", ButtonStyle.Primary);
  return ephemeral(contentBody(shortVerbatim(text ?? tooLate, textLimit), [rowOf([button])]));
}
