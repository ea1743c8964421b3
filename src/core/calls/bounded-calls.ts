import { PlatformError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import { after } from "../waiting-time.ts";
import type { CallFailure } from "./call-failure.ts";
import { Lane, LaneHeld, patienceMs } from "./lane.ts";

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

/** A platform's interface with bounded waiting. */
export interface BoundedCalls<Client> {
  /** The client itself, for what the caller bounds on its own. */
  readonly client: Client;
  /**
   * Makes a call. A rate limit holds back its lane alone, for a minute at most. Rejects with a PlatformError
   * whose code is the platform's own, or `rate-limited`, `unreached`, `ambiguous`.
   */
  call<Result>(kind: CallKind, work: (client: Client) => Promise<Result>): Promise<Result>;
  /** Makes a call that waits for nothing and is never repeated: undefined where its lane is held. Rejects as `call` does. */
  attempt<Result>(kind: CallKind, work: (client: Client) => Promise<Result>): Promise<Result | undefined>;
}

/** What calls are bounded with. */
export interface BoundedCallsParts<Client> {
  /** The platform's name as errors say it. */
  readonly platform: string;
  /** A client that tries nothing again by itself and waits for nothing. */
  readonly client: Client;
  readonly clock: Clock;
  /** Reads an error of the client's; undefined where it is none. */
  readonly failureOf: (error: unknown) => CallFailure | undefined;
  /** Whether trying again cannot help after a refusal. */
  readonly isPermanent: (code: string) => boolean;
}

export function createBoundedCalls<Client>(parts: BoundedCallsParts<Client>): BoundedCalls<Client> {
  const { client, clock, failureOf } = parts;
  const lanes = new Map<string, Lane>();
  let allHeldUntil = 0;
  const laneOf = ({ method, channel }: Pick<CallKind, "method" | "channel">) => {
    const key = `${method} ${channel}`;
    const lane = lanes.get(key) ?? new Lane(clock);
    lanes.set(key, lane);
    if (allHeldUntil > clock.now()) lane.hold(allHeldUntil - clock.now());
    return lane;
  };

  /** A lane that holds nobody back need not be remembered: each interaction has one of its own. */
  const leave = ({ method, channel }: CallKind) => {
    const key = `${method} ${channel}`;
    if (lanes.get(key)?.isHeld === false) lanes.delete(key);
  };

  const hold = (kind: CallKind, { retryAfterMs, isGlobal }: Extract<CallFailure, { type: "limited" }>) => {
    if (isGlobal) allHeldUntil = Math.max(allHeldUntil, clock.now() + retryAfterMs);
    laneOf(kind).hold(retryAfterMs);
  };

  const refusal = (failure: CallFailure, cause: unknown): PlatformError => {
    if (failure.type === "refused")
      return new PlatformError(parts.platform, failure.code, parts.isPermanent(failure.code), cause);
    const code = failure.type === "limited" ? "rate-limited" : failure.type;
    return new PlatformError(parts.platform, code, false, cause);
  };

  /** Waits until another try makes sense; rejects where none does. */
  const waitAfter = async (
    error: unknown,
    kind: CallKind,
    tried: number,
    givesUpAt: number,
  ): Promise<void> => {
    if (error instanceof LaneHeld) throw new PlatformError(parts.platform, "rate-limited", false, error);
    const failure = failureOf(error);
    if (!failure) throw error;
    if (failure.type === "limited") hold(kind, failure);
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
        const failure = failureOf(error);
        if (!failure) throw error;
        if (failure.type !== "limited") throw refusal(failure, error);
        hold(kind, failure);
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
        } finally {
          leave(kind);
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
