import { APIError } from "@anthropic-ai/sdk";
import type { Endpoint } from "./endpoint.ts";
import { pause } from "./pause.ts";
import { countTry, type RetryPolicy, retryDelay, type Tries } from "./retry-decision.ts";
import type { Trouble } from "./trouble.ts";

/**
 * Waits until the request may be made again and gives the tries so far, or null when it may not.
 * Rejects with the signal's reason when it is aborted while it waits.
 */
export async function waitForRetry(
  endpoint: Endpoint,
  policy: RetryPolicy,
  before: Tries,
  trouble: Trouble,
  signal: AbortSignal,
): Promise<Tries | null> {
  const tries = countTry(before, trouble);
  const delayMs = retryDelay(trouble, tries, policy, endpoint.breaker.openForMs(), Math.random());
  const error = trouble.cause instanceof APIError ? trouble.cause : undefined;
  endpoint.log.warn("model-attempt-failed", {
    failure: trouble.failure,
    attempt: tries.attempts,
    status: error?.status,
    request: error?.requestID,
    retryInMs: delayMs,
  });
  if (delayMs === null) return null;
  await pause(endpoint.clock, delayMs, signal);
  return { ...tries, waitedMs: tries.waitedMs + delayMs };
}
