import {
  ChannelType,
  type Guild,
  type GuildBasedChannel,
  OverwriteType,
  PermissionFlagsBits,
  type PermissionOverwrites,
} from "discord.js";
import type { Reach } from "../../../core/message.ts";

/** Channels in which people write, or whose threads they write in. */
const talkTypes: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildText,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
]);

export function isForTalk({ type }: Pick<GuildBasedChannel, "type">): boolean {
  return talkTypes.has(type);
}

const voiceTypes: ReadonlySet<ChannelType> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

/** What somebody needs to read what stands in a channel. */
export function readingRights({ type }: Pick<GuildBasedChannel, "type">): bigint {
  const rights = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
  return voiceTypes.has(type) ? rights | PermissionFlagsBits.Connect : rights;
}

/**
 * How far a channel reaches: public only where everyone of the server can read all of it. A channel that is
 * taken away from a single role or member is private, because what is said there may not be read by all. A
 * thread inherits; a private one is private.
 */
export function reachOf(channel: GuildBasedChannel): Reach {
  if (channel.type === ChannelType.PrivateThread) return "private";
  const base = channel.isThread() ? channel.parent : channel;
  if (!base || base.isThread()) return "private";
  const { guild } = channel;
  const needed = readingRights(base);
  const everyone = base.permissionsFor(guild.roles.everyone, false);
  if (!everyone.has(needed)) return "private";
  const isNarrowed = base.permissionOverwrites.cache.some(
    (overwrite) => (overwrite.deny.bitfield & needed) !== 0n && isOfPeople(overwrite, guild),
  );
  return isNarrowed ? "private" : "public";
}

/** An overwrite for a bot takes nothing away from people. */
function isOfPeople({ id, type }: PermissionOverwrites, guild: Guild): boolean {
  if (type === OverwriteType.Role) return !guild.roles.cache.get(id)?.tags?.botId;
  return guild.members.cache.get(id)?.user.bot !== true;
}
