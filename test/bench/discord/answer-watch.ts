import { subscribe } from "node:diagnostics_channel";
import type { RecordedCall } from "../../fakes/discord/world/records.ts";
import { isObject } from "../../fakes/messages-server/json-value.ts";
import { instantOf } from "../chat/measured-time.ts";
import type { TurnBook } from "../turn-book.ts";

/**
 * Puts down when replies came in at the fake in this process, of which these are the calls. Who waits for one
 * hears of it once the last bytes of what the fake says to it are out.
 */
export function watchAnswers(calls: readonly RecordedCall[], book: TurnBook): void {
  let read = 0;
  subscribe("http.server.response.finish", () => {
    for (const call of calls.slice(read)) {
      const question = repliesTo(call);
      if (question !== undefined) book.answered(question, instantOf(call.at));
    }
    read = calls.length;
  });
}

function repliesTo({ method, route, body }: RecordedCall): string | undefined {
  if (method !== "POST" || route !== "/channels/:channel/messages") return undefined;
  const reference = isObject(body) ? body.message_reference : undefined;
  return isObject(reference) ? String(reference.message_id) : undefined;
}
