import type { SlackState } from "./world/state.ts";

/** How a call goes wrong. Delays are on the fake's clock; null means never. */
export type Failure =
  /** `ok: false`, nothing is done. */
  | { readonly type: "error"; readonly error: string }
  /** HTTP 429, nothing is done. */
  | { readonly type: "ratelimited"; readonly retryAfterSeconds: number }
  /** Another HTTP status, nothing is done. */
  | { readonly type: "status"; readonly status: number }
  /** The connection is cut, nothing is done. */
  | { readonly type: "reset" }
  /** Nothing is done before the delay is over. */
  | { readonly type: "slow"; readonly delayMs: number }
  /** It is done at once, and the answer comes late. */
  | { readonly type: "hang"; readonly delayMs: number | null }
  /** It is done, and the connection is cut instead of an answer. */
  | { readonly type: "lost" };

/** Which calls fail, and how. */
export interface PlannedFailure {
  /** A method, or `*` for any. */
  readonly method: string;
  readonly as: Failure;
  /** How many calls; 1 without it, null for all that follow. */
  readonly times?: number | null;
  /** Only calls with this channel's id. */
  readonly channel?: string;
  /** How many matching calls go well first. */
  readonly after?: number;
}

/** A limit on calls, per channel where a channel is among the arguments. */
export interface RateLimit {
  readonly method: string;
  readonly calls: number;
  readonly perMs: number;
  /** Whether each channel counts by itself. */
  readonly perChannel?: boolean;
  readonly retryAfterSeconds: number;
}

interface Standing {
  readonly plan: PlannedFailure;
  skip: number;
  left: number;
}

/** What goes wrong at will. */
export class Faults {
  readonly #state: SlackState;
  #standing: Standing[] = [];
  readonly #limits: { readonly limit: RateLimit; readonly calls: Map<string, number[]> }[] = [];

  constructor(state: SlackState) {
    this.#state = state;
  }

  /** Lets calls that match go wrong. Plans are tried in the order in which they were made. */
  failNext(plan: PlannedFailure): void {
    const left = plan.times === null ? Number.POSITIVE_INFINITY : (plan.times ?? 1);
    this.#standing.push({ plan, skip: plan.after ?? 0, left });
  }

  /** Takes back every plan and every limit. */
  heal(): void {
    this.#standing = [];
    this.#limits.length = 0;
  }

  /** Limits calls from now on. */
  limit(limit: RateLimit): void {
    this.#limits.push({ limit, calls: new Map() });
  }

  /** What happens to this call, or null when nothing does. */
  next(method: string, channel: string): Failure | null {
    const standing = this.#standing.find(({ plan }) => matches(plan, method, channel));
    if (standing) {
      if (standing.skip > 0) {
        standing.skip -= 1;
      } else {
        standing.left -= 1;
        if (standing.left <= 0) this.#standing = this.#standing.filter((one) => one !== standing);
        return standing.plan.as;
      }
    }
    return this.#overLimit(method, channel);
  }

  #overLimit(method: string, channel: string): Failure | null {
    const now = this.#state.time.now();
    for (const { limit, calls } of this.#limits) {
      if (limit.method !== method) continue;
      const key = limit.perChannel ? channel : "";
      const recent = (calls.get(key) ?? []).filter((at) => now - at < limit.perMs);
      calls.set(key, recent);
      if (recent.length >= limit.calls) {
        return { type: "ratelimited", retryAfterSeconds: limit.retryAfterSeconds };
      }
      recent.push(now);
    }
    return null;
  }
}

function matches({ method, channel }: PlannedFailure, called: string, calledChannel: string): boolean {
  return (method === "*" || method === called) && (channel === undefined || channel === calledChannel);
}
