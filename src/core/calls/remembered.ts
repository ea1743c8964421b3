import type { Clock } from "../ports/clock.ts";

/** How long a platform's answer may be given again, in milliseconds: the Directory's promise. */
const rememberedMs = 60_000;

/** The most answers that are remembered of one kind. */
const entriesAtMost = 20_000;

interface Entry<Value> {
  readonly value: Promise<Value>;
  readonly askedAt: number;
}

/** Answers that are asked for once and given again for a while. What is asked twice at once is asked once. */
export class Remembered<Value> {
  readonly #clock: Clock;
  readonly #ask: (key: string) => Promise<Value>;
  readonly #forMs: number;
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(clock: Clock, ask: (key: string) => Promise<Value>, forMs: number = rememberedMs) {
    this.#clock = clock;
    this.#ask = ask;
    this.#forMs = forMs;
  }

  /** A failure is remembered for nobody but those who wait for it now. */
  get(key: string): Promise<Value> {
    const now = this.#clock.now();
    const known = this.#entries.get(key);
    if (known && Math.abs(now - known.askedAt) < this.#forMs) return known.value;
    const entry = { value: this.#ask(key), askedAt: now };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    if (this.#entries.size > entriesAtMost) this.#forgetOldest();
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry.value;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  forgetAll(): void {
    this.#entries.clear();
  }

  #forgetOldest(): void {
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
