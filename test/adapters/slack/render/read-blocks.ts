import { typedObjects } from "../../../fakes/slack/blocks/measure.ts";

/** A value as it arrives at Slack. */
export function toJson(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

/** Every text that Slack shows as it is, in order. */
export function plainTexts(blocks: unknown): string[] {
  return typedObjects(toJson(blocks)).flatMap(([, { type, text }]) =>
    (type === "plain_text" || type === "text") && typeof text === "string" ? [text] : [],
  );
}

/** How long the blocks are on their way, in UTF-16 units. */
export function sizeOf(blocks: unknown): number {
  return JSON.stringify(blocks).length;
}
