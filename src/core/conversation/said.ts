import type { WorkspaceId } from "../ids.ts";
import { type Channel, conversationOf, type Message, type Person, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { IncomingMessage } from "../ports/platform.ts";
import { readKeptOut } from "../privacy.ts";
import { isExcluded, readSettings, type Settings } from "../settings/settings.ts";
import { inItsChain } from "./reply-chain.ts";

/** Something that a person said, with what is known of them and of the place. */
export interface Said {
  readonly workspace: WorkspaceId;
  readonly incoming: IncomingMessage;
  readonly author: Person;
  readonly channel: Channel;
  readonly conversation: Message["conversation"];
  /** As they hold in the channel. */
  readonly settings: Settings;
}

/**
 * Looks up who said something and where, in the conversation that it belongs to. Undefined for whoever the platform no
 * longer knows, for bots and for Reverie itself: they never start a turn and are no evidence.
 */
export async function readSaid(
  parts: Parts,
  workspace: WorkspaceId,
  told: IncomingMessage,
): Promise<Said | undefined> {
  const directory = directoryOf(parts, workspace);
  const [incoming, author, channel, settings] = await Promise.all([
    inItsChain(parts, workspace, told),
    directory.person(workspace, told.author),
    directory.channel(workspace, told.channel),
    readSettings(parts, workspace, told.channel),
  ]);
  if (!author || !channel || author.role === "bot" || incoming.author === reverie) return undefined;
  const conversation = conversationOf({ ...incoming, channel: channel.id, reach: channel.reach });
  return { workspace, incoming, author, channel, conversation, settings };
}

/** Whether what this person said in this channel may be kept at all, whatever `listen` says. */
export async function mayBeKept(
  parts: Parts,
  { workspace, incoming, author, channel, settings }: Said,
): Promise<boolean> {
  if (isExcluded(channel, settings.excludedChannels)) return false;
  return !(await readKeptOut(parts, workspace))(author.id, incoming.saidAt);
}

/** The message as history keeps it. `asks`: whether it waits for an answer. */
export function toMessage({ workspace, incoming, author, conversation }: Said, asks: boolean): Message {
  const { id, channel, thread, text, files, asked, saidAt, version } = incoming;
  return {
    workspace,
    id,
    channel,
    thread,
    conversation,
    author: author.id,
    authorName: author.name,
    authorRole: author.role,
    text,
    files,
    saidAt,
    version,
    asked: asks ? asked : null,
    answer: null,
  };
}
