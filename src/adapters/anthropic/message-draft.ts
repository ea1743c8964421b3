import type { Usage } from "../../core/ports/model.ts";
import { noUsage } from "../../core/prices.ts";
import type { WireEvent } from "./message-events.ts";
import { laterUsage } from "./usage.ts";
import { countOf, recordOf, stringOf } from "./wire-values.ts";

/** A content block while it comes: what it began as, and what was added to it since. */
export interface DraftBlock {
  readonly index: number;
  readonly start: Readonly<Record<string, unknown>>;
  text: string;
  thinking: string;
  signature: string;
  /** The input of a tool call, as JSON text. */
  json: string;
  readonly citations: unknown[];
}

/** A message while it comes. */
export interface MessageDraft {
  readonly blocks: DraftBlock[];
  /** Why the model stopped, or null where it did not say. */
  stopReason: string | null;
  /** Whether the endpoint said that the message is over. */
  stopped: boolean;
  usage: Usage;
}

/** A message of which nothing has come. */
export function emptyDraft(): MessageDraft {
  return { blocks: [], stopReason: null, stopped: false, usage: noUsage };
}

/** Whether all of the message has come. One that only ends does not count: the connection may have been cut. */
export function isFinished(draft: MessageDraft): boolean {
  return draft.stopped || draft.stopReason !== null;
}

/** All text of the blocks. */
export function textOf(blocks: readonly DraftBlock[]): string {
  return blocks.map((block) => block.text).join("");
}

/** Adds an event to the draft and gives the text that it brought. Events of unknown types bring nothing. */
export function takeEvent(draft: MessageDraft, event: WireEvent): string {
  switch (event.type) {
    case "message_start":
      draft.usage = laterUsage(draft.usage, recordOf(event.message).usage);
      return "";
    case "content_block_start":
      return startBlock(draft, event);
    case "content_block_delta":
      return takeDelta(blockAt(draft, event), recordOf(event.delta));
    case "message_delta":
      draft.usage = laterUsage(draft.usage, event.usage);
      draft.stopReason = stringOf(recordOf(event.delta).stop_reason) || draft.stopReason;
      return "";
    case "message_stop":
      draft.stopped = true;
      return "";
    default:
      return "";
  }
}

function startBlock(draft: MessageDraft, event: WireEvent): string {
  const start = recordOf(event.content_block);
  const text = start.type === "text" ? stringOf(start.text) : "";
  // The endpoint reports its searches at the end, which a stream that breaks off never reaches. One that failed costs
  // nothing.
  if (start.type === "web_search_tool_result" && Array.isArray(start.content)) {
    draft.usage = { ...draft.usage, webSearches: draft.usage.webSearches + 1 };
  }
  draft.blocks.push({
    index: countOf(event.index),
    start,
    text,
    thinking: stringOf(start.thinking),
    signature: stringOf(start.signature),
    json: "",
    citations: [],
  });
  return text;
}

/** The block that an event is about. */
export function blockAt(draft: MessageDraft, event: WireEvent): DraftBlock | undefined {
  const index = countOf(event.index);
  return draft.blocks.findLast((block) => block.index === index);
}

function takeDelta(block: DraftBlock | undefined, delta: Readonly<Record<string, unknown>>): string {
  if (!block) return "";
  switch (delta.type) {
    case "text_delta":
      block.text += stringOf(delta.text);
      return stringOf(delta.text);
    case "thinking_delta":
      block.thinking += stringOf(delta.thinking);
      return "";
    case "signature_delta":
      block.signature += stringOf(delta.signature);
      return "";
    case "input_json_delta":
      block.json += stringOf(delta.partial_json);
      return "";
    case "citations_delta":
      block.citations.push(delta.citation);
      return "";
    default:
      return "";
  }
}
