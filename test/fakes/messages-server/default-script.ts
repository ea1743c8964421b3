import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { isObject, objectsIn } from "./json-value.ts";
import { json, type Reply, text } from "./reply.ts";

/**
 * What the server says on its own: to a request for structured output that there is nothing to change, to
 * any other which quoted lines it was given. A quoted line is one that begins with a mark in brackets,
 * such as `[3] …`, in a block before the last one.
 */
export function defaultScript(body: MessageCreateParams): Reply {
  if (body.output_config?.format) return json({ changes: [], watch: [] });
  const blocks = lastAsked(body);
  const asked = blocks.at(-1) ?? "";
  const given = blocks.slice(0, -1).flatMap(quotedLines);
  const memories = given.length === 0 ? "I was given no memories." : `I was given:\n${given.join("\n")}`;
  return text([`You asked: ${asked}\n\n`, memories]);
}

/** The text blocks of the last message of a person, tool results left out. */
function lastAsked(body: MessageCreateParams): string[] {
  const texts = body.messages
    .filter((message) => message.role === "user")
    .map(({ content }) => (typeof content === "string" ? [content] : textsIn(content)));
  return texts.findLast((blocks) => blocks.length > 0) ?? [];
}

function textsIn(content: unknown): string[] {
  return objectsIn(content).flatMap((block) =>
    isObject(block) && block.type === "text" ? [String(block.text)] : [],
  );
}

function quotedLines(block: string): string[] {
  return block.split("\n").filter((line) => /^\s*(?:[-*] )?\[[^\]\s]+\] \S/.test(line));
}
