import { checkDocument, checkImage } from "./check-media.ts";
import { checkServerBlocks, isOfServerTool } from "./check-web.ts";
import { invalid } from "./complaint.ts";
import { isObject, type JsonObject, objectsIn } from "./json-value.ts";
import { thinkingSignature } from "./thinking-signature.ts";

interface Turn {
  readonly role: string;
  readonly blocks: readonly JsonObject[];
}

/** Throws a Complaint where the conversation is none that the API takes. */
export function checkConversation(body: JsonObject, withoutPrefill: boolean): void {
  if (!Array.isArray(body.messages) || body.messages.length === 0) {
    throw invalid("messages: at least one message is required");
  }
  const turns = joined(body.messages.map(readTurn));
  if (turns[0]?.role !== "user") throw invalid('messages: first message must use the "user" role');
  for (const block of objectsIn(body.system)) checkBlock(block, "system");
  for (const { role, blocks } of turns) {
    for (const block of blocks) checkBlock(block, role);
    checkServerBlocks(blocks, role, body.tools);
  }
  checkToolResults(turns);
  const usesTools = turns.some((turn) => turn.blocks.some((block) => block.type === "tool_use"));
  if (usesTools && body.tools === undefined) {
    throw invalid("Requests which include `tool_use` or `tool_result` blocks must define tools");
  }
  const last = turns.at(-1);
  // What the server tools said in a paused turn is the one thing that an assistant may end with.
  if (withoutPrefill && last?.role === "assistant" && !isOfServerTool(last.blocks.at(-1))) {
    throw invalid("This model does not support assistant message prefill.");
  }
}

function readTurn(message: unknown, index: number): Turn {
  const place = `messages.${index}`;
  if (!isObject(message)) throw invalid(`${place}: Input should be an object`);
  if (message.role !== "user" && message.role !== "assistant" && message.role !== "system") {
    throw invalid(`${place}.role: Input should be 'user', 'assistant' or 'system'`);
  }
  const { content, role } = message;
  if (typeof content === "string") return { role, blocks: [{ type: "text", text: content }] };
  if (!Array.isArray(content) || content.length === 0) throw invalid(`${place}: content must be non-empty`);
  if (!content.every(isObject)) throw invalid(`${place}.content: Input should be a list of blocks`);
  return { role, blocks: content };
}

/** Consecutive messages of one role are one turn. */
function joined(turns: readonly Turn[]): Turn[] {
  const result: Turn[] = [];
  for (const turn of turns) {
    const before = result.at(-1);
    if (before?.role !== turn.role) result.push(turn);
    else result[result.length - 1] = { role: turn.role, blocks: [...before.blocks, ...turn.blocks] };
  }
  return result;
}

function checkBlock(block: JsonObject, role: string): void {
  switch (block.type) {
    case "text":
      if (typeof block.text !== "string" || block.text.trim() === "") {
        throw invalid("text content blocks must contain non-whitespace text");
      }
      return;
    case "thinking":
      if (block.signature !== thinkingSignature(String(block.thinking))) {
        throw invalid("Invalid `signature` in `thinking` block");
      }
      return;
    case "tool_use":
      if (!isObject(block.input)) throw invalid("tool_use.input: Input should be an object");
      return;
    case "tool_result":
      if (typeof block.tool_use_id !== "string") throw invalid("tool_result.tool_use_id: Field required");
      return;
    case "image":
      checkImage(block, role);
      return;
    case "document":
      checkDocument(block, role);
      return;
    case "server_tool_use":
    case "web_search_tool_result":
    case "web_fetch_tool_result":
    case "redacted_thinking":
      return;
    default:
      throw invalid(`Input tag '${String(block.type)}' does not match any of the expected tags`);
  }
}

function checkToolResults(turns: readonly Turn[]): void {
  for (const [index, turn] of turns.entries()) {
    const called = idsOf(turns[index - 1], "assistant", "tool_use", "id");
    const answered = idsOf(turn, "user", "tool_result", "tool_use_id");
    const stray = answered.find((id) => !called.includes(id));
    if (stray !== undefined) {
      throw invalid(
        `messages.${index}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}`,
      );
    }
    const open = called.find((id) => !answered.includes(id));
    if (open !== undefined) {
      throw invalid(`messages.${index - 1}: \`tool_use\` ids were found without \`tool_result\`: ${open}`);
    }
  }
  const unanswered = idsOf(turns.at(-1), "assistant", "tool_use", "id");
  if (unanswered.length > 0) throw invalid("`tool_use` ids were found without `tool_result` blocks");
}

function idsOf(turn: Turn | undefined, role: string, type: string, field: string): unknown[] {
  if (turn?.role !== role) return [];
  return turn.blocks.filter((block) => block.type === type).map((block) => block[field]);
}
