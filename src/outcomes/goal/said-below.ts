import { asId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { GivenMessage } from "../brief.ts";
import { conversationBelow, workPlace } from "../conversation-place.ts";
import type { Goal } from "./goal.ts";

/** The most messages of the conversation that are looked through. */
const messagesRead = 100;

/** What the asker has said below the card, oldest first. In a direct conversation much else is said. */
export async function saidBelow(parts: Parts, goal: Goal): Promise<GivenMessage[]> {
  const { card, reach, person, workspace, askedAt } = goal;
  if (card === null || reach === "direct") return [];
  const conversation = conversationBelow(workPlace({ ...goal, card }));
  const messages = await parts.history.conversation(asId(workspace), conversation, messagesRead);
  return (
    messages
      // What was said on the card is with the goal already.
      .filter(({ author, saidAt, answer }) => author === person && saidAt >= askedAt && answer === null)
      .map(({ id, text, authorName }) => ({ id, text, by: authorName }))
  );
}
