import type {
  StopReason,
  WebFetchToolResultErrorCode,
  WebSearchToolResultErrorCode,
} from "@anthropic-ai/sdk/resources/messages/messages";
import type { ErrorType } from "@anthropic-ai/sdk/resources/shared";

/** One event of a stream as it stands on the wire. */
export interface Frame {
  readonly event: string;
  readonly data: unknown;
}

/**
 * A piece of text, an event among the text, or a promise: then the stream is held until it resolves, so
 * that a test can look at a half answer and let it go on without sleeping.
 */
export type Piece = string | Frame | PromiseLike<unknown>;

/** One content block of a reply. */
export type ReplyPart =
  | {
      readonly type: "text";
      readonly pieces: readonly Piece[];
      /** The addresses of the search results that it cites, in their order. */
      readonly cites: readonly string[];
    }
  | { readonly type: "thinking"; readonly thinking: string }
  /** An input that is a string is sent as it is, whether it is JSON or not. */
  | { readonly type: "tool_use"; readonly name: string; readonly input: unknown }
  | { readonly type: "server_tool_use"; readonly name: "web_search" | "web_fetch"; readonly input: unknown }
  /** Results belong to the use with this id; null for the part before. */
  | {
      readonly type: "web_search_tool_result";
      readonly use: string | null;
      readonly found: readonly string[] | WebSearchToolResultErrorCode;
    }
  | {
      readonly type: "web_fetch_tool_result";
      readonly use: string | null;
      readonly page: { readonly address: string; readonly text: string } | WebFetchToolResultErrorCode;
    };

/**
 * How the stream of a reply ends. `lingering` is whole too, but the connection stays open; all others end
 * it after the last piece of the last block.
 */
type ReplyEnding = "whole" | "lingering" | "truncated" | "reset" | "stalled" | { readonly error: ErrorType };

/** The counts that a reply reports; those that are missing are estimated from the text. */
export interface ReplyUsage {
  readonly input_tokens?: number;
  readonly output_tokens?: number;
  readonly cache_read_input_tokens?: number;
  readonly cache_creation_input_tokens?: number;
  /** Without it each search that found something counts. */
  readonly web_search_requests?: number;
}

/** A message as the answer to a request. */
export interface MessageReply {
  readonly type: "message";
  readonly parts: readonly ReplyPart[];
  /** One of the API's, or any other word, for a client that is older than its server. */
  readonly stopReason: StopReason | (string & {});
  readonly ending: ReplyEnding;
  readonly usage: ReplyUsage;
}

/** An error instead of a message. */
export interface ErrorReply {
  readonly type: "error";
  readonly status: number;
  readonly error: ErrorType;
  readonly message: string;
  readonly errorCode: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the server answers with. */
export type Reply = MessageReply | ErrorReply;

/** Any message, whole. */
export function message(parts: readonly ReplyPart[], stopReason: MessageReply["stopReason"]): MessageReply {
  return { type: "message", parts, stopReason, ending: "whole", usage: {} };
}

/** An answer, in one piece or in several. */
export function text(pieces: string | readonly Piece[]): MessageReply {
  return message([textPart(pieces)], "end_turn");
}

/** A text block of a message, with the addresses that it cites. */
export function textPart(pieces: string | readonly Piece[], ...cites: readonly string[]): ReplyPart {
  return { type: "text", pieces: typeof pieces === "string" ? [pieces] : pieces, cites };
}

/** A search of the web with what it found: addresses, or an error in their place. */
export function searched(
  query: string,
  found: readonly string[] | WebSearchToolResultErrorCode,
): readonly ReplyPart[] {
  return [
    { type: "server_tool_use", name: "web_search", input: { query } },
    { type: "web_search_tool_result", use: null, found },
  ];
}

/** A page of the web that was fetched. */
export function fetched(address: string, page: string): readonly ReplyPart[] {
  return fetching(address, { address, text: page });
}

/** A page of the web that could not be fetched. */
export function fetchFailed(address: string, error: WebFetchToolResultErrorCode): readonly ReplyPart[] {
  return fetching(address, error);
}

function fetching(
  address: string,
  page: Extract<ReplyPart, { type: "web_fetch_tool_result" }>["page"],
): readonly ReplyPart[] {
  return [
    { type: "server_tool_use", name: "web_fetch", input: { url: address } },
    { type: "web_fetch_tool_result", use: null, page },
  ];
}

/** A call of one tool. */
export function toolUse(name: string, input: unknown): MessageReply {
  return message([{ type: "tool_use", name, input }], "tool_use");
}

/** Structured output. */
export function json(value: unknown): MessageReply {
  return text(JSON.stringify(value));
}

/** A refusal, after some text or at once. */
export function refusal(pieces: readonly Piece[] = []): MessageReply {
  return message(pieces.length === 0 ? [] : [textPart(pieces)], "refusal");
}

/** An answer that reached the length limit. */
export function cut(textBefore: string): MessageReply {
  return message(textBefore === "" ? [] : [textPart(textBefore)], "max_tokens");
}

/** An end of turn without any content, as it happens after tool results. */
export function empty(): MessageReply {
  return message([], "end_turn");
}

/** A break in a long turn: the client sends it back to go on. */
export function paused(textBefore: string): MessageReply {
  const search: ReplyPart = { type: "server_tool_use", name: "web_search", input: { query: "anything" } };
  return message([textPart(textBefore), search], "pause_turn");
}

/** An error in place of a response. */
export function error(
  status: number,
  type: ErrorType,
  headers: Readonly<Record<string, string>> = {},
  about: { readonly message?: string; readonly errorCode?: string } = {},
): ErrorReply {
  return {
    type: "error",
    status,
    error: type,
    message: about.message ?? "Something is wrong.",
    errorCode: about.errorCode ?? null,
    headers,
  };
}

/** An `error` event in the middle of the stream. */
export function errorMidStream(
  afterPieces: readonly Piece[],
  type: ErrorType = "overloaded_error",
): MessageReply {
  return { ...text(afterPieces), ending: { error: type } };
}

/** A stream that ends cleanly in the middle of the message. */
export function truncated(afterPieces: readonly Piece[]): MessageReply {
  return { ...text(afterPieces), ending: "truncated" };
}

/** A connection that breaks in the middle of the message. */
export function reset(afterPieces: readonly Piece[]): MessageReply {
  return { ...text(afterPieces), ending: "reset" };
}

/** A stream that says nothing more and stays open. */
export function stalled(afterPieces: readonly Piece[]): MessageReply {
  return { ...text(afterPieces), ending: "stalled" };
}

/** A whole answer on a connection that is not closed after it. */
export function lingering(pieces: string | readonly Piece[]): MessageReply {
  return { ...text(pieces), ending: "lingering" };
}

/** Whether a client gets all of the message. */
export function isWhole(reply: MessageReply): boolean {
  return reply.ending === "whole" || reply.ending === "lingering";
}

/** The reply with these counts. */
export function withUsage(reply: MessageReply, usage: ReplyUsage): MessageReply {
  return { ...reply, usage };
}

/** The event that says nothing but that the connection lives. */
export const ping: Frame = { event: "ping", data: { type: "ping" } };
