import type { CardAction } from "../card.ts";
import { idFrom, type MessageId } from "../ids.ts";
import { type Content, plainContent } from "../ports/delivery.ts";
import type { Ending } from "./answer.ts";

/**
 * How an answer is said: its text, the small print and, below an answer that is complete and kept, its
 * quiet buttons. What is not kept has nothing that a button could find, so that the small print says it.
 */
export function answerContent({ text, note, record }: Ending, key: string, isKept: boolean): Content {
  const count = record.memories.length;
  const memories = `${count} ${count === 1 ? "memory" : "memories"}`;
  const content = plainContent(text);
  if (record.ending !== "complete") return { ...content, note };
  if (!isKept) {
    const used = count === 0 ? "" : `used ${memories}`;
    return { ...content, note: [note, used].filter((part) => part !== "").join(" · ") };
  }
  const action = (verb: string, label: string, description: string): CardAction => ({
    verb,
    label,
    description,
    style: "plain",
    value: idFrom<MessageId>(key),
  });
  const actions = [
    action("good", "Helpful", "This answer was helpful"),
    action("bad", "Not helpful", "This answer was not helpful"),
  ];
  const used = action("memories", `Used ${memories}`, `See the ${memories} that this answer was given`);
  return { ...content, note, actions: count === 0 ? actions : [used, ...actions] };
}
