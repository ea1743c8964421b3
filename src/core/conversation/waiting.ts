import type { MessageId } from "../ids.ts";
import { type RecordedMessage, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";

/** How far back a conversation is read for questions that wait and for answers that were given. */
const conversationLines = 100;

/** The questions that one answer is to answer, and the answer that it replaces. */
export interface Waiting {
  readonly asked: readonly RecordedMessage[];
  readonly previous: RecordedMessage | undefined;
}

/**
 * Finds what a turn is about: the question itself, with all that the same person asked meanwhile in the
 * same conversation. A question that was edited after it was answered comes with that answer and with
 * whatever else it answered. Undefined when nothing is left to do.
 */
export async function findWaiting(parts: Parts, question: RecordedMessage): Promise<Waiting | undefined> {
  const { workspace, conversation } = question;
  const [previous] = await parts.history.answersTo(workspace, question.id);
  if (previous?.answer) {
    if (answeredVersion(previous, question.id) >= question.version) return undefined;
    const ids = previous.answer.answers.map(({ message }) => message);
    const again = (await parts.history.get(workspace, ids)).filter(({ asked }) => asked !== null);
    return { asked: inOrder(again), previous };
  }
  const talk = await parts.history.conversation(workspace, conversation, conversationLines);
  const answered = new Set(
    talk.flatMap(({ author, answer }) =>
      author === reverie && answer ? answer.answers.map(({ message }) => message) : [],
    ),
  );
  const others = talk.filter(
    ({ id, thread, author, asked, saidAt }) =>
      author === question.author &&
      asked !== null &&
      id !== question.id &&
      !answered.has(id) &&
      saidAt >= question.saidAt &&
      // In a direct conversation there may be several threads: each gets its own answer.
      isSameThread({ id, thread }, question),
  );
  return { asked: inOrder([question, ...others]), previous: undefined };
}

type Threaded = Pick<RecordedMessage, "id" | "thread">;

function isSameThread(one: Threaded, other: Threaded): boolean {
  return one.thread === other.thread || one.thread === other.id || one.id === other.thread;
}

function answeredVersion(answer: RecordedMessage, question: MessageId): number {
  return answer.answer?.answers.find(({ message }) => message === question)?.version ?? 0;
}

function inOrder(messages: readonly RecordedMessage[]): RecordedMessage[] {
  return messages.toSorted((one, other) => one.saidAt - other.saidAt || one.sequence - other.sequence);
}
