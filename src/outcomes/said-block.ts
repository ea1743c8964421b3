import type { PromptBlock } from "../core/ports/model.ts";
import { quotedData } from "../core/text/quoted-data.ts";

/** What the person who asked said about work since, as quoted data; nothing where they said nothing. */
export function saidBlock(comments: readonly string[]): string[] {
  if (comments.length === 0) return [];
  const lines = comments.map((text) => `- ${quotedData(text)}`);
  return [`<said note="What the person who asked said about it since.">\n${lines.join("\n")}\n</said>`];
}

/** The same as a block of a prompt. */
export function saidBlocks(comments: readonly string[]): PromptBlock[] {
  return saidBlock(comments).map((text) => ({ kind: "instructions", text, material: [] }));
}
