import { DiscordjsError, DiscordjsErrorCodes, GatewayCloseCodes } from "discord.js";
import { StartError } from "../../../core/errors.ts";

/** Where whoever owns the application switches intents on and off. */
function botPage(applicationId: string): string {
  return `https://discord.com/developers/applications/${applicationId}/bot`;
}

/** What to switch on for Reverie to hear all that is said. */
export function contentSentence(applicationId: string): string {
  return `Reverie hears only what is said to it, because the Message Content Intent is off. To let it follow whole channels, switch on "Message Content Intent" under Privileged Gateway Intents at ${botPage(applicationId)} and start again.`;
}

/** Whether Discord closed because an intent is not switched on. */
export function isIntentRefused(code: number | undefined): boolean {
  return code === GatewayCloseCodes.DisallowedIntents;
}

/** Close codes after which connecting again is of no use until somebody acts. */
const fatalCodes: ReadonlySet<number> = new Set([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
]);

export function isFatal(code: number | undefined): code is number {
  return code !== undefined && fatalCodes.has(code);
}

/** What whoever runs Reverie is told about a close code, with the next step. */
export function closeSentence(code: number, applicationId: string): string {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return tokenSentence;
    case GatewayCloseCodes.ShardingRequired:
      return "Discord wants this application to be split, because it is in 2,500 servers or more. Remove it from some of them.";
    case GatewayCloseCodes.DisallowedIntents:
    case GatewayCloseCodes.InvalidIntents:
      return contentSentence(applicationId);
    default:
      return `Discord closed the connection for good (${code}). Start Reverie again, and look for a newer version.`;
  }
}

export const tokenSentence =
  "Discord does not know DISCORD_TOKEN. Press Reset Token on the application's page, under Bot, and copy the new one.";

export const unreachedSentence =
  "Discord cannot be reached. Check the network, and DISCORD_API_URL if it is set.";

const usedUpSentence =
  "Reverie has connected to Discord as often as Discord allows within a day. Look in the log for why it starts again and again, and start it tomorrow.";

/** Whatever kept the first connection from standing, in a sentence. Undefined for nothing that anybody knows. */
export function startErrorOf(error: unknown): StartError {
  if (error instanceof StartError) return error;
  return new StartError(sentenceOf(error), { cause: error });
}

function sentenceOf(error: unknown): string {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return tokenSentence;
  // The SDK has no code for it.
  const isUsedUp = error instanceof Error && error.message.startsWith("Not enough sessions remaining");
  return isUsedUp ? usedUpSentence : unreachedSentence;
}
