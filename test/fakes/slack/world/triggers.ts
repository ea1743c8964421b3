import type { FakeTime } from "../fake-time.ts";
import { SlackError } from "../web-api/slack-error.ts";

const lifeMs = 3000;

/** The triggers that let an app open a modal: for 3 s, and once. */
export class Triggers {
  readonly #time: FakeTime;
  readonly #given = new Map<string, { readonly at: number; readonly user: string; used: boolean }>();

  constructor(time: FakeTime) {
    this.#time = time;
  }

  /** A trigger for what this person did now. */
  give(user: string): string {
    const id = `${this.#given.size + 1}.${this.#time.now()}.loopback`;
    this.#given.set(id, { at: this.#time.now(), user, used: false });
    return id;
  }

  /** The person whose trigger it is; it is used up then. Throws where it is none, old or used. */
  exchange(id: string): string {
    const trigger = this.#given.get(id);
    if (!trigger) throw new SlackError("invalid_trigger_id");
    if (trigger.used) throw new SlackError("trigger_exchanged");
    if (this.#time.now() - trigger.at > lifeMs) throw new SlackError("expired_trigger_id");
    trigger.used = true;
    return trigger.user;
  }
}
