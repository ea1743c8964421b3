import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";

/** After so many failures in a row, over at least so many milliseconds, the endpoint is left alone: a blip is none. */
const failuresToOpen = 5;
const failingForMs = 2000;

/** How long it is left alone, in milliseconds: at first, and at most after one trial after another has failed. */
const shortestOpenMs = 5000;
const longestOpenMs = 60_000;

/** Leave to make one request. Of the three the first that is called counts. */
export interface Pass {
  /** The endpoint answered. */
  succeeded(): void;
  /** The endpoint was overloaded, failed, said nothing or could not be reached. */
  failed(): void;
  /** The request ended without a word on how the endpoint is. */
  dropped(): void;
}

/**
 * A circuit breaker for an endpoint (https://martinfowler.com/bliki/CircuitBreaker.html): after failures in a row
 * nothing is asked of it for a while, then one request is a trial. When it goes well all are let through; when it fails the
 * endpoint is left alone for twice as long.
 */
export interface Breaker {
  /** Leave to make a request now, or null where none is to be made. */
  admit(): Pass | null;
  /** How long nothing is to be asked from now on, in milliseconds; 0 while requests are let through. */
  openForMs(): number;
}

type State =
  /** `since` is when the first of the failures in a row was. */
  | { readonly type: "closed"; readonly failures: number; readonly since: number }
  | { readonly type: "open"; readonly until: number; readonly forMs: number }
  /** A trial that says nothing until then is followed by another one. */
  | { readonly type: "on-trial"; readonly until: number; readonly forMs: number };

export function createBreaker(clock: Clock, log: Log): Breaker {
  let state: State = { type: "closed", failures: 0, since: 0 };

  const open = (forMs: number) => {
    state = { type: "open", until: clock.now() + forMs, forMs };
    log.warn("model-left-alone", { forMs });
  };

  const failed = (isTrial: boolean) => {
    if (state.type === "on-trial" && isTrial) open(Math.min(2 * state.forMs, longestOpenMs));
    else if (state.type === "closed") {
      const failures = state.failures + 1;
      const since = failures === 1 ? clock.now() : state.since;
      if (failures >= failuresToOpen && clock.now() - since >= failingForMs) open(shortestOpenMs);
      else state = { type: "closed", failures, since };
    }
  };

  const pass = (isTrial: boolean): Pass => {
    let isSettled = false;
    const once = (settle: () => void) => () => {
      if (isSettled) return;
      isSettled = true;
      settle();
    };
    return {
      // Also a request that was begun before the endpoint was left alone shows that it is well.
      succeeded: once(() => {
        state = { type: "closed", failures: 0, since: 0 };
      }),
      failed: once(() => failed(isTrial)),
      dropped: once(() => {
        // The next request is the trial.
        if (isTrial && state.type === "on-trial")
          state = { type: "open", until: clock.now(), forMs: state.forMs };
      }),
    };
  };

  return {
    admit() {
      if (state.type === "closed") return pass(false);
      if (clock.now() < state.until) return null;
      state = { type: "on-trial", until: clock.now() + state.forMs, forMs: state.forMs };
      return pass(true);
    },
    openForMs() {
      return state.type === "closed" ? 0 : Math.max(0, state.until - clock.now());
    },
  };
}
