import type { ServerResponse } from "node:http";
import type {
  MessageDeltaUsage,
  RawContentBlockDelta,
  RawMessageStreamEvent,
  Usage,
} from "@anthropic-ai/sdk/resources/messages/messages";
import { errorBody } from "./complaint.ts";
import { type Frame, isWhole, type MessageReply, type Piece, ping, type ReplyPart } from "./reply.ts";
import {
  emptyBlock,
  emptyMessage,
  inputJson,
  type ReplyContext,
  replyUsage,
  stopDetailsOf,
  stopReasonOf,
} from "./reply-message.ts";
import { thinkingSignature } from "./thinking-signature.ts";
import { webCitation } from "./web-blocks.ts";

/** Streams a reply as server-sent events. What comes between two holds goes out in one write. */
export async function streamReply(
  response: ServerResponse,
  reply: MessageReply,
  context: ReplyContext,
): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "request-id": "req_fake" });
  let waiting = "";
  for (const step of replySteps(reply, context)) {
    if ("then" in step) {
      await written(response, waiting);
      waiting = "";
      await step;
    } else {
      waiting += `event: ${step.event}\ndata: ${JSON.stringify(step.data)}\n\n`;
    }
  }
  if (reply.ending === "stalled" || reply.ending === "lingering") return written(response, waiting);
  if (reply.ending === "reset") {
    await written(response, waiting);
    response.destroy();
    return;
  }
  response.end(waiting);
}

function written(response: ServerResponse, text: string): Promise<void> {
  // A client that has gone makes the write fail, which is no matter of the server's.
  return new Promise((resolve) => response.write(text, () => resolve()));
}

type Step = Frame | PromiseLike<unknown>;

function* replySteps(reply: MessageReply, context: ReplyContext): Generator<Step> {
  yield frame({ type: "message_start", message: emptyMessage(reply, context) });
  yield ping;
  for (const [index, part] of reply.parts.entries()) {
    const content_block = emptyBlock(part, index, context);
    yield frame({ type: "content_block_start", index, content_block });
    yield* partSteps(part, index);
    const last = index === reply.parts.length - 1;
    if (!last || isWhole(reply)) yield frame({ type: "content_block_stop", index });
  }
  if (typeof reply.ending === "object") {
    yield { event: "error", data: errorBody(reply.ending.error, "Something is wrong.") };
  }
  if (!isWhole(reply)) return;
  yield frame({
    type: "message_delta",
    delta: {
      container: null,
      stop_details: stopDetailsOf(reply),
      stop_reason: stopReasonOf(reply),
      stop_sequence: null,
    },
    usage: deltaUsage(replyUsage(reply, context)),
  });
  yield frame({ type: "message_stop" });
}

function* partSteps(part: ReplyPart, index: number): Generator<Step> {
  switch (part.type) {
    case "text":
      for (const piece of part.pieces) yield pieceStep(piece, index);
      for (const address of part.cites) {
        yield delta(index, { type: "citations_delta", citation: webCitation(address) });
      }
      return;
    case "thinking":
      yield delta(index, { type: "thinking_delta", thinking: part.thinking });
      yield delta(index, { type: "signature_delta", signature: thinkingSignature(part.thinking) });
      return;
    case "web_search_tool_result":
    case "web_fetch_tool_result":
      return;
    default:
      // In two halves, as the API cuts its JSON anywhere.
      for (const half of halves(inputJson(part.input))) {
        yield delta(index, { type: "input_json_delta", partial_json: half });
      }
  }
}

function pieceStep(piece: Piece, index: number): Step {
  return typeof piece === "string" ? delta(index, { type: "text_delta", text: piece }) : piece;
}

function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)];
}

function delta(index: number, change: RawContentBlockDelta): Frame {
  return frame({ type: "content_block_delta", index, delta: change });
}

function frame(event: RawMessageStreamEvent): Frame {
  return { event: event.type, data: event };
}

function deltaUsage(usage: Usage): MessageDeltaUsage {
  return {
    input_tokens: usage.input_tokens,
    output_tokens: usage.output_tokens,
    cache_read_input_tokens: usage.cache_read_input_tokens,
    cache_creation_input_tokens: usage.cache_creation_input_tokens,
    output_tokens_details: null,
    server_tool_use: usage.server_tool_use,
  };
}
