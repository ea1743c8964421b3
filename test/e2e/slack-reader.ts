import { isObject, objectsIn } from "../fakes/messages-server/json-value.ts";
import type { StandingMessage } from "../fakes/slack/acts/look.ts";
import { typedObjects } from "../fakes/slack/blocks/measure.ts";

/** Every word in blocks, as people read them: texts of every kind, buttons and fields too, in order. */
export function wordsIn(blocks: unknown): string {
  return typedObjects(blocks)
    .flatMap(([, { type, text }]) => (type !== "button" && typeof text === "string" ? [text] : []))
    .join("\n");
}

/** What a message says: of a stream what was streamed, of a post its blocks. */
export function wordsOf({ text, blocks }: Pick<StandingMessage, "text" | "blocks">): string {
  const words = wordsIn(blocks);
  return words === "" ? text : `${words}\n${text}`;
}

/** A button with what it bears. */
export interface SeenButton {
  readonly action: string;
  readonly label: string;
  readonly value: string;
}

/** Every button in blocks, in order. */
export function buttonsIn(blocks: unknown): SeenButton[] {
  return typedObjects(blocks).flatMap(([, element]) => {
    if (element.type !== "button") return [];
    const label = isObject(element.text) ? String(element.text.text) : "";
    return [{ action: String(element.action_id), label, value: String(element.value) }];
  });
}

/** The values of Slack's own pair of thumbs below a message: the good one and the bad one. */
export function thumbsIn(blocks: unknown): string[] {
  return typedObjects(blocks).flatMap(([, { type, positive_button: good, negative_button: bad }]) =>
    type === "feedback_buttons" ? objectsIn([good, bad]).map(({ value }) => String(value)) : [],
  );
}
