import type { ModalView } from "@slack/types";
import { type PrivateAnswer, say } from "../../../core/card.ts";
import type { Log } from "../../../core/ports/log.ts";
import { richTextLimit } from "../render/rich-text.ts";
import type { AnswerTo, Way, Ways } from "./private-ways.ts";

/** Puts private answers before people. */
export interface PrivateAnswers {
  /** Never rejects: where one way is closed the next is tried, and each refusal is logged. */
  give(answer: PrivateAnswer, to: AnswerTo): Promise<void>;
  /** The answer as a dialogue. */
  viewOf(answer: PrivateAnswer, channel: string): ModalView;
}

const tooLate = say("Slack closed the window for this form before I could open it. Press the button again.");
const sentDirectly = say("My answer is long, so I sent it to you in a direct message.");

export function createPrivateAnswers(ways: Ways, log: Log): PrivateAnswers {
  const isTaken = async (way: Way, answer: PrivateAnswer, to: AnswerTo): Promise<boolean> => {
    try {
      await way(answer, to);
      return true;
    } catch (error) {
      log.warn("private-answer-refused", {}, error);
      return false;
    }
  };

  const giveShort = async (answer: PrivateAnswer, to: AnswerTo): Promise<void> => {
    for (const way of waysTo(ways, answer, to)) {
      // A form that cannot be opened any more is asked for again by its button.
      const shown = answer.form !== null && way !== ways.inDialogue ? tooLate : answer;
      if (await isTaken(way, shown, to)) return;
    }
  };

  return {
    viewOf: ways.viewOf,
    async give(answer, to) {
      if (answer.text === null && answer.card === null && answer.form === null) return;
      const isLong = answer.text !== null && answer.text.length > richTextLimit;
      const isSent = isLong && (await isTaken(ways.inManyMessages, answer, to));
      await giveShort(isSent ? sentDirectly : answer, to);
    },
  };
}

/** The ways that are open to an answer, the best first. */
function waysTo(
  ways: Ways,
  answer: PrivateAnswer,
  { trigger, responseUrl, channel }: AnswerTo,
): readonly Way[] {
  const isForm = answer.form !== null;
  return [
    ...(isForm && trigger ? [ways.inDialogue] : []),
    ...(responseUrl ? [ways.atResponseUrl] : []),
    ...(channel ? [ways.inChannel] : []),
    ...(!isForm && !channel && trigger ? [ways.inDialogue] : []),
    ways.inDirectMessage,
  ];
}
