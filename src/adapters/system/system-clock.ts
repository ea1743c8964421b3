import { scheduleJob } from "node-schedule";
import { ReverieError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/clock.ts";

// Longer delays overflow the timer and would fire at once.
const longestDelayMs = 2 ** 31 - 1;

/** The machine's own time. node-schedule drives the tick; nobody trusts it to remember one. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, delayMs), longestDelayMs));
      return () => clearTimeout(timer);
    },
    every(periodSeconds, run) {
      // node-schedule answers a rule that it cannot read with null instead of an error.
      const job = scheduleJob(`*/${periodSeconds} * * * * *`, run);
      if (!job) throw new ReverieError("The tick could not be scheduled");
      return () => {
        job.cancel();
      };
    },
  };
}
