import { asId, type ConversationId } from "../ids.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf, platformOf } from "../platforms.ts";
import type { IncomingMessage } from "../ports/platform.ts";
import { unlessRefused } from "../unless-refused.ts";
import type { Setting } from "./surroundings.ts";

/** The most messages that are read back from the platform for one answer. */
const earlierLines = 40;

/**
 * What was said in a thread before Reverie was mentioned in it, read from the platform for this answer
 * alone: nothing of it is stored, because only what `listen` allows is. Nothing where Reverie has heard the
 * thread from its first message on.
 */
export async function readUnrecordedTalk(
  parts: Parts,
  { workspace, channel, settings }: Setting,
  conversation: ConversationId,
  asked: readonly RecordedMessage[],
): Promise<RecordedMessage[]> {
  const [first] = asked;
  if (!first || first.thread === null || channel.reach === "direct") return [];
  const [root] = await parts.history.get(workspace, [first.thread]);
  if (root && (settings.listen === "all" || root.asked !== null)) return [];
  const place = { workspace, channel: channel.id, thread: first.thread };
  const { archive } = platformOf(parts.platforms, workspace);
  // An app that may not read the place answers without.
  const earlier = await unlessRefused(parts, "thread-not-read", () =>
    archive.earlier(place, first.id, earlierLines),
  );
  return Promise.all((earlier ?? []).map((message) => asTalk(parts, { workspace, conversation }, message)));
}

async function asTalk(
  parts: Parts,
  { workspace, conversation }: Pick<RecordedMessage, "workspace" | "conversation">,
  { id, channel, thread, author, text, files, saidAt, version }: IncomingMessage,
): Promise<RecordedMessage> {
  const person = await directoryOf(parts, workspace).person(workspace, author);
  return {
    workspace,
    id: asId(id),
    channel,
    thread,
    conversation,
    author,
    authorName: person?.name ?? "somebody",
    authorRole: person?.role ?? "outsider",
    text,
    files,
    saidAt,
    version,
    asked: null,
    answer: null,
    sequence: 0,
  };
}
