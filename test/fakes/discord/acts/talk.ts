import { GatewayIntentBits as intents, MessageType, PermissionFlagsBits as may } from "discord-api-types/v10";
import {
  guildField,
  messageIntent,
  type Sent,
  sendCreated,
  sendDeleted,
  sendInChannel,
  sendUpdated,
} from "../gateway/message-events.ts";
import type { Sender } from "../gateway/sender.ts";
import { storeFile } from "../world/attachments.ts";
import type { Channel } from "../world/channels.ts";
import { fullMemberJson } from "../world/guilds.ts";
import { mentionsIn, noMentions } from "../world/mentions.ts";
import { isAllowed, sendingBit } from "../world/permissions.ts";
import { channelOf, personOf } from "../world/state.ts";
import type { StoredMessage } from "../world/stored-message.ts";

/** Where something happens. `guild` is Example unless told otherwise. */
export interface Place {
  readonly channel: string;
  readonly guild?: string;
}

/** Which message is meant. */
export interface MessagePlace extends Place {
  readonly id: string;
}

/** A file that somebody attaches. */
export interface AttachedFile {
  readonly name: string;
  readonly contentType: string;
  /** Its text, or its bytes in base64 with `isBase64`. */
  readonly content: string;
  readonly isBase64?: boolean;
}

/** What somebody says. People and channels go by id or name; a thread is a channel too. */
export interface Saying extends Place {
  readonly person: string;
  /** As Discord sends it: `<@id>` is a mention. */
  readonly text: string;
  /** The id of the message that it replies to. */
  readonly replyTo?: string;
  /** Whether a reply calls the author of that message; it does unless told otherwise. */
  readonly ping?: boolean;
  readonly files?: readonly AttachedFile[];
  /** Another kind of message, as 7 for somebody who joined. */
  readonly type?: MessageType;
}

/** What was said, and the ids of the events that told the app. */
export interface Said extends Sent {
  readonly id: string;
  /** The channel's id. */
  readonly channel: string;
}

/** Somebody says something. Throws where they may not. */
export function say(sender: Sender, saying: Saying): Said {
  const { state } = sender;
  const person = personOf(state, saying.person);
  const channel = channelOf(state, saying.channel, saying.guild);
  if (!isAllowed(state, channel, person.id, may.ViewChannel | sendingBit(channel))) {
    throw new Error(`${person.name} cannot speak in ${saying.channel}`);
  }
  return add(sender, channel, saying, { authorId: person.id, webhook: null });
}

/** A webhook says something under a name of its own. */
export function webhookSay(
  sender: Sender,
  saying: Omit<Saying, "person" | "replyTo" | "ping"> & { readonly name: string },
): Said {
  const channel = channelOf(sender.state, saying.channel, saying.guild);
  const id = sender.state.snowflakes.next();
  return add(sender, channel, saying, { authorId: id, webhook: { id, name: saying.name } });
}

function add(
  sender: Sender,
  channel: Channel,
  saying: Omit<Saying, "person">,
  author: Pick<StoredMessage, "authorId" | "webhook">,
): Said {
  const { state } = sender;
  const { text, replyTo, ping = true, files = [] } = saying;
  const target = replyTo === undefined ? undefined : messageAt(sender, { ...saying, id: replyTo })[1];
  const named = mentionsIn(text);
  const replied = target && ping ? target.authorId : null;
  const message = state.messages.add({
    ...author,
    id: state.snowflakes.next(),
    channelId: channel.id,
    type: saying.type ?? (target ? MessageType.Reply : MessageType.Default),
    createdAt: state.time.now(),
    content: text,
    embeds: [],
    components: [],
    attachments: files.map(({ name, contentType, content, isBase64 }) =>
      storeFile(state, channel.id, {
        name,
        contentType,
        content: Buffer.from(content, isBase64 ? "base64" : "utf8"),
      }),
    ),
    flags: 0,
    editedAt: null,
    nonce: null,
    mentions: {
      ...named,
      users: [...new Set([...named.users, ...(replied === null ? [] : [replied])])],
      replied,
    },
    reference: target ? { messageId: target.id, channelId: channel.id } : null,
    reactions: new Map(),
    origin: null,
    onlyFor: null,
  });
  channel.lastMessageId = message.id;
  if (channel.thread) channel.thread.messageCount += 1;
  return { id: message.id, channel: channel.id, ...sendCreated(sender, channel, message) };
}

/**
 * Somebody edits what they said. With `isEmbedOnly` nothing is edited, and Discord only looks at a link: the
 * event comes without a new time of editing.
 */
export function edit(
  sender: Sender,
  place: MessagePlace & { readonly text?: string; readonly isEmbedOnly?: boolean },
): Sent {
  const [channel, message] = messageAt(sender, place);
  if (place.isEmbedOnly) {
    message.embeds = [{ type: "link", title: "A page", url: "https://example.com/page" }];
    return sendUpdated(sender, channel, message);
  }
  message.content = place.text ?? message.content;
  message.mentions = { ...noMentions, ...mentionsIn(message.content) };
  message.editedAt = sender.state.time.now();
  return sendUpdated(sender, channel, message);
}

/** Somebody deletes what was said, by whomever. */
export function remove(sender: Sender, place: MessagePlace): Sent {
  const [channel, message] = messageAt(sender, place);
  sender.state.messages.remove(channel.id, message.id);
  return sendDeleted(sender, channel, message);
}

/** A moderator deletes many messages at once. */
export function removeBulk(
  sender: Sender,
  { ids, ...place }: Place & { readonly ids: readonly string[] },
): Sent {
  const channel = channelOf(sender.state, place.channel, place.guild);
  for (const id of ids) sender.state.messages.remove(channel.id, id);
  const data = { ids, channel_id: channel.id, ...guildField(channel) };
  return sendInChannel(sender, channel, "MESSAGE_DELETE_BULK", messageIntent(channel), data);
}

/** Somebody reacts to a message, or takes the reaction back. */
export function react(
  sender: Sender,
  given: MessagePlace & { readonly person: string; readonly emoji: string; readonly isAdded?: boolean },
): Sent {
  const [channel, message] = messageAt(sender, given);
  const { state } = sender;
  const { id } = personOf(state, given.person);
  const { emoji, isAdded = true } = given;
  const people = message.reactions.get(emoji) ?? new Set<string>();
  if (isAdded) people.add(id);
  else people.delete(id);
  if (people.size === 0) message.reactions.delete(emoji);
  else message.reactions.set(emoji, people);
  const member = state.guilds.get(channel.guildId ?? "")?.members.get(id);
  const intent = channel.guildId === null ? intents.DirectMessageReactions : intents.GuildMessageReactions;
  return sendInChannel(
    sender,
    channel,
    isAdded ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE",
    intent,
    {
      user_id: id,
      channel_id: channel.id,
      message_id: message.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
      ...guildField(channel),
      ...(isAdded ? { message_author_id: message.authorId } : {}),
      ...(isAdded && member ? { member: fullMemberJson(member, personOf(state, id)) } : {}),
    },
  );
}

/** The channel and message that are meant. Throws on none. */
export function messageAt(
  { state }: Sender,
  { channel, guild, id }: MessagePlace,
): readonly [Channel, StoredMessage] {
  const place = channelOf(state, channel, guild);
  const message = state.messages.find(place.id, id);
  if (!message) throw new Error(`There is no message ${id} in ${channel}`);
  return [place, message];
}
