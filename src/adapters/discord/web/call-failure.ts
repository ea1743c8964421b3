import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { z } from "zod";
import { brokenRequest, type CallFailure } from "../../../core/calls/call-failure.ts";

/** The code of a refusal for want of a token that counts. */
export const deadTokenCode = "invalid-token";

/** The SDK's words for a call that it never sent, for want of a token and for having waited too long. */
const tokenlessWords = "Expected token to be set";
const unsentWords = "Request aborted manually";

/** Reads an error of the SDK; undefined where it is none. Discord's codes become strings, such as `50013`. */
export function callFailureOf(error: unknown): CallFailure | undefined {
  if (error instanceof RateLimitError)
    return {
      type: "limited",
      retryAfterMs: Math.max(1, error.retryAfter, error.timeToReset),
      isGlobal: error.global,
    };
  if (error instanceof DiscordAPIError) return refusalOf(error);
  if (error instanceof HTTPError || isUnreadable(error)) return { type: "ambiguous" };
  if (!(error instanceof Error)) return undefined;
  if (error.message.startsWith(tokenlessWords)) return { type: "refused", code: deadTokenCode };
  if (error.message === unsentWords) return { type: "unreached" };
  return isOfTheNetwork(error) ? broken(error) : undefined;
}

function refusalOf({ status, code, rawError }: DiscordAPIError): CallFailure {
  if (status === 401 && code === 0) return { type: "refused", code: deadTokenCode };
  // Whoever stands before Discord has words of their own, and no code.
  if (code === undefined) return { type: "ambiguous" };
  // A reply to what is gone comes as a form that was filled in wrongly.
  if (/"(?:MESSAGE_REFERENCE|REPLIES)_UNKNOWN_MESSAGE"/u.test(JSON.stringify(rawError)))
    return { type: "refused", code: unknownMessageCode };
  return { type: "refused", code: code === 0 ? `http-${status}` : String(code) };
}

/** An answer at HTTP 200 that is not what was asked for. */
function isUnreadable(error: unknown): boolean {
  return error instanceof SyntaxError || error instanceof z.ZodError;
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

/** What stands in an archived thread cannot be changed. */
export const archivedThreadCode = "50083";

/** A form that was filled in wrongly. */
export const invalidFormCode = "50035";

/** The place is not seen, and nothing may be said in it. */
export const missingAccessCode = "50001";
export const missingPermissionCode = "50013";
export const lockedThreadCode = "160005";

/** Refusals of the person: theirs alone is to change them. */
export const closedDirectCodes: ReadonlySet<string> = new Set(["50007", "50278"]);

/** Refusals to say something, where what stands may still be changed. */
export const mutedCodes: ReadonlySet<string> = new Set([missingPermissionCode, lockedThreadCode]);

/** Refusals that say of a place that nothing can be said there until something about it changes. */
export const closedCodes: ReadonlySet<string> = new Set([
  unknownChannelCode,
  "10004",
  missingAccessCode,
  ...closedDirectCodes,
  ...mutedCodes,
]);

/** Refusals that a later try may not meet again. Whatever else Discord refuses it refuses for good. */
const passingCodes: ReadonlySet<string> = new Set([
  // Too many edits of an old message, slow mode, Discord overloaded.
  "30046",
  "20016",
  "130000",
  "40333",
  // Whoever runs Reverie gives it another.
  deadTokenCode,
]);

/** Whether trying again cannot help. */
export function isPermanent(code: string): boolean {
  return !passingCodes.has(code);
}
