import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { DocumentKey } from "../ports/documents.ts";
import { readSettings } from "../settings/settings.ts";

const dayMs = 24 * 60 * 60 * 1000;

function partKey(workspace: WorkspaceId, part: MessageId): DocumentKey {
  return { workspace, kind: "answer-part", name: part };
}

/**
 * Keeps which answer the later messages of a split answer belong to, for as long as messages are kept. The
 * first of `messages` is the one that the answer is recorded as.
 */
export async function keepAnswerParts(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly MessageId[],
): Promise<void> {
  const [first, ...later] = messages;
  if (!first || later.length === 0) return;
  const { retentionDays } = await readSettings(parts, workspace, null);
  for (const part of later) {
    await parts.documents.put(partKey(workspace, part), first, retentionDays * dayMs);
  }
}

/** The answer of Reverie's that a message is, or is a part of; undefined where it is none, or none that is kept. */
export async function findAnswer(
  parts: Parts,
  workspace: WorkspaceId,
  message: MessageId,
): Promise<RecordedMessage | undefined> {
  const [whole] = await parts.history.get(workspace, [message]);
  if (whole) return whole.answer ? whole : undefined;
  const first = await parts.documents.get(partKey(workspace, message));
  if (typeof first !== "string") return undefined;
  const [answer] = await parts.history.get(workspace, [asId<MessageId>(first)]);
  return answer?.answer?.parts.includes(message) ? answer : undefined;
}

/** The message, or the answer of Reverie's that it is a part of: an answer of several is recorded as its first. */
export async function findSaid(
  parts: Parts,
  workspace: WorkspaceId,
  message: MessageId,
): Promise<RecordedMessage | undefined> {
  const [known] = await parts.history.get(workspace, [message]);
  return known ?? findAnswer(parts, workspace, message);
}
