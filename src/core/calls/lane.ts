import type { Clock } from "../ports/clock.ts";
import { after } from "../waiting-time.ts";

/** The longest that one call waits for a rate limit to end, in milliseconds. */
export const patienceMs = 60_000;

/** The lane is held for longer than a call may wait. */
export class LaneHeld extends Error {
  override name = "LaneHeld";
}

/**
 * Calls of one method in one channel. They run freely until the platform's first 429; then they wait, and go on
 * one after the other until nobody waits any more. Other lanes never notice.
 */
export class Lane {
  readonly #clock: Clock;
  #heldUntil = 0;
  #waiting: Promise<unknown> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True while calls have to wait. */
  get isHeld(): boolean {
    return this.#waiting !== undefined || this.#clock.now() < this.#heldUntil;
  }

  /** The platform said when it takes calls again. */
  hold(retryAfterMs: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, this.#clock.now() + retryAfterMs);
  }

  /**
   * Runs the call: at once while nothing holds the lane, else when its turn has come. Rejects with a LaneHeld
   * where that is not before `givesUpAt`.
   */
  async run<Result>(call: () => Promise<Result>, givesUpAt: number): Promise<Result> {
    if (!this.isHeld) return call();
    const before = this.#waiting ?? Promise.resolve();
    const turn = before.then(async () => {
      if (Math.max(this.#heldUntil, this.#clock.now()) > givesUpAt) throw new LaneHeld();
      await this.#untilFree();
      return call();
    });
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    this.#waiting = settled;
    try {
      return await turn;
    } finally {
      if (this.#waiting === settled) this.#waiting = undefined;
    }
  }

  #untilFree(): Promise<void> {
    const leftMs = this.#heldUntil - this.#clock.now();
    return leftMs <= 0 ? Promise.resolve() : after(this.#clock, leftMs);
  }
}
