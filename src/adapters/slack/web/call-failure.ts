import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { brokenRequest, type CallFailure } from "../../../core/calls/call-failure.ts";

/** Codes that say that Slack itself stumbled, though at HTTP 200. */
const stumbles: ReadonlySet<string> = new Set([
  "internal_error",
  "fatal_error",
  "service_unavailable",
  "request_timeout",
]);

/** Reads an error of the SDK; undefined where it is none. */
export function callFailureOf(error: unknown): CallFailure | undefined {
  if (error instanceof WebAPIPlatformError) {
    const code = error.data.error;
    return stumbles.has(code) ? { type: "ambiguous" } : { type: "refused", code };
  }
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter);
  if (error instanceof WebAPIHTTPError) return { type: "ambiguous" };
  if (error instanceof WebAPIRequestError) {
    return brokenRequest(error.original.cause);
  }
  return undefined;
}

function limited(retryAfterSeconds: number): CallFailure {
  return { type: "limited", retryAfterMs: Math.max(1, retryAfterSeconds) * 1000, isGlobal: false };
}

/** Refusals that a later try may not meet again. Whatever else Slack refuses it refuses for good. */
const passingCodes: ReadonlySet<string> = new Set([
  "accesslimited",
  "hash_conflict",
  "message_limit_exceeded",
  "rate_limited",
  "ratelimited",
  "streaming_state_conflict",
  "team_added_to_org",
  "team_quota_exceeded",
  "too_many_requests",
]);

/** Whether trying again cannot help. */
export function isPermanent(code: string): boolean {
  return !passingCodes.has(code);
}

/** Codes that say that the token itself no longer counts. */
export const deadTokenCodes: ReadonlySet<string> = new Set(["account_inactive", "token_revoked"]);
