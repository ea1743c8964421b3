import type { MessageId, WorkspaceId } from "../ids.ts";
import { type RecordedMessage, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import { unlessRefused } from "../unless-refused.ts";

const restedOnGone = "(This answer rested on a message that is gone.)";

/**
 * Takes the words out of every answer that cites or answers one of these messages, in the store and where it
 * stands. Safe to repeat.
 */
export async function withdrawAnswers(
  parts: Parts,
  workspace: WorkspaceId,
  gone: readonly MessageId[],
): Promise<void> {
  for (const message of gone) {
    const [citing, answering] = await Promise.all([
      parts.history.citing(workspace, message),
      parts.history.answersTo(workspace, message),
    ]);
    for (const answer of [...citing, ...answering]) await withdrawAnswer(parts, answer, restedOnGone);
  }
}

/** Takes the words out of one answer, in the store and where it stands, and leaves a sentence. Safe to repeat. */
export async function withdrawAnswer(
  parts: Parts,
  { sequence: _, ...message }: RecordedMessage,
  sentence: string,
): Promise<void> {
  const { workspace, channel, id, answer, version } = message;
  if (!answer || message.text === sentence) return;
  const delivery = deliveryOf(parts, workspace);
  // Where the platform lets nothing be changed any more, the words go from the store all the same.
  await unlessRefused(parts, "answer-not-withdrawn", () =>
    delivery.update({ workspace, channel, message: id }, plainContent(sentence)),
  );
  for (const part of answer.parts.filter((each) => each !== id)) {
    await unlessRefused(parts, "answer-not-withdrawn", () =>
      delivery.remove({ workspace, channel, message: part }),
    );
  }
  if (message.author !== reverie) {
    // Said in somebody's name: they never said what would stand there instead.
    await parts.history.remove(workspace, id);
    return;
  }
  // Last, because the citations are what a repeated run finds its work by.
  const isNewest = await parts.history.record({
    ...message,
    text: sentence,
    version: Math.max(parts.clock.now(), version + 1),
    answer: { ...answer, parts: [id], sources: [] },
  });
  // Feedback came in between: the words that it was given on go all the same.
  const [newer] = isNewest ? [] : await parts.history.get(workspace, [id]);
  if (newer) await withdrawAnswer(parts, newer, sentence);
}
