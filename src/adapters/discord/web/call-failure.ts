import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { brokenRequest, type CallFailure } from "../../../core/calls/call-failure.ts";

/** The code of a refusal for want of a token that counts. */
export const deadTokenCode = "invalid-token";

/** Reads an error of the SDK; undefined where it is none. Discord's codes become strings, such as `50013`. */
export function callFailureOf(error: unknown): CallFailure | undefined {
  if (error instanceof RateLimitError)
    return {
      type: "limited",
      retryAfterMs: Math.max(1, error.retryAfter, error.timeToReset),
      isGlobal: error.global,
    };
  if (error instanceof DiscordAPIError) return refusalOf(error);
  if (error instanceof HTTPError) return { type: "ambiguous" };
  if (!(error instanceof Error)) return undefined;
  if (error.message.startsWith("Expected token to be set")) return { type: "refused", code: deadTokenCode };
  return isOfTheNetwork(error) ? broken(error) : undefined;
}

function refusalOf({ status, code, rawError }: DiscordAPIError): CallFailure {
  if (status === 401) return { type: "refused", code: deadTokenCode };
  // A reply to what is gone comes as a form that was filled in wrongly.
  const isUnknownReference = JSON.stringify(rawError).includes("REPLIES_UNKNOWN_MESSAGE");
  if (isUnknownReference) return { type: "refused", code: unknownMessageCode };
  return { type: "refused", code: code === 0 ? `http-${status}` : String(code) };
}

function isOfTheNetwork(error: Error): boolean {
  return error.name === "AbortError" || "code" in error || error.cause instanceof Error;
}

function broken(error: Error): CallFailure {
  const direct = brokenRequest(error);
  return direct.type === "ambiguous" && error.cause !== undefined ? brokenRequest(error.cause) : direct;
}

// Discord's codes, from https://discord.com/developers/docs/topics/opcodes-and-status-codes#json.
export const unknownChannelCode = "10003";
export const unknownMessageCode = "10008";
export const unknownMemberCodes: readonly string[] = ["10007", "10013"];

/** Refusals that say of a place that nothing can be said there until something about it changes. */
export const closedCodes: ReadonlySet<string> = new Set([
  unknownChannelCode,
  "10004",
  "50001",
  "50007",
  "50013",
  "50278",
  "160005",
]);

/** Refusals that a later try may not meet again. Whatever else Discord refuses it refuses for good. */
const passingCodes: ReadonlySet<string> = new Set([
  // Too many edits of an old message, slow mode, Discord overloaded.
  "30046",
  "20016",
  "130000",
  "40333",
]);

/** Whether trying again cannot help. */
export function isPermanent(code: string): boolean {
  return !passingCodes.has(code);
}
