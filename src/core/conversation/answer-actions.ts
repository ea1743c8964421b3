import type { Action, Press } from "../actions.ts";
import { type PrivateAnswer, say } from "../card.ts";
import type { Parts } from "../parts.ts";
import { type FeedbackOutcome, keepFeedback } from "./feedback.ts";
import { showGivenMemories } from "./given-memories.ts";

/** The quiet buttons below an answer, by verb. The answer is found by the message that the button stands on. */
export const answerActions: Readonly<Record<string, Action>> = {
  memories: showGivenMemories,
  good: (parts, press) => giveFeedback(parts, press, true),
  bad: (parts, press) => giveFeedback(parts, press, false),
};

const outcomeSentences: Readonly<Record<FeedbackOutcome, string>> = {
  kept: "Thanks, that is kept for the next dream.",
  "nothing-there": "I do not find that answer any more, so nothing was kept.",
  outsider: "Only people of this workspace can say that of an answer, so nothing was kept.",
  "opted-out":
    "You asked me to keep nothing of you, so this is not kept either; `/reverie privacy on` would change that.",
};

async function giveFeedback(
  parts: Parts,
  { workspace, person, message }: Press,
  isGood: boolean,
): Promise<PrivateAnswer> {
  const outcome = message
    ? await keepFeedback(parts, { workspace, person, message, isGood })
    : "nothing-there";
  return say(outcomeSentences[outcome]);
}
