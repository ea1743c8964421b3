import { setTimeout } from "node:timers/promises";
import type { ManualClock } from "./manual-clock.ts";

/** Time that passes on a manual clock while real requests go over the loopback. */
export interface PassingTime {
  /** Lets time pass in small steps, with room for the network between them, until the work is over. */
  finished<Result>(work: Promise<Result>): Promise<Result>;
  /** The same for so long. */
  pass(delayMs: number): Promise<void>;
  /** Lets time pass until it is so. */
  until(isSo: () => boolean, what: string): Promise<void>;
}

const stepMs = 100;

/** How long something may take on a loaded machine, in milliseconds of the machine's own time. */
const patienceMs = 15_000;

export function createPassingTime(clock: ManualClock): PassingTime {
  const step = async (delayMs: number) => {
    await clock.advance(delayMs);
    // The network takes turns of the machine's own time.
    await setTimeout(2);
  };
  const until: PassingTime["until"] = async (isSo, what) => {
    const deadline = Date.now() + patienceMs;
    while (!isSo()) {
      if (Date.now() > deadline) throw new Error(`It never came to this: ${what}`);
      await step(stepMs);
    }
  };
  return {
    until,
    async finished(work) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      work.then(end, end);
      await until(() => isOver, "the end of the work");
      return work;
    },
    async pass(delayMs) {
      const endAt = clock.now() + delayMs;
      while (clock.now() < endAt) await step(Math.min(stepMs, endAt - clock.now()));
    },
  };
}
