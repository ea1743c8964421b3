import type {
  ContentBlock,
  Message,
  RefusalStopDetails,
  StopReason,
  Usage,
} from "@anthropic-ai/sdk/resources/messages/messages";
import type { MessageReply, Piece, ReplyPart } from "./reply.ts";
import { thinkingSignature } from "./thinking-signature.ts";
import { serverUses, webBlock, webCitation } from "./web-blocks.ts";

/** What a reply needs to know of the request that it answers. */
export interface ReplyContext {
  /** The number of the reply, which makes its ids. */
  readonly number: number;
  readonly model: string;
  readonly inputTokens: number;
}

/** The whole message of a reply, as a request without streaming gets it. Waits where the reply is held. */
export async function replyMessage(reply: MessageReply, context: ReplyContext): Promise<Message> {
  const content: ContentBlock[] = [];
  for (const [index, part] of reply.parts.entries()) content.push(await wholeBlock(part, index, context));
  return {
    ...emptyMessage(reply, context),
    content,
    stop_reason: stopReasonOf(reply),
    stop_details: stopDetailsOf(reply),
    usage: replyUsage(reply, context),
  };
}

/** The message before anything has been said, as a stream begins with it. */
export function emptyMessage(reply: MessageReply, context: ReplyContext): Message {
  return {
    id: `msg_fake_${context.number}`,
    type: "message",
    role: "assistant",
    model: context.model,
    content: [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_details: null,
    stop_sequence: null,
    usage: { ...replyUsage(reply, context), output_tokens: 1, server_tool_use: null },
  };
}

/** A block before anything has been added to it. */
export function emptyBlock(part: ReplyPart, index: number, context: ReplyContext): ContentBlock {
  switch (part.type) {
    case "text":
      return { type: "text", text: "", citations: null };
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "tool_use":
      return {
        type: "tool_use",
        id: `toolu_fake_${context.number}_${index}`,
        name: part.name,
        input: {},
        caller: { type: "direct" },
      };
    case "server_tool_use":
      return {
        type: "server_tool_use",
        id: `srvtoolu_fake_${context.number}_${index}`,
        name: part.name,
        input: {},
        caller: { type: "direct" },
      };
    default:
      return webBlock(part, part.use ?? `srvtoolu_fake_${context.number}_${index - 1}`);
  }
}

/** The input of a tool call as it goes over the wire. */
export function inputJson(input: unknown): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}

/** The reply's stop reason. One that the SDK does not know yet is what a newer server would send. */
export function stopReasonOf(reply: MessageReply): StopReason {
  return reply.stopReason as StopReason;
}

/** What a refusal says beside its stop reason. */
export function stopDetailsOf(reply: MessageReply): RefusalStopDetails | null {
  return reply.stopReason === "refusal" ? { type: "refusal", category: null, explanation: null } : null;
}

/** The tokens of the whole reply. */
export function replyUsage(reply: MessageReply, context: ReplyContext): Usage {
  return {
    input_tokens: reply.usage.input_tokens ?? context.inputTokens,
    output_tokens: reply.usage.output_tokens ?? outputTokens(reply),
    cache_read_input_tokens: reply.usage.cache_read_input_tokens ?? 0,
    cache_creation_input_tokens: reply.usage.cache_creation_input_tokens ?? 0,
    cache_creation: null,
    inference_geo: null,
    output_tokens_details: null,
    server_tool_use: serverUses(reply),
    service_tier: "standard",
    speed: null,
  };
}

async function wholeBlock(part: ReplyPart, index: number, context: ReplyContext): Promise<ContentBlock> {
  const block = emptyBlock(part, index, context);
  if (block.type === "text" && part.type === "text") {
    const citations = part.cites.length === 0 ? null : part.cites.map(webCitation);
    return { ...block, text: await wholeText(part.pieces), citations };
  }
  if (block.type === "thinking" && part.type === "thinking") {
    return { ...block, thinking: part.thinking, signature: thinkingSignature(part.thinking) };
  }
  if (block.type === "tool_use" && part.type === "tool_use") return { ...block, input: part.input };
  if (block.type === "server_tool_use" && part.type === "server_tool_use")
    return { ...block, input: part.input };
  return block;
}

async function wholeText(pieces: readonly Piece[]): Promise<string> {
  let whole = "";
  for (const piece of pieces) {
    const said = await piece;
    if (typeof piece === "string") whole += said;
  }
  return whole;
}

function outputTokens(reply: MessageReply): number {
  const characters = reply.parts.map((part) => {
    if (part.type === "text") return part.pieces.filter((piece) => typeof piece === "string").join("").length;
    if (part.type === "thinking") return part.thinking.length;
    // Results of server tools are nothing that the model wrote.
    return "input" in part ? inputJson(part.input).length : 0;
  });
  return Math.ceil(characters.reduce((sum, length) => sum + length, 0) / 4) + 3;
}
