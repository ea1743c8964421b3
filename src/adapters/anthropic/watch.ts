import type { Clock } from "../../core/ports/clock.ts";

/** Watches over one attempt: its signal is aborted when a time limit passes or the caller gives up. */
export interface Watch {
  readonly controller: AbortController;
  /** Whether a time limit has passed. */
  expired(): boolean;
  /** Waits for the work, which must end when the controller is aborted, for no longer than the limit. */
  within<Result>(limitMs: number, work: Promise<Result>): Promise<Result>;
  /** Lets go of the caller's signal. */
  end(): void;
}

/** Starts to watch. The clock counts only inside `within`, so that a slow reader is nobody's stall. */
export function startWatch(clock: Clock, signal: AbortSignal): Watch {
  const controller = new AbortController();
  const passOn = () => controller.abort(signal.reason);
  signal.addEventListener("abort", passOn, { once: true });
  let expired = false;
  return {
    controller,
    expired: () => expired,
    async within(limitMs, work) {
      const cancel = clock.after(limitMs, () => {
        expired = true;
        controller.abort();
      });
      try {
        return await work;
      } finally {
        cancel();
      }
    },
    end: () => signal.removeEventListener("abort", passOn),
  };
}
