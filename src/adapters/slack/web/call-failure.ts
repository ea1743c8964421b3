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

/** Codes after which the same call can never succeed, whoever tries again. */
const permanentCodes: ReadonlySet<string> = new Set([
  "account_inactive",
  "as_user_not_supported",
  "cannot_dm_bot",
  "cant_delete_message",
  "cant_update_message",
  "channel_not_found",
  "channel_type_not_supported",
  "ekm_access_denied",
  "invalid_arguments",
  "invalid_auth",
  "invalid_blocks",
  "is_archived",
  "message_not_found",
  "missing_scope",
  "msg_blocks_too_long",
  "msg_too_long",
  "no_permission",
  "no_text",
  "not_allowed",
  "not_authed",
  "not_in_channel",
  "org_login_required",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_locked",
  "restricted_action_thread_only_channel",
  "team_access_not_granted",
  "thread_not_found",
  "token_expired",
  "token_revoked",
  "unknown_method",
  "user_disabled",
  "user_not_found",
  "user_not_visible",
  "users_not_found",
]);

/** Whether trying again cannot help. */
export function isPermanent(code: string): boolean {
  return permanentCodes.has(code);
}

/** Codes that say that the token itself no longer counts. */
export const deadTokenCodes: ReadonlySet<string> = new Set(["account_inactive", "token_revoked"]);
