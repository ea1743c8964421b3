import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";

/** How a call of the Web API failed, in the terms that decide what may be done next. */
export type CallFailure =
  /** Slack refused: nothing was done. */
  | { readonly type: "refused"; readonly code: string }
  | { readonly type: "limited"; readonly retryAfterMs: number }
  /** The request never reached Slack. */
  | { readonly type: "unreached" }
  /** Slack may have done it: the answer did not come, or said nothing that can be relied on. */
  | { readonly type: "ambiguous" };

/** Causes that undici gives before a request was written. */
const unreachedCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

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
    return unreachedCodes.has(causeCode(error.original)) ? { type: "unreached" } : { type: "ambiguous" };
  }
  return undefined;
}

function limited(retryAfterSeconds: number): CallFailure {
  return { type: "limited", retryAfterMs: Math.max(1, retryAfterSeconds) * 1000 };
}

function causeCode(error: Error): string {
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
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
