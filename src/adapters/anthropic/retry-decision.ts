import type { Trouble } from "./trouble.ts";

/** How persistent a kind of request is. */
export interface RetryPolicy {
  /** How many attempts there are in all. */
  readonly attempts: number;
  /** How many answers that broke off are asked for again. */
  readonly interruptions: number;
  /** The longest wait: of all waits together where `together` is true, else of each one. */
  readonly longestWaitMs: number;
  /** Whether somebody waits: then a longer wait is not begun. Otherwise it is cut to the longest. */
  readonly together: boolean;
}

/** For an answer that a person waits for. */
export const answerPolicy: RetryPolicy = {
  attempts: 3,
  interruptions: 1,
  longestWaitMs: 20_000,
  together: true,
};

/** For a reflection that nobody waits for. */
export const reflectionPolicy: RetryPolicy = {
  attempts: 4,
  interruptions: 3,
  longestWaitMs: 60_000,
  together: false,
};

/** What was tried for one request, the attempt that just failed included. */
export interface Tries {
  readonly attempts: number;
  readonly interruptions: number;
  readonly waitedMs: number;
}

/** Nothing was tried. */
export const noTries: Tries = { attempts: 0, interruptions: 0, waitedMs: 0 };

/** How long a request waits in all for an endpoint that is left alone, in milliseconds. */
const longestLeftAloneMs = 10 * 60 * 1000;

/** The tries with one more that failed. What was never sent is none. */
export function countTry(tries: Tries, trouble: Trouble): Tries {
  if (!trouble.wasSent) return tries;
  const broken = trouble.failure === "interrupted" ? 1 : 0;
  return { ...tries, attempts: tries.attempts + 1, interruptions: tries.interruptions + broken };
}

/**
 * How long to wait before the next attempt, in milliseconds, or null to give up. The wait is what the
 * endpoint asks for, or else grows from half a second to 8 seconds, less up to a quarter of it, so that
 * many that failed together do not come back together. While the endpoint is left alone, for `openForMs`, nobody is
 * kept waiting for it. `random` lies between 0 and 1.
 */
export function retryDelay(
  trouble: Trouble,
  tries: Tries,
  policy: RetryPolicy,
  openForMs: number,
  random: number,
): number | null {
  if (!trouble.retryable || tries.attempts >= policy.attempts) return null;
  if (trouble.failure === "interrupted" && tries.interruptions > policy.interruptions) return null;
  if (policy.together && openForMs > 0) return null;
  const delayMs = Math.max(trouble.retryAfterMs ?? backOff(tries.attempts, random), openForMs);
  if (!trouble.wasSent && tries.waitedMs >= longestLeftAloneMs) return null;
  if (!policy.together) return Math.min(delayMs, policy.longestWaitMs);
  return tries.waitedMs + delayMs > policy.longestWaitMs ? null : delayMs;
}

function backOff(attempts: number, random: number): number {
  return Math.round(Math.min(500 * 2 ** (attempts - 1), 8_000) * (1 - random / 4));
}
