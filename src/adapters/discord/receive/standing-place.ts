import { ChannelType, type Guild } from "discord.js";
import { asId, type ChannelId, type MessageId } from "../../../core/ids.ts";
import type { Servers } from "../directory/servers.ts";
import { messageId, threadId } from "../snowflakes.ts";

/** A channel or thread of Discord's as a place of the port's. */
export interface StandingPlace {
  readonly channel: ChannelId;
  /** The thread, where it is one. */
  readonly thread: MessageId | null;
  /** The message that the thread hangs on. */
  readonly hangsOn: MessageId | null;
}

/** A channel of a server or a direct one: people speak at its top. */
export function topOf(channel: string): StandingPlace {
  return { channel: asId(channel), thread: null, hangsOn: null };
}

/** The place of a channel or thread of a server; undefined where there is none that we may know of. */
export async function placeIn(
  servers: Servers,
  guild: Guild,
  channelId: string,
): Promise<StandingPlace | undefined> {
  const channel = await servers.channel(guild, channelId);
  if (!channel) return undefined;
  if (!channel.isThread()) return topOf(channelId);
  const thread = threadId(channelId);
  // Fewer people read a private thread than the channel above it.
  if (channel.type === ChannelType.PrivateThread) return { channel: asId(channelId), thread, hangsOn: null };
  const { parentId } = channel;
  return parentId === null
    ? undefined
    : { channel: asId(parentId), thread, hangsOn: messageId(parentId, channelId) };
}
