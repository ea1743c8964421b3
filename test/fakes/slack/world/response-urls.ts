import type { FakeTime } from "../fake-time.ts";

const lifeMs = 30 * 60 * 1000;
const usesAtMost = 5;

/** What a response URL was given for. */
export interface ResponseTarget {
  readonly channel: string;
  readonly user: string;
  /** The message with the button, or null. */
  readonly ts: string | null;
  readonly threadTs: string | null;
}

/** The URLs by which an app answers an interaction: 5 times, for 30 minutes. */
export class ResponseUrls {
  readonly #time: FakeTime;
  readonly #given = new Map<string, { readonly at: number; readonly target: ResponseTarget; uses: number }>();

  constructor(time: FakeTime) {
    this.#time = time;
  }

  /** The path of a URL for this target. */
  give(target: ResponseTarget): string {
    const path = `/response/${this.#given.size + 1}`;
    this.#given.set(path, { at: this.#time.now(), target, uses: 0 });
    return path;
  }

  /** Uses it once, or says the code that it is refused with. */
  use(path: string): ResponseTarget | string {
    const given = this.#given.get(path);
    if (!given) return "invalid_url";
    if (this.#time.now() - given.at > lifeMs) return "expired_url";
    if (given.uses >= usesAtMost) return "used_url";
    given.uses += 1;
    return given.target;
  }
}
