import type { ContentBlockParam } from "@anthropic-ai/sdk/resources/messages/messages";
import type { ToolCall } from "../../core/ports/model.ts";
import type { DraftBlock } from "./message-draft.ts";
import { isRecord, stringOf } from "./wire-values.ts";

/**
 * What the model said, in the form in which it is sent back: every block as it came, thinking with its
 * signature. Blank text is left out, because the endpoint refuses to have it back; calls of our tools
 * are left out where `withCalls` is false, because they would ask for results.
 */
export function saidOf(blocks: readonly DraftBlock[], withCalls: boolean): ContentBlockParam[] {
  return blocks
    .filter((block) => block.start.type !== "text" || block.text.trim() !== "")
    .filter((block) => withCalls || !isCall(block))
    .map(sendBack);
}

/** The calls of our tools, with their input parsed where it is JSON. */
export function callsOf(blocks: readonly DraftBlock[]): ToolCall[] {
  return blocks.filter(isCall).map((block) => ({
    id: stringOf(block.start.id),
    name: stringOf(block.start.name),
    input: inputOf(block),
  }));
}

function isCall(block: DraftBlock): boolean {
  return block.start.type === "tool_use";
}

function sendBack(block: DraftBlock): ContentBlockParam {
  // The block is one that the endpoint made, completed by its own deltas: it knows the type better than
  // the SDK's list does.
  return { ...block.start, ...completed(block) } as unknown as ContentBlockParam;
}

function completed(block: DraftBlock): Readonly<Record<string, unknown>> {
  switch (block.start.type) {
    case "text":
      return { text: block.text, ...(block.citations.length > 0 ? { citations: block.citations } : {}) };
    case "thinking":
      return { thinking: block.thinking, signature: block.signature };
    case "tool_use":
    case "server_tool_use": {
      const input = inputOf(block);
      // The endpoint takes nothing but an object back, also where the model wrote something else.
      return { input: isRecord(input) ? input : { INVALID_JSON: block.json } };
    }
    default:
      return {};
  }
}

function inputOf(block: DraftBlock): unknown {
  if (block.json === "") return block.start.input ?? {};
  try {
    return JSON.parse(block.json);
  } catch {
    // Core checks every input, so it is the one to judge what the model wrote.
    return block.json;
  }
}
