import type { RefusalCode } from "./rest/discord-error.ts";
import type { DiscordState } from "./world/state.ts";

/** How a call goes wrong. Delays are on the fake's clock; null means never. */
export type Failure =
  /** Refused with a code of Discord's, nothing is done. */
  | { readonly type: "error"; readonly code: RefusalCode }
  /** HTTP 429, nothing is done. `shared`: the limit is not the app's own, and does not count against it. */
  | {
      readonly type: "ratelimited";
      readonly retryAfterSeconds: number;
      readonly scope?: "user" | "global" | "shared";
    }
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
  /** As `POST /channels/:channel/messages`, or `*` for any. */
  readonly route: string;
  readonly as: Failure;
  /** How many calls; 1 without it, null for all that follow. */
  readonly times?: number | null;
  /** Only calls with this channel's id in their path. */
  readonly channel?: string;
  /** How many matching calls go well first. */
  readonly after?: number;
}

/** A limit on the calls of a route, for each channel, server or webhook by itself. */
export interface RateLimit {
  readonly route: string;
  readonly calls: number;
  readonly perMs: number;
}

interface Standing {
  readonly plan: PlannedFailure;
  skip: number;
  left: number;
}

/** How a call stands with the limit of its route. */
export interface Allowance {
  readonly limit: number;
  /** How many calls are left; below 0 where this one was too many. */
  readonly remaining: number;
  readonly resetAfterMs: number;
}

/** So much that no test meets it. */
const usual = { calls: 10_000, perMs: 5000 };

/** What goes wrong at will. */
export class Faults {
  readonly #state: DiscordState;
  #standing: Standing[] = [];
  readonly #limits = new Map<string, RateLimit>();
  readonly #windows = new Map<string, { startedAt: number; calls: number }>();

  constructor(state: DiscordState) {
    this.#state = state;
  }

  /** Lets calls that match go wrong. Plans are tried in the order in which they were made. */
  failNext(plan: PlannedFailure): void {
    const left = plan.times === null ? Number.POSITIVE_INFINITY : (plan.times ?? 1);
    this.#standing.push({ plan, skip: plan.after ?? 0, left });
  }

  /** Limits the calls of a route from now on. */
  limit(limit: RateLimit): void {
    this.#limits.set(limit.route, limit);
  }

  /** Takes back every plan and every limit. */
  heal(): void {
    this.#standing = [];
    this.#limits.clear();
  }

  /** What happens to this call, or null when nothing does. */
  next(route: string, channel: string): Failure | null {
    const standing = this.#standing.find(({ plan }) => matches(plan, route, channel));
    if (!standing) return null;
    if (standing.skip > 0) {
      standing.skip -= 1;
      return null;
    }
    standing.left -= 1;
    if (standing.left <= 0) this.#standing = this.#standing.filter((one) => one !== standing);
    return standing.plan.as;
  }

  /** Counts a call against the limit of its route. `major` is what each counts by itself for. */
  count(route: string, major: string): Allowance {
    const { calls, perMs } = this.#limits.get(route) ?? usual;
    const key = `${route} ${major}`;
    const now = this.#state.time.now();
    const known = this.#windows.get(key);
    const window = known && now - known.startedAt < perMs ? known : { startedAt: now, calls: 0 };
    this.#windows.set(key, window);
    // A call that is refused is none that counts.
    const remaining = calls - window.calls - 1;
    if (remaining >= 0) window.calls += 1;
    return { limit: calls, remaining, resetAfterMs: window.startedAt + perMs - now };
  }
}

function matches({ route, channel }: PlannedFailure, called: string, calledChannel: string): boolean {
  return (route === "*" || route === called) && (channel === undefined || channel === calledChannel);
}
