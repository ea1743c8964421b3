import { isObject, type JsonObject } from "../../fakes/messages-server/json-value.ts";
import type { Carrier, DeliveryResult, Envelope } from "../../fakes/slack/delivery/envelope.ts";
import type { RecordedCall } from "../../fakes/slack/world/records.ts";
import { instantMs } from "../instant.ts";

/** Methods after which an answer stands complete. */
const completing: ReadonlySet<string> = new Set(["chat.postMessage", "chat.stopStream"]);

/** What is kept of one message of a person. */
interface Said {
  /** When the first event that told of it was handed to the socket. Undefined before. */
  sentAtMs: number | undefined;
  readonly answeredAtMs: PromiseWithResolvers<number>;
}

/**
 * Stands between the fake and its sockets, and keeps when events left, when they were acknowledged and when
 * answers came. Instants are those of `instantMs`.
 */
export class EventWatch implements Carrier {
  readonly #carrier: Carrier;
  readonly #latestCall: () => RecordedCall | undefined;
  readonly #startedAtMs: number;
  readonly #said = new Map<string, Said>();
  /** When each envelope that is not acknowledged was sent first: what is told again has waited since then. */
  readonly #firstSentAtMs = new Map<string, number>();
  #acknowledgedAfterMs: number[] = [];

  /** `startedAtMs` is the instant at which the fake's time was 0: its calls carry its own time. */
  constructor(carrier: Carrier, latestCall: () => RecordedCall | undefined, startedAtMs: number) {
    this.#carrier = carrier;
    this.#latestCall = latestCall;
    this.#startedAtMs = startedAtMs;
  }

  send(envelope: Envelope, report: (result: DeliveryResult) => void): void {
    const event = isObject(envelope.payload.event) ? envelope.payload.event : {};
    const isOwn = event.bot_id !== undefined || event.subtype === "message_changed";
    const sentAtMs = this.#firstSentAtMs.get(envelope.id) ?? instantMs();
    this.#firstSentAtMs.set(envelope.id, sentAtMs);
    if (isOwn) this.#answered(event);
    else if (typeof event.ts === "string") this.#of(event.ts).sentAtMs ??= sentAtMs;
    this.#carrier.send(envelope, (result) => {
      this.#firstSentAtMs.delete(envelope.id);
      if (!isOwn && result.type === "acknowledged") this.#acknowledgedAfterMs.push(instantMs() - sentAtMs);
      report(result);
    });
  }

  /** When the message's first event left, and when its complete answer had come in. Asked for once. */
  async answerOf(ts: string): Promise<{ readonly sentAtMs: number; readonly answeredAtMs: number }> {
    const said = this.#of(ts);
    const answeredAtMs = await said.answeredAtMs.promise;
    this.#said.delete(ts);
    if (said.sentAtMs === undefined) throw new Error("An answer came before its question left");
    return { sentAtMs: said.sentAtMs, answeredAtMs };
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
    this.#of(message.thread_ts).answeredAtMs.resolve(this.#startedAtMs + call.at);
  }

  #of(ts: string): Said {
    const said = this.#said.get(ts) ?? { sentAtMs: undefined, answeredAtMs: Promise.withResolvers<number>() };
    this.#said.set(ts, said);
    return said;
  }
}
