import type { FakeTime } from "../../slack/fake-time.ts";

/** Where Discord's time begins, in milliseconds since the epoch. */
const discordEpoch = 1_420_070_400_000;
const worker = 1n << 17n;

/** Ids that were never given before, each later than all others; they bear the fake's time. */
export class Snowflakes {
  readonly #time: FakeTime;
  #lastAt = 0;
  #count = 0;

  constructor(time: FakeTime) {
    this.#time = time;
  }

  next(): string {
    const now = Math.floor(this.#time.now());
    if (now > this.#lastAt) {
      this.#lastAt = now;
      this.#count = 0;
    }
    this.#count += 1;
    return String((BigInt(this.#lastAt - discordEpoch) << 22n) | worker | BigInt(this.#count));
  }
}

/** Which of two ids is older, for sorting. */
export function byAge(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
