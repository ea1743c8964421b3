import type { IIdentifyThrottler } from "discord.js";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import { discordName } from "../identity.ts";
import type { IdentifyBudget } from "./identify-budget.ts";

/**
 * How far apart identifies are, in milliseconds: one that comes sooner is refused
 * (https://discord.com/developers/docs/events/gateway#rate-limiting).
 */
const apartMs = 5000;

/** Lets connections identify when they may, whichever of them asks. */
export interface IdentifyThrottle extends IIdentifyThrottler {
  /** Until when somebody waits, as an instant in milliseconds; undefined while nobody does. */
  readonly waitsUntil: () => number | undefined;
}

export function createIdentifyThrottle(budget: IdentifyBudget, clock: Clock, log: Log): IdentifyThrottle {
  let lastAt = Number.NEGATIVE_INFINITY;
  let waitsUntil: number | undefined;

  /** Takes the turn, or gives how long to wait for it. */
  const take = async (): Promise<number> => {
    const soonMs = lastAt + apartMs - clock.now();
    if (soonMs > 0) return soonMs;
    // Where nobody can count, a connection is worth more than the count.
    const waitMs = await budget.take().catch(() => 0);
    if (waitMs === 0) lastAt = clock.now();
    return waitMs;
  };

  return {
    waitsUntil: () => waitsUntil,
    async waitForIdentify(_shard, signal) {
      try {
        for (let waitMs = await take(); waitMs > 0; waitMs = await take()) {
          log.info("identify-waits", { platform: discordName, waitMs });
          waitsUntil = clock.now() + waitMs;
          await pause(clock, waitMs, signal);
        }
      } finally {
        waitsUntil = undefined;
      }
      // The SDK goes on with whatever connection it has by then.
      signal.throwIfAborted();
    },
  };
}

/** Resolves after the delay. Rejects once the signal says so. */
function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(delayMs, () => {
      signal.removeEventListener("abort", abort);
      resolve();
    });
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
}
