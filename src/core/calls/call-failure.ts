/** How a call to a platform failed, in the terms that decide what may be done next. */
export type CallFailure =
  /** The platform refused: nothing was done. */
  | { readonly type: "refused"; readonly code: string }
  /** The platform holds calls back, those of this kind or all of them: nothing was done. */
  | { readonly type: "limited"; readonly retryAfterMs: number; readonly isGlobal: boolean }
  /** The request never reached the platform. */
  | { readonly type: "unreached" }
  /** The platform may have done it: the answer did not come, or said nothing that can be relied on. */
  | { readonly type: "ambiguous" };

/** Causes that a connection gives before a request was written. */
const unreachedCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** A request that broke: by its cause it never reached the platform, or nobody knows. */
export function brokenRequest(cause: unknown): CallFailure {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return unreachedCodes.has(code) ? { type: "unreached" } : { type: "ambiguous" };
}
