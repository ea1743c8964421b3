import { setImmediate } from "node:timers/promises";
import { createManualClock, type ManualClock } from "../../doubles/manual-clock.ts";

/**
 * A manual clock for tests in which real connections are waited for: nobody can say when the other side
 * begins to wait, so time passes only once it does.
 */
export interface SteppingClock extends ManualClock {
  /** Waits until the next thing planned lies as far ahead as the test wants, and gives how far that is. */
  until(fits: (delayMs: number) => boolean): Promise<number>;
  /** Waits until something is planned within this time, lets the time pass, and gives how long it was. */
  step(atMostMs: number): Promise<number>;
}

export function createSteppingClock(): SteppingClock {
  const manual = createManualClock(Date.UTC(2026, 10, 22));
  const planned = new Map<object, number>();
  let announce: () => void = () => undefined;
  const soonest = () => Math.min(...planned.values()) - manual.now();
  const until = async (fits: (delayMs: number) => boolean): Promise<number> => {
    for (;;) {
      const before = soonest();
      // What has already arrived is read first: it may take the plan back.
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
      if (fits(before) && soonest() === before) return before;
      if (!fits(soonest())) {
        await new Promise<void>((resolve) => {
          announce = resolve;
        });
      }
    }
  };
  return {
    ...manual,
    until,
    after(delayMs, run) {
      const key = {};
      planned.set(key, manual.now() + delayMs);
      const cancel = manual.after(delayMs, () => {
        planned.delete(key);
        run();
      });
      announce();
      return () => {
        planned.delete(key);
        cancel();
      };
    },
    async step(atMostMs) {
      const delayMs = await until((ahead) => ahead <= atMostMs);
      await manual.advance(delayMs);
      return delayMs;
    },
  };
}
