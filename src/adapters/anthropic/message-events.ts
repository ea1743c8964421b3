import { type ServerSentEvent, Stream } from "@anthropic-ai/sdk/core/streaming";
import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages/messages";
import type { Endpoint } from "./endpoint.ts";
import { AttemptError, interruption, openingTrouble, streamTrouble } from "./trouble.ts";
import { startWatch, type Watch } from "./watch.ts";
import { recordOf, stringOf } from "./wire-values.ts";

/** How long an attempt may be silent, in milliseconds. */
export interface Patience {
  /** Until the response begins, and then until its first event. */
  readonly firstMs: number;
  /** After that, between two events, pings included. */
  readonly idleMs: number;
}

/** One event of a stream, as it came: nothing about it is known but its type. */
export type WireEvent = Readonly<Record<string, unknown>> & { readonly type: string };

// The answer is whole by then: this only spares the connection for the next request.
const closingMs = 1_000;

/**
 * Makes one request and gives the events of its stream. Ends where the stream ends, complete or not.
 * Rejects with an AttemptError, or with the signal's reason when it is aborted.
 *
 * The SDK's own iteration hides pings, which are the only sign of life while a model thinks, ends
 * silently on an abort and prints events that it cannot parse: so the raw events are read here.
 */
export async function* messageEvents(
  endpoint: Endpoint,
  params: MessageCreateParamsStreaming,
  patience: Patience,
  signal: AbortSignal,
): AsyncGenerator<WireEvent, void, undefined> {
  signal.throwIfAborted();
  const watch = startWatch(endpoint.clock, signal);
  let over = false;
  try {
    const frames = Stream.rawEvents(await open(endpoint, params, patience, watch), watch.controller);
    let limitMs = patience.firstMs;
    for (;;) {
      const frame = await next(frames, limitMs, watch);
      signal.throwIfAborted();
      if (frame.done) break;
      const event = readEvent(frame.value);
      limitMs = event.type === "message_stop" ? closingMs : patience.idleMs;
      yield event;
    }
    over = true;
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    watch.end();
    if (!over) watch.controller.abort();
  }
}

async function open(
  endpoint: Endpoint,
  params: MessageCreateParamsStreaming,
  patience: Patience,
  watch: Watch,
): Promise<Response> {
  try {
    const opening = endpoint.client.messages.create(params, { signal: watch.controller.signal }).asResponse();
    return await watch.within(patience.firstMs, opening);
  } catch (error) {
    throw new AttemptError(
      watch.expired() ? interruption(error) : openingTrouble(error, endpoint.clock.now()),
    );
  }
}

async function next<Frame>(
  frames: AsyncGenerator<Frame, void>,
  limitMs: number,
  watch: Watch,
): Promise<IteratorResult<Frame, void>> {
  try {
    return await watch.within(limitMs, frames.next());
  } catch (error) {
    throw new AttemptError(interruption(error));
  }
}

const ping: WireEvent = { type: "ping" };

function readEvent(frame: ServerSentEvent): WireEvent {
  if (frame.event === "ping" || frame.data === "") return ping;
  const event = parse(frame.data);
  const type = stringOf(event.type) || (frame.event ?? "");
  if (type === "error") throw new AttemptError(streamTrouble(stringOf(recordOf(event.error).type)));
  return { ...event, type };
}

function parse(data: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(data));
  } catch {
    // Without the parser's error as a cause, because that quotes the answer.
    throw new AttemptError(interruption());
  }
}
