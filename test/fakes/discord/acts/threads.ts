import { ChannelType, MessageType } from "discord-api-types/v10";
import { type Sent, sendCreated } from "../gateway/message-events.ts";
import type { Sender } from "../gateway/sender.ts";
import { sendThread, sendThreadMembers } from "../gateway/thread-events.ts";
import { type Channel, channel as newChannel } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import { noMentions } from "../world/mentions.ts";
import { channelOf, personOf } from "../world/state.ts";
import type { StoredMessage } from "../world/stored-message.ts";
import { messageAt, type Place, say } from "./talk.ts";

/** A thread that somebody starts: from a message, in a forum with a first text, or by itself. */
export interface Starting extends Place {
  readonly person: string;
  readonly name: string;
  /** The id of the message that it starts from, whose id the thread gets. */
  readonly from?: string;
  readonly isPrivate?: boolean;
  /** Who is in it besides the starter, by name; the bot by its own. */
  readonly members?: readonly string[];
  /** What the starter says first. A post in a forum has to have it. */
  readonly text?: string;
}

/** Somebody starts a thread. `message`: the id of what was said first, or null. */
export function startThread(
  sender: Sender,
  given: Starting,
): Sent & { readonly id: string; readonly message: string | null } {
  const { state } = sender;
  const starter = personOf(state, given.person);
  const parent = channelOf(state, given.channel, given.guild);
  const now = state.time.now();
  const people = [starter, ...(given.members ?? []).map((name) => personOf(state, name))];
  const isForum = parent.type === ChannelType.GuildForum;
  const id = given.from ?? state.snowflakes.next();
  const thread = newChannel(id, given.name, typeOf(parent, given), parent.guildId, 0, {
    parentId: parent.id,
    thread: {
      ownerId: starter.id,
      createdAt: now,
      isArchived: false,
      archivedAt: now,
      isLocked: false,
      messageCount: 0,
      members: new Map(people.map((person) => [person.id, now])),
    },
  });
  state.channels.set(id, thread);
  const events = [...sendThread(sender, thread, "THREAD_CREATE", true).events];
  if (people.some((person) => person.id === app.id)) {
    events.push(...sendThreadMembers(sender, thread, [app.id], []).events);
  }
  if (!isForum) events.push(...announce(sender, parent, thread, starter.id, given.from).events);
  if (given.text === undefined) return { id, message: null, events };
  const said = say(sender, { person: starter.id, channel: id, text: given.text });
  return { id, message: said.id, events: [...events, ...said.events] };
}

function typeOf({ type }: Channel, { isPrivate }: Starting): ChannelType {
  if (isPrivate) return ChannelType.PrivateThread;
  return type === ChannelType.GuildAnnouncement ? ChannelType.AnnouncementThread : ChannelType.PublicThread;
}

/** The line about a thread: in the channel, or in the thread where it started from a message. */
function announce(
  sender: Sender,
  parent: Channel,
  thread: Channel,
  starterId: string,
  from: string | undefined,
): Sent {
  if (thread.type === ChannelType.PrivateThread) return { events: [] };
  const { state } = sender;
  const common = {
    authorId: starterId,
    webhook: null,
    createdAt: state.time.now(),
    embeds: [],
    components: [],
    attachments: [],
    flags: 0,
    editedAt: null,
    nonce: null,
    mentions: noMentions,
    reactions: new Map(),
    origin: null,
    onlyFor: null,
  };
  const message: StoredMessage =
    from === undefined
      ? {
          ...common,
          id: state.snowflakes.next(),
          channelId: parent.id,
          type: MessageType.ThreadCreated,
          content: thread.name,
          reference: { messageId: null, channelId: thread.id },
        }
      : {
          ...common,
          id: state.snowflakes.next(),
          channelId: thread.id,
          type: MessageType.ThreadStarterMessage,
          content: "",
          reference: {
            messageId: messageAt(sender, { channel: parent.id, id: from })[1].id,
            channelId: parent.id,
          },
        };
  state.messages.add(message);
  return sendCreated(sender, from === undefined ? parent : thread, message);
}

/** Somebody archives a thread, or takes it out of the archive. */
export function closeThread(
  sender: Sender,
  { thread: reference, isClosed = true }: { readonly thread: string; readonly isClosed?: boolean },
): Sent {
  const [channel, thread] = threadOf(sender, reference);
  thread.isArchived = isClosed;
  thread.archivedAt = sender.state.time.now();
  return sendThread(sender, channel, "THREAD_UPDATE");
}

/** A moderator locks a thread, or unlocks it. A locked thread is archived too. */
export function lockThread(
  sender: Sender,
  { thread: reference, isLocked = true }: { readonly thread: string; readonly isLocked?: boolean },
): Sent {
  const [channel, thread] = threadOf(sender, reference);
  thread.isLocked = isLocked;
  thread.isArchived = isLocked;
  thread.archivedAt = sender.state.time.now();
  return sendThread(sender, channel, "THREAD_UPDATE");
}

/** Somebody joins a thread or leaves it. The bot that is added to a private one hears of it as of a new one. */
export function changeThreadMember(
  sender: Sender,
  given: { readonly thread: string; readonly person: string; readonly isIn: boolean },
): Sent {
  const [channel, thread] = threadOf(sender, given.thread);
  const { id } = personOf(sender.state, given.person);
  if (given.isIn) {
    thread.members.set(id, sender.state.time.now());
    const created = id === app.id ? sendThread(sender, channel, "THREAD_CREATE").events : [];
    return { events: [...created, ...sendThreadMembers(sender, channel, [id], []).events] };
  }
  const sent = sendThreadMembers(sender, channel, [], [id]);
  thread.members.delete(id);
  return sent;
}

function threadOf({ state }: Sender, reference: string) {
  const channel = channelOf(state, reference);
  if (!channel.thread) throw new Error(`${reference} is no thread`);
  return [channel, channel.thread] as const;
}
