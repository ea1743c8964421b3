import { ChannelType } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Channel, ThreadState } from "./channels.ts";
import { app, instant } from "./identity.ts";
import { userJson } from "./people.ts";
import { type DiscordState, personOf } from "./state.ts";

/** A channel, thread or direct conversation as Discord shows it. */
export function channelJson(state: DiscordState, channel: Channel): JsonObject {
  if (channel.thread) return threadJson(channel, channel.thread);
  const { id, type, lastMessageId, recipientId } = channel;
  if (recipientId === null) return guildChannelJson(channel);
  const recipients = [userJson(personOf(state, recipientId))];
  return { id, type, last_message_id: lastMessageId, flags: 0, recipients };
}

function guildChannelJson(channel: Channel): JsonObject {
  const { id, type, name, guildId, parentId, position, topic, lastMessageId, overwrites } = channel;
  const common = {
    id,
    type,
    name,
    guild_id: guildId,
    parent_id: parentId,
    position,
    flags: 0,
    permission_overwrites: overwrites.map(({ allow, deny, ...of }) => ({
      ...of,
      allow: String(allow),
      deny: String(deny),
    })),
  };
  if (type === ChannelType.GuildCategory) return common;
  const forum = type === ChannelType.GuildForum ? forumFields : {};
  const rest = { topic, last_message_id: lastMessageId, rate_limit_per_user: channel.slowModeSeconds };
  return { ...common, ...rest, nsfw: false, ...forum };
}

const forumFields = {
  available_tags: [],
  default_reaction_emoji: null,
  default_sort_order: null,
  default_forum_layout: 0,
};

function threadJson(channel: Channel, thread: ThreadState): JsonObject {
  const joinedAt = thread.members.get(app.id);
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    guild_id: channel.guildId,
    parent_id: channel.parentId,
    owner_id: thread.ownerId,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: channel.slowModeSeconds,
    flags: 0,
    message_count: thread.messageCount,
    member_count: thread.members.size,
    total_message_sent: thread.messageCount,
    thread_metadata: {
      archived: thread.isArchived,
      archive_timestamp: instant(thread.archivedAt),
      auto_archive_duration: 1440,
      locked: thread.isLocked,
      create_timestamp: instant(thread.createdAt),
      ...(channel.type === ChannelType.PrivateThread ? { invitable: false } : {}),
    },
    ...(joinedAt === undefined ? {} : { member: threadMemberJson(channel.id, app.id, joinedAt) }),
  };
}

/** Somebody in a thread. */
export function threadMemberJson(threadId: string, personId: string, joinedAt: number): JsonObject {
  return { id: threadId, user_id: personId, join_timestamp: instant(joinedAt), flags: 0 };
}
