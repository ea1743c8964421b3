import { WebClient } from "@slack/web-api";
import { PlatformError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import { after } from "../../../core/waiting-time.ts";
import { sdkLogger } from "../sdk-logger.ts";
import { type CallFailure, callFailureOf, isPermanent } from "./call-failure.ts";
import { Lane, LaneHeld, patienceMs } from "./lane.ts";

/** How long Slack may take to answer one request, in milliseconds. */
export const callTimeoutMs = 10_000;

/** How often a call that may be repeated is tried in all. */
const triesAtMost = 3;

/** The pause before the second try, in milliseconds; it doubles after each. */
const retryDelayMs = 500;

/** What a call is: which lane it runs in, and whether it may be repeated when nobody knows what became of it. */
export interface CallKind {
  readonly method: string;
  /** The channel that it speaks to; empty for none. */
  readonly channel: string;
  readonly repeatable: boolean;
}

/** Slack's Web API with bounded waiting. */
export interface SlackCalls {
  /** The client itself, for what the caller bounds on its own. */
  readonly client: WebClient;
  /**
   * Makes a call. A rate limit holds back its lane alone, for a minute at most. Rejects with a PlatformError
   * whose code is Slack's own, or `rate-limited`, `unreached`, `ambiguous`.
   */
  call<Result>(kind: CallKind, work: (client: WebClient) => Promise<Result>): Promise<Result>;
  /** Makes a call that waits for nothing and is never repeated: undefined where its lane is held. Rejects as `call` does. */
  attempt<Result>(kind: CallKind, work: (client: WebClient) => Promise<Result>): Promise<Result | undefined>;
}

/** A client that tries nothing again by itself, and waits for nothing longer than the time-out. */
export function createWebClient(token: string, apiUrl: string | null, log: Log): WebClient {
  return new WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    timeout: callTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: sdkLogger(log),
  });
}

export function createSlackCalls(client: WebClient, clock: Clock): SlackCalls {
  const lanes = new Map<string, Lane>();
  const laneOf = ({ method, channel }: Pick<CallKind, "method" | "channel">) => {
    const key = `${method} ${channel}`;
    const lane = lanes.get(key) ?? new Lane(clock);
    lanes.set(key, lane);
    return lane;
  };

  /** Waits until another try makes sense; rejects where none does. */
  const waitAfter = async (
    error: unknown,
    kind: CallKind,
    tried: number,
    givesUpAt: number,
  ): Promise<void> => {
    if (error instanceof LaneHeld) throw new PlatformError("Slack", "rate-limited", false, error);
    const failure = callFailureOf(error);
    if (!failure) throw error;
    if (failure.type === "limited") laneOf(kind).hold(failure.retryAfterMs);
    const waitMs = waitBefore(failure, kind, tried);
    if (waitMs === undefined || clock.now() + waitMs > givesUpAt) throw refusal(failure, error);
    // A limited call waits in its lane, behind those that came before it.
    if (failure.type === "limited") return;
    await after(clock, waitMs);
  };

  return {
    client,
    async attempt(kind, work) {
      if (laneOf(kind).isHeld) return undefined;
      try {
        return await work(client);
      } catch (error) {
        const failure = callFailureOf(error);
        if (!failure) throw error;
        if (failure.type !== "limited") throw refusal(failure, error);
        laneOf(kind).hold(failure.retryAfterMs);
        return undefined;
      }
    },
    async call(kind, work) {
      const givesUpAt = clock.now() + patienceMs;
      for (let tried = 1; ; tried += 1) {
        try {
          return await laneOf(kind).run(() => work(client), givesUpAt);
        } catch (error) {
          await waitAfter(error, kind, tried, givesUpAt);
        }
      }
    },
  };
}

/** How long to wait before another try, or undefined where there is to be none. */
function waitBefore(failure: CallFailure, { repeatable }: CallKind, tried: number): number | undefined {
  if (failure.type === "limited") return failure.retryAfterMs;
  if (failure.type === "refused" || tried >= triesAtMost) return undefined;
  if (failure.type === "ambiguous" && !repeatable) return undefined;
  return retryDelayMs * 2 ** (tried - 1);
}

function refusal(failure: CallFailure, cause: unknown): PlatformError {
  if (failure.type === "refused")
    return new PlatformError("Slack", failure.code, isPermanent(failure.code), cause);
  const code = failure.type === "limited" ? "rate-limited" : failure.type;
  return new PlatformError("Slack", code, false, cause);
}
