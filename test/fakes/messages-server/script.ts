import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { error, type Reply } from "./reply.ts";

/**
 * Says what the server answers with: `number` is 1 for the first request that it is asked about. A
 * promise holds the response back, headers and all.
 */
export type Script = (body: MessageCreateParams, number: number) => Reply | PromiseLike<Reply>;

/** A script that gives the replies one after the other, and an error that nobody retries after the last. */
export function inOrder(replies: readonly Reply[]): Script {
  return (_body, number) =>
    replies[number - 1] ??
    error(400, "invalid_request_error", { "x-should-retry": "false" }, { message: "Nothing is scripted." });
}
