import { asId, type ConversationId } from "../ids.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf, platformOf } from "../platforms.ts";
import type { IncomingMessage } from "../ports/platform.ts";
import { readOptedOut } from "../privacy.ts";
import type { Setting } from "./surroundings.ts";

/** The most messages that are read back from the platform for one answer. */
const earlierLines = 40;

/**
 * What was said in a thread before Reverie was mentioned in it, read from the platform for this answer
 * alone: nothing of it is stored, because only what `listen` allows is.
 */
export async function readUnrecordedTalk(
  parts: Parts,
  { workspace, channel, settings }: Setting,
  conversation: ConversationId,
  asked: readonly RecordedMessage[],
): Promise<RecordedMessage[]> {
  const [first] = asked;
  if (!first || first.thread === null || settings.listen === "all") return [];
  const place = { workspace, channel: channel.id, thread: first.thread };
  const { archive } = platformOf(parts.platforms, workspace);
  const [earlier, optedOut] = await Promise.all([
    archive.earlier(place, first.id, earlierLines),
    readOptedOut(parts, workspace),
  ]);
  const open = earlier.filter(({ author }) => !optedOut.some(({ id }) => id === author));
  return Promise.all(open.map((message) => asTalk(parts, { workspace, conversation }, message)));
}

async function asTalk(
  parts: Parts,
  { workspace, conversation }: Pick<RecordedMessage, "workspace" | "conversation">,
  { id, channel, thread, author, text, saidAt, version }: IncomingMessage,
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
    saidAt,
    version,
    asked: null,
    answer: null,
    sequence: 0,
  };
}
