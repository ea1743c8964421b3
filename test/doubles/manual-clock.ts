import { setImmediate } from "node:timers/promises";
import type { Cancel, Clock } from "../../src/core/ports/clock.ts";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /**
   * Lets this much time pass: runs the timers and ticks that fall due, in their order, each at its own
   * instant, and lets what they started settle before the next.
   */
  advance(delayMs: number): Promise<void>;
  /** Sets the wall clock forward or back, as an administrator would. Running timers do not notice. */
  jump(byMs: number): void;
}

interface Timer {
  /** In milliseconds that passed since the start, whatever the wall clock says. */
  readonly dueAt: number;
  readonly run: () => void;
}

interface Ticker {
  readonly periodMs: number;
  readonly run: () => void;
}

// Enough turns of the event loop for a chain of writes, of which each waits for one turn.
const turnsToSettle = 10;

async function settle(): Promise<void> {
  for (let turn = 0; turn < turnsToSettle; turn += 1) await setImmediate();
}

/** The timers and ticks of a manual clock, by the time that passed. */
class Agenda {
  readonly timers = new Set<Timer>();
  readonly tickers = new Set<Ticker>();
  passedMs = 0;
  startAt: number;

  constructor(startAt: number) {
    this.startAt = startAt;
  }

  now(): number {
    return this.startAt + this.passedMs;
  }

  /** When something falls due next, in passed milliseconds. */
  nextDueAt(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const timer of this.timers) next = Math.min(next, timer.dueAt);
    for (const { periodMs } of this.tickers) {
      next = Math.min(next, (Math.floor(this.now() / periodMs) + 1) * periodMs - this.startAt);
    }
    return next;
  }

  /** Moves on to the instant and takes out what is due there, in the order in which it was planned. */
  moveTo(passedMs: number): (() => void)[] {
    this.passedMs = passedMs;
    const timers = [...this.timers]
      .filter((timer) => timer.dueAt <= passedMs)
      .sort((one, other) => one.dueAt - other.dueAt);
    for (const timer of timers) this.timers.delete(timer);
    const tickers = [...this.tickers].filter(({ periodMs }) => this.now() % periodMs === 0);
    return [...timers, ...tickers].map(({ run }) => run);
  }
}

/** A clock for tests, at `startAt` milliseconds since the epoch. */
export function createManualClock(startAt: number): ManualClock {
  const agenda = new Agenda(startAt);
  const plan = <Entry>(entries: Set<Entry>, entry: Entry): Cancel => {
    entries.add(entry);
    return () => entries.delete(entry);
  };
  return {
    now: () => agenda.now(),
    after: (delayMs, run) => plan(agenda.timers, { dueAt: agenda.passedMs + Math.max(0, delayMs), run }),
    every: (periodSeconds, run) => plan(agenda.tickers, { periodMs: periodSeconds * 1000, run }),
    jump: (byMs) => {
      agenda.startAt += byMs;
    },
    advance: async (delayMs) => {
      const endAt = agenda.passedMs + delayMs;
      await settle();
      for (let next = agenda.nextDueAt(); next <= endAt; next = agenda.nextDueAt()) {
        for (const run of agenda.moveTo(next)) run();
        await settle();
      }
      agenda.moveTo(endAt);
    },
  };
}
