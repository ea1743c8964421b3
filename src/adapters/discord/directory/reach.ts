import {
  ChannelType,
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

/** Whether people write in its threads alone. */
export function holdsThreadsOnly({ type }: Pick<GuildBasedChannel, "type">): boolean {
  return type === ChannelType.GuildForum || type === ChannelType.GuildMedia;
}

/** Whether it is a channel of the port's: a public thread is part of the one above, a private one is one of its own. */
export function isOwnPlace(channel: Pick<GuildBasedChannel, "type">): boolean {
  return isForTalk(channel) || channel.type === ChannelType.PrivateThread;
}

const voiceTypes: ReadonlySet<ChannelType> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

/** What somebody needs to read what stands in a channel. */
export function readingRights({ type }: Pick<GuildBasedChannel, "type">): bigint {
  const rights = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
  return voiceTypes.has(type) ? rights | PermissionFlagsBits.Connect : rights;
}

/** The channel whose overwrites hold: a thread has none of its own. */
function baseOf(channel: GuildBasedChannel) {
  const base = channel.isThread() ? channel.parent : channel;
  return base?.isThread() ? null : base;
}

/** Single members from whom the channel is taken away, by id. Discord does not tell along which of them are bots. */
export function membersKeptOut(channel: GuildBasedChannel): string[] {
  const base = baseOf(channel);
  if (!base) return [];
  return base.permissionOverwrites.cache
    .filter((overwrite) => overwrite.type === OverwriteType.Member && denies(overwrite, readingRights(base)))
    .map(({ id }) => id);
}

/**
 * How far a channel reaches: public only where everyone of the server can read all of it. A channel that is
 * taken away from a single role or person is private, because what is said there may not be read by all. A
 * thread inherits; a private one is private. What is taken from a bot is taken from nobody: `bots` are those of
 * `membersKeptOut` who are one.
 */
export function reachOf(channel: GuildBasedChannel, bots: ReadonlySet<string>): Reach {
  const base = baseOf(channel);
  if (!base || channel.type === ChannelType.PrivateThread) return "private";
  const { guild } = channel;
  const needed = readingRights(base);
  if (!base.permissionsFor(guild.roles.everyone, false).has(needed)) return "private";
  const isOfBot = ({ id, type }: PermissionOverwrites) =>
    type === OverwriteType.Role ? guild.roles.cache.get(id)?.tags?.botId !== undefined : bots.has(id);
  const isNarrowed = base.permissionOverwrites.cache.some(
    (overwrite) => denies(overwrite, needed) && !isOfBot(overwrite),
  );
  return isNarrowed ? "private" : "public";
}

function denies({ deny }: PermissionOverwrites, rights: bigint): boolean {
  return (deny.bitfield & rights) !== 0n;
}
