import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages/messages";
import type { AnswerEvent, Usage } from "../../core/ports/model.ts";
import { addUsage } from "../../core/prices.ts";
import type { Endpoint } from "./endpoint.ts";
import { blockAt, emptyDraft, isFinished, type MessageDraft, takeEvent } from "./message-draft.ts";
import { messageEvents, type Patience, type WireEvent } from "./message-events.ts";
import { sourcesOf } from "./shown.ts";
import { AttemptError, interruption, isOutage, leftAlone, type Trouble } from "./trouble.ts";

/** What came of one attempt: as much of the message as there is, and why there is no more. */
export interface AttemptOutcome {
  readonly draft: MessageDraft;
  /** Null when the message is whole. */
  readonly trouble: Trouble | null;
}

/**
 * Makes one request, gives the text, its sources and what is used up as they come, and returns the outcome. Rejects
 * with the signal's reason when it is aborted, and never otherwise.
 */
export async function* attempt(
  endpoint: Endpoint,
  params: MessageCreateParamsStreaming,
  patience: Patience,
  usedBefore: Usage,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, AttemptOutcome, undefined> {
  const draft = emptyDraft();
  const pass = endpoint.breaker.admit();
  if (!pass) return { draft, trouble: leftAlone(endpoint.breaker.openForMs()) };
  try {
    for await (const event of messageEvents(endpoint, params, patience, signal)) {
      const { usage } = draft;
      const shown = takeAndShow(draft, event);
      if (draft.usage !== usage) yield { type: "usage", usage: addUsage(usedBefore, draft.usage) };
      pass.succeeded();
      yield* shown;
    }
  } catch (error) {
    if (!(error instanceof AttemptError)) throw error;
    if (isOutage(error.trouble)) pass.failed();
    else pass.succeeded();
    // Once the model has said why it stopped, nothing is missing but the end of the connection.
    return { draft, trouble: isFinished(draft) ? null : error.trouble };
  } finally {
    pass.dropped();
  }
  return { draft, trouble: isFinished(draft) ? null : interruption() };
}

/** Adds an event to the draft and gives what it shows: text, or the sources of a block that ends with it. */
function takeAndShow(draft: MessageDraft, event: WireEvent): AnswerEvent[] {
  const text = takeEvent(draft, event);
  if (text !== "") return [{ type: "text", text }];
  const ended = event.type === "content_block_stop" ? blockAt(draft, event) : undefined;
  return ended ? sourcesOf(ended) : [];
}
