import { setTimeout as pause } from "node:timers/promises";
import { instantMs } from "../instant.ts";

/**
 * Does so much a second, whether what was done before is over or not. `act` is told how much was done and gives
 * how much it did.
 */
export async function atPace(
  perSecond: number,
  seconds: number,
  act: (done: number) => number,
): Promise<void> {
  const startedAtMs = instantMs();
  for (let done = 0; done < perSecond * seconds; ) {
    done += act(done);
    // By the plan and not by the last act, so that a slow reader meets no mercy.
    const waitMs = startedAtMs + (done * 1000) / perSecond - instantMs();
    if (waitMs > 0) await pause(waitMs);
  }
}
