import { isObject, type JsonObject } from "../../fakes/messages-server/json-value.ts";
import type { Carrier, DeliveryResult, Envelope } from "../../fakes/slack/delivery/envelope.ts";
import type { RecordedCall } from "../../fakes/slack/world/records.ts";
import { instantOf } from "../chat/measured-time.ts";
import { instantMs } from "../instant.ts";
import type { TurnBook } from "../turn-book.ts";

/** Methods after which an answer stands complete. */
const completing: ReadonlySet<string> = new Set(["chat.postMessage", "chat.stopStream"]);

/**
 * Stands between the fake and its sockets: puts down in the book when events left and when answers came, and keeps
 * how long events waited for their acknowledgement. Instants are those of `instantMs`.
 */
export class EventWatch implements Carrier {
  readonly #carrier: Carrier;
  readonly #latestCall: () => RecordedCall | undefined;
  readonly #book: TurnBook;
  /** When each envelope that is not acknowledged was sent first: what is told again has waited since then. */
  readonly #firstSentAtMs = new Map<string, number>();
  #acknowledgedAfterMs: number[] = [];

  constructor(carrier: Carrier, latestCall: () => RecordedCall | undefined, book: TurnBook) {
    this.#carrier = carrier;
    this.#latestCall = latestCall;
    this.#book = book;
  }

  send(envelope: Envelope, report: (result: DeliveryResult) => void): void {
    const event = isObject(envelope.payload.event) ? envelope.payload.event : {};
    const isOwn = event.bot_id !== undefined || event.subtype === "message_changed";
    const sentAtMs = this.#firstSentAtMs.get(envelope.id) ?? instantMs();
    this.#firstSentAtMs.set(envelope.id, sentAtMs);
    if (isOwn) this.#answered(event);
    else if (typeof event.ts === "string") this.#book.sent(event.ts, sentAtMs);
    this.#carrier.send(envelope, (result) => {
      this.#firstSentAtMs.delete(envelope.id);
      if (!isOwn && result.type === "acknowledged") this.#acknowledgedAfterMs.push(instantMs() - sentAtMs);
      report(result);
    });
  }

  /** How long each event of a person waited for its acknowledgement, since this was asked last. */
  takeAcknowledgements(): readonly number[] {
    const taken = this.#acknowledgedAfterMs;
    this.#acknowledgedAfterMs = [];
    return taken;
  }

  /** The fake tells of a post while it works on the call, so that the latest call is the one. */
  #answered(event: JsonObject): void {
    const message = isObject(event.message) ? event.message : event;
    const call = this.#latestCall();
    if (typeof message.thread_ts !== "string" || !call || !completing.has(call.method)) return;
    this.#book.answered(message.thread_ts, instantOf(call.at));
  }
}
