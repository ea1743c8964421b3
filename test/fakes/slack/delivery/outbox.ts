import type { Cancel } from "../../../../src/core/ports/clock.ts";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { eventFaults } from "../schema/slack-schema.ts";
import { app, teamId } from "../world/identity.ts";
import type { SlackState } from "../world/state.ts";
import type { Carrier, DeliveryResult, Envelope } from "./envelope.ts";
import { eventBody } from "./event-body.ts";

const answerWithinMs = 3000;
/** When a delivery is tried again, counted from the try before it. */
const retryDelaysMs = [0, 60_000, 300_000];

/** How an interaction ended for the person. */
export type Answer =
  | { readonly type: "acknowledged"; readonly payload: JsonObject }
  | { readonly type: "timeout" };

interface Pending {
  readonly envelope: Envelope;
  readonly isEvent: boolean;
  readonly onAnswer: (answer: Answer) => void;
  attempt: number;
  sentAt: number;
  /** Takes back what is planned for it. */
  cancel: Cancel;
}

/** What waits for the app to take it, and what is sent again until it does. */
export class Outbox {
  readonly #state: SlackState;
  readonly #isManual: boolean;
  readonly #pending = new Map<string, Pending>();
  readonly #sent = new Map<string, JsonObject>();
  readonly #quiet = new Set<() => void>();
  #held: Envelope[] | null = null;
  #carrier: Carrier | null = null;

  /** With `isManual`, nothing is sent again before `redeliver`. */
  constructor(state: SlackState, isManual: boolean) {
    this.#state = state;
    this.#isManual = isManual;
  }

  /** Names the way on which all that follows goes. */
  use(carrier: Carrier): void {
    this.#carrier = carrier;
  }

  /**
   * Sends an event if the app has subscribed to it. Gives the event's id, or null where it has not.
   * `subscription` is the name that the app subscribes by, if it is not the event's type.
   */
  event(event: JsonObject, subscription = String(event.type), isShared = false): string | null {
    if (!this.#state.settings.events.includes(subscription)) return null;
    const faults = eventFaults(event);
    for (const { pointer, message } of faults) {
      this.#state.records.ownFaults.push(`${String(event.type)}${pointer} ${message}`);
    }
    const id = `Ev${String(this.#state.nextNumber()).padStart(9, "0")}`;
    const payload = eventBody(event, id, Math.floor(this.#state.time.now() / 1000), isShared);
    this.#sent.set(id, payload);
    this.#enqueue("events_api", payload, true, () => undefined);
    return id;
  }

  /** Sends an interaction and resolves with how the app answered it. Interactions are sent once. */
  interaction(type: "interactive" | "slash_commands", payload: JsonObject): Promise<Answer> {
    return new Promise((resolve) => this.#enqueue(type, payload, false, resolve));
  }

  /** Tells the app that it gets too much. Such an envelope has no inner event. */
  rateLimited(): void {
    const minute = Math.floor(this.#state.time.now() / 60_000) * 60;
    const payload = { type: "app_rate_limited", token: "loopback", team_id: teamId, api_app_id: app.id };
    this.#enqueue("events_api", { ...payload, minute_rate_limited: minute }, true, () => undefined);
  }

  /** The id of the event that was sent last, or null before there is one. */
  lastEvent(): string | null {
    return [...this.#sent.keys()].at(-1) ?? null;
  }

  /** Sends an event once more in an envelope of its own, as Slack does when it is not sure. */
  repeat(eventId: string, copies: number, retryAttempt: number): void {
    const payload = this.#sent.get(eventId);
    if (!payload) throw new Error(`The fake never sent the event ${eventId}`);
    for (let copy = 0; copy < copies; copy += 1) {
      this.#enqueue("events_api", payload, true, () => undefined, retryAttempt);
    }
  }

  /** Sends whatever the app has not taken yet once more, with the next attempt's number. */
  redeliver(): void {
    for (const pending of [...this.#pending.values()]) {
      if (pending.isEvent) this.#retry(pending);
    }
  }

  /** Keeps back what is to be sent until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /** How many are kept back. */
  held(): number {
    return this.#held?.length ?? 0;
  }

  /** Lets go what was kept back: in its order, or those at these places in this order. */
  release(order?: readonly number[]): void {
    const held = this.#held ?? [];
    this.#held = null;
    const chosen = order ? order.map((place) => held[place]) : held;
    for (const envelope of chosen) if (envelope) this.#dispatch(envelope.id);
  }

  /** Resolves once the app has taken everything, or given it up to a timeout. */
  settled(): Promise<void> {
    if (this.#pending.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#quiet.add(resolve));
  }

  /** How many envelopes the app has not taken yet. */
  unacknowledged(): number {
    return this.#pending.size;
  }

  /** Forgets everything that waits. */
  close(): void {
    for (const pending of this.#pending.values()) pending.cancel();
    this.#pending.clear();
    this.#rest();
  }

  #enqueue(
    type: Envelope["type"],
    payload: JsonObject,
    isEvent: boolean,
    onAnswer: (answer: Answer) => void,
    attempt = 0,
  ): void {
    const id = `envelope-${this.#state.nextNumber()}`;
    const reason = attempt > 0 ? "timeout" : "";
    const envelope: Envelope = { id, type, payload, retryAttempt: attempt, retryReason: reason };
    const sentAt = this.#state.time.now();
    this.#pending.set(id, { envelope, isEvent, onAnswer, attempt, sentAt, cancel: () => undefined });
    if (this.#held) this.#held.push(envelope);
    else this.#dispatch(id);
  }

  #dispatch(id: string): void {
    const pending = this.#pending.get(id);
    if (!pending || !this.#carrier) return;
    pending.cancel();
    pending.sentAt = this.#state.time.now();
    const reason = pending.attempt > 0 ? "timeout" : "";
    const envelope = { ...pending.envelope, retryAttempt: pending.attempt, retryReason: reason };
    pending.cancel = this.#state.time.after(answerWithinMs, () => this.#timeOut(pending));
    const { attempt } = pending;
    this.#carrier.send(envelope, (result) => this.#report(id, attempt, result));
  }

  #report(id: string, attempt: number, result: DeliveryResult): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    if (result.type === "failed") {
      // A try that was given up is over, and must not end the one that followed it.
      if (attempt !== pending.attempt) return;
      pending.cancel();
      if (!pending.isEvent || !result.mayRetry) this.#give(pending, { type: "timeout" });
      else if (!this.#isManual) this.#retryLater(pending);
      return;
    }
    const { payload, connection } = result;
    const latencyMs = this.#state.time.now() - pending.sentAt;
    this.#state.records.acks.push({ envelopeId: id, latencyMs, payload, connection });
    this.#give(pending, { type: "acknowledged", payload });
  }

  #timeOut(pending: Pending): void {
    if (pending.isEvent && !this.#isManual) this.#retryLater(pending);
    if (!pending.isEvent) this.#give(pending, { type: "timeout" });
  }

  #retryLater(pending: Pending): void {
    const delayMs = retryDelaysMs[pending.attempt];
    if (delayMs === undefined) this.#give(pending, { type: "timeout" });
    else pending.cancel = this.#state.time.after(delayMs, () => this.#retry(pending));
  }

  #retry(pending: Pending): void {
    pending.attempt += 1;
    this.#dispatch(pending.envelope.id);
  }

  #give(pending: Pending, answer: Answer): void {
    pending.cancel();
    this.#pending.delete(pending.envelope.id);
    if (answer.type === "timeout" && !pending.isEvent) {
      this.#state.records.failedInteractions.push(String(pending.envelope.payload.type ?? "slash_command"));
    }
    pending.onAnswer(answer);
    if (this.#pending.size === 0) this.#rest();
  }

  #rest(): void {
    const waiting = [...this.#quiet];
    this.#quiet.clear();
    for (const resolve of waiting) resolve();
  }
}
