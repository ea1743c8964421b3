import type { ServerResponse } from "node:http";
import type { MessageBatchResult } from "@anthropic-ai/sdk/resources/messages/batches";
import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { errorBody } from "./complaint.ts";
import { countInputTokens } from "./count-tokens.ts";
import type { JsonObject } from "./json-value.ts";
import { type ErrorReply, isWhole, type MessageReply, type Reply } from "./reply.ts";
import { type ReplyContext, replyMessage } from "./reply-message.ts";
import { streamReply } from "./stream-reply.ts";

/** Answers requests with what a script says. */
export interface Responder {
  respond(params: MessageCreateParams, response: ServerResponse): Promise<void>;
  /** The same for a request of a batch. Never rejects. */
  batchResult(params: MessageCreateParams): Promise<MessageBatchResult>;
}

/** Answers with the replies that `ask` gives for each request. */
export function createResponder(ask: (params: MessageCreateParams) => Reply | PromiseLike<Reply>): Responder {
  let number = 0;
  const contextOf = (params: MessageCreateParams): ReplyContext => {
    number += 1;
    const inputTokens = countInputTokens(params as unknown as JsonObject);
    return { number, model: params.model, inputTokens };
  };
  return {
    async respond(params, response) {
      const context = contextOf(params);
      const reply = await ask(params);
      if (reply.type === "error") return respondError(response, reply);
      if (params.stream) return streamReply(response, reply, context);
      return respondWhole(response, reply, context);
    },
    async batchResult(params) {
      try {
        const context = contextOf(params);
        const reply = await ask(params);
        if (reply.type === "error") return errored(reply);
        if (isWhole(reply)) {
          return { type: "succeeded", message: await replyMessage(reply, context) };
        }
        return { type: "errored", error: errorBody("api_error", "The message broke off.") };
      } catch (error) {
        return { type: "errored", error: errorBody("api_error", `The script failed: ${error}`) };
      }
    },
  };
}

function respondError(response: ServerResponse, reply: ErrorReply): void {
  response.writeHead(reply.status, {
    "content-type": "application/json",
    "request-id": "req_fake",
    ...reply.headers,
  });
  response.end(JSON.stringify(errorBody(reply.error, reply.message, reply.errorCode)));
}

async function respondWhole(
  response: ServerResponse,
  reply: MessageReply,
  context: ReplyContext,
): Promise<void> {
  const message = await replyMessage(reply, context);
  // Without a stream nothing arrives before all has: what breaks off is a connection without a response.
  if (reply.ending === "stalled") return;
  if (!isWhole(reply)) {
    response.destroy();
    return;
  }
  response.writeHead(200, { "content-type": "application/json", "request-id": "req_fake" });
  response.end(JSON.stringify(message));
}

function errored(reply: ErrorReply): MessageBatchResult {
  return { type: "errored", error: errorBody(reply.error, reply.message, reply.errorCode) };
}
