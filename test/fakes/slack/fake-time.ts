import type { Clock } from "../../../src/core/ports/clock.ts";

/** The time of the fake: a manual clock fits, so that a test can make minutes pass. */
export type FakeTime = Pick<Clock, "now" | "after">;

/** The machine's own time. A callback that is planned keeps no process alive. */
export function realTime(): FakeTime {
  return {
    now: () => Date.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
