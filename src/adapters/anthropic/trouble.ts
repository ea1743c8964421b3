import { APIConnectionError, APIError } from "@anthropic-ai/sdk";
import { type ModelFailure, ReverieError } from "../../core/errors.ts";
import { isRecord } from "./wire-values.ts";

/** Why one attempt failed, in the terms that the decision about another one needs. */
export interface Trouble {
  readonly failure: ModelFailure;
  /** Whether the same request may succeed soon. */
  readonly retryable: boolean;
  /** How long the endpoint asks to be left alone, in milliseconds; null where it does not say. */
  readonly retryAfterMs: number | null;
  readonly cause: unknown;
  /** Whether anything was asked of the endpoint at all. */
  readonly wasSent: boolean;
}

/** Carries the trouble of one attempt out of the stream that it ended. */
export class AttemptError extends ReverieError {
  override name = "AttemptError";
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(`An attempt failed: ${trouble.failure}`, { cause: trouble.cause });
    this.trouble = trouble;
  }
}

/** The answer broke off: by silence, a reset, an early end or bytes that are no event. */
export function interruption(cause?: unknown): Trouble {
  return { failure: "interrupted", retryable: true, retryAfterMs: null, cause, wasSent: true };
}

/** The endpoint is in trouble, and nothing is asked of it for so many milliseconds. */
export function leftAlone(forMs: number): Trouble {
  return { failure: "busy", retryable: true, retryAfterMs: forMs, cause: undefined, wasSent: false };
}

/** Whether the endpoint as a whole is in trouble. A limit of the account's own is none of the endpoint's. */
export function isOutage({ failure, retryable, cause }: Trouble): boolean {
  if (failure === "interrupted") return true;
  if (!retryable || (failure !== "busy" && failure !== "unreachable")) return false;
  return !(cause instanceof APIError && cause.status === 429);
}

/** The trouble behind an error of the SDK that came instead of a response. `now` is for dates in headers. */
export function openingTrouble(error: unknown, now: number): Trouble {
  if (error instanceof APIConnectionError) {
    return { failure: "unreachable", retryable: true, retryAfterMs: null, cause: error, wasSent: true };
  }
  if (!(error instanceof APIError) || error.status === undefined) {
    return { failure: "invalid", retryable: false, retryAfterMs: null, cause: error, wasSent: true };
  }
  const failure = failureOf(error, error.status);
  const mayRetry = error.headers?.get("x-should-retry") !== "false";
  return {
    failure,
    retryable: mayRetry && isPassing(failure, error.status),
    retryAfterMs: readRetryAfter(error.headers, now),
    cause: error,
    wasSent: true,
  };
}

// What the endpoint says about the request itself does not change when the request is repeated.
const lastingStreamFailures: Readonly<Record<string, ModelFailure>> = {
  invalid_request_error: "invalid",
  authentication_error: "key-rejected",
  permission_error: "key-rejected",
  billing_error: "spend-limit",
  not_found_error: "unknown-model",
};

/** The trouble behind an `error` event in the middle of a stream, from the error's type. */
export function streamTrouble(type: string): Trouble {
  const failure = lastingStreamFailures[type];
  if (failure === undefined) return interruption();
  return { failure, retryable: false, retryAfterMs: null, cause: undefined, wasSent: true };
}

const busyStatuses: readonly number[] = [408, 409, 429, 503, 529];

function failureOf(error: APIError, status: number): ModelFailure {
  if (isSpendLimit(error, status)) return "spend-limit";
  if (status === 401 || status === 403 || error.errorCode === "organization_on_hold") return "key-rejected";
  // A page that is not the API's own error means that the base URL leads somewhere else.
  if (status === 404)
    return isRecord(error.error) && "error" in error.error ? "unknown-model" : "unreachable";
  if (status === 413 || isTooLong(error, status)) return "too-long";
  if (busyStatuses.includes(status)) return "busy";
  return status >= 500 ? "unreachable" : "invalid";
}

function isPassing(failure: ModelFailure, status: number): boolean {
  return failure === "busy" || (failure === "unreachable" && status >= 500);
}

const spendLimitCodes: readonly (string | null)[] = [
  "enforced_spend_limit_reached",
  "contract_spend_limit_reached",
  "linked_organization_spend_limit_reached",
  "linked_organization_billing_unavailable",
];

function isSpendLimit(error: APIError, status: number): boolean {
  if (spendLimitCodes.includes(error.errorCode)) return true;
  if (status === 402 || error.type === "billing_error") return true;
  // A limit that the customer set, and an empty credit balance, are plain invalid requests without a
  // code: their wording is all that tells them apart (https://platform.claude.com/docs/en/api/errors).
  return status === 400 && /\bAPI usage limits\b|\bcredit balance is too low\b/i.test(error.apiMessage ?? "");
}

/** What no code tells: too many tokens, too many pages of a PDF, too large an image. */
const tooLongWording =
  /\bprompt is too long\b|\bexceed context limit\b|\bmaximum of \d+ PDF pages\b|\bimage exceeds\b|\bimage dimensions exceed\b/i;

function isTooLong(error: APIError, status: number): boolean {
  if (error.errorCode === "image_dimensions_too_large") return true;
  return status === 400 && tooLongWording.test(error.apiMessage ?? "");
}

function readRetryAfter(headers: Headers | undefined, now: number): number | null {
  const milliseconds = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
  if (milliseconds >= 0) return milliseconds;
  const text = headers?.get("retry-after") ?? "";
  const seconds = Number.parseFloat(text);
  if (!Number.isNaN(seconds)) return seconds >= 0 ? seconds * 1000 : null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
