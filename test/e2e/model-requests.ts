import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";

/** The text blocks of a request's last message. */
export function blocksOf(body: MessageCreateParams): string[] {
  const { content } = body.messages.at(-1) ?? { content: "" };
  if (typeof content === "string") return [content];
  return content.flatMap((block) => (block.type === "text" ? [block.text] : []));
}

/** Whether a request is a dream's and no question. */
export function isReflection(body: MessageCreateParams): boolean {
  return body.output_config?.format !== undefined;
}

/** The number of the line that holds the words, in a reflection's transcript. */
export function lineOf(content: string, words: string): number {
  const line = content.split("\n").find((each) => /^\[\d+\] \d\d:\d\d /u.test(each) && each.includes(words));
  return Number(/^\[(\d+)\]/u.exec(line ?? "")?.[1]);
}
