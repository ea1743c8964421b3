import type { Cancel, Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

/** How often a store clears away what has expired. */
const sweepEveryMs = 60 * 60 * 1000;

/** Has a store swept once an hour. A sweep that fails is tried again an hour later; until then nothing is wrong but some space. */
export function sweepHourly(clock: Clock, log: Log, sweep: () => Promise<void>): Cancel {
  let cancel: Cancel = () => undefined;
  const plan = () => {
    cancel = clock.after(sweepEveryMs, () => {
      plan();
      sweep().catch((error: unknown) => log.warn("store-sweep-failed", {}, error));
    });
  };
  plan();
  return () => cancel();
}
