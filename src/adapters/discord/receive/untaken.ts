import { PlatformError, StoreError } from "../../../core/errors.ts";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import { discordName } from "../identity.ts";
import { createUnderWay } from "./under-way.ts";

/** The pauses before an event that could not be taken is tried again, in milliseconds; the last one stays. */
const pausesMs = [1000, 2000, 5000, 15_000] as const;

/** How long an event is worth trying, in milliseconds: what is older is read back from Discord, or is past. */
const worthMs = 15 * 60 * 1000;

/** The most events that wait to be tried again: more than are told in a quarter of an hour. */
const waitingAtMost = 20_000;

/** Discord tells each event once: what the store cannot take now is kept here until it can. */
export interface Untaken {
  /** Does the work, again and again until it is done. Never rejects. */
  take(work: () => Promise<void>): Promise<void>;
  /** Tries nothing any more, and waits for what is under way. */
  stop(): Promise<void>;
}

export function createUntaken(clock: Clock, log: Log): Untaken {
  const underWay = createUnderWay();
  const waiting = new Set<Cancel>();
  let isStopping = false;

  const tryOnce = async (work: () => Promise<void>, tried: number, givesUpAt: number): Promise<void> => {
    try {
      await work();
    } catch (error) {
      log.warn("event-not-taken", { platform: discordName, tried }, error);
      if (!isWorthRepeating(error)) return;
      const pauseMs = pausesMs[Math.min(tried, pausesMs.length) - 1] ?? worthMs;
      if (isStopping) return;
      if (waiting.size >= waitingAtMost || clock.now() + pauseMs > givesUpAt) {
        log.error("event-given-up", { platform: discordName, tried }, error);
        return;
      }
      const cancel = clock.after(pauseMs, () => {
        waiting.delete(cancel);
        void underWay.add(tryOnce(work, tried + 1, givesUpAt));
      });
      waiting.add(cancel);
    }
  };

  return {
    take: (work) => underWay.add(tryOnce(work, 1, clock.now() + worthMs)),
    async stop() {
      isStopping = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
      await underWay.settled();
    },
  };
}

/** The store may come back, and so may Discord; whatever else goes wrong goes wrong again. */
function isWorthRepeating(error: unknown): boolean {
  return error instanceof StoreError || (error instanceof PlatformError && !error.permanent);
}
