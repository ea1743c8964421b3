import { ChannelType, PermissionFlagsBits as may, OverwriteType } from "discord-api-types/v10";
import type { Channel } from "./channels.ts";
import type { Guild, Member } from "./guilds.ts";
import { app } from "./identity.ts";
import type { DiscordState } from "./state.ts";

const all = Object.values(may).reduce((sum, bit) => sum | bit, 0n);

/** What somebody may do in a direct conversation that they are in. */
const directly =
  may.ViewChannel | may.SendMessages | may.ReadMessageHistory | may.AddReactions | may.EmbedLinks;

/** What a member may do in the whole server. */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.personId) return all;
  const held = [guild.id, ...member.roles].map((id) => guild.roles.get(id)?.permissions ?? 0n);
  const sum = held.reduce((one, other) => one | other, 0n);
  return sum & may.Administrator ? all : sum;
}

/**
 * What somebody may do in a channel, by the order that Discord documents: roles, then what the channel says
 * of everyone, of their roles, and of themselves. Nothing at all where they cannot see it.
 */
export function channelPermissions(state: DiscordState, channel: Channel, personId: string): bigint {
  if (channel.guildId === null) return directPermissions(channel, personId);
  const guild = state.guilds.get(channel.guildId);
  const member = guild?.members.get(personId);
  if (!guild || !member || guild.isOut) return 0n;
  const place = channel.thread ? state.channels.get(channel.parentId ?? "") : channel;
  if (!place) return 0n;
  const permissions = overwritten(guild, member, place);
  if (!(permissions & may.ViewChannel)) return 0n;
  const isHidden =
    channel.type === ChannelType.PrivateThread &&
    !channel.thread?.members.has(personId) &&
    !(permissions & may.ManageThreads);
  return isHidden ? 0n : permissions;
}

function directPermissions(channel: Channel, personId: string): bigint {
  const isTheirs = channel.recipientId === personId || personId === app.id;
  return isTheirs ? directly : 0n;
}

function overwritten(guild: Guild, member: Member, place: Channel): bigint {
  const base = guildPermissions(guild, member);
  if (base & may.Administrator) return all;
  const of = (isMeant: (id: string, type: OverwriteType) => boolean) =>
    place.overwrites.filter(({ id, type }) => isMeant(id, type));
  const steps = [
    of((id) => id === guild.id),
    of((id, type) => type === OverwriteType.Role && member.roles.has(id)),
    of((id, type) => type === OverwriteType.Member && id === member.personId),
  ];
  return steps.reduce((sum, step) => {
    const denied = step.reduce((bits, { deny }) => bits | deny, 0n);
    const allowed = step.reduce((bits, { allow }) => bits | allow, 0n);
    return (sum & ~denied) | allowed;
  }, base);
}

/** Whether somebody may do all of this in a channel. */
export function isAllowed(state: DiscordState, channel: Channel, personId: string, bits: bigint): boolean {
  return (channelPermissions(state, channel, personId) & bits) === bits;
}

/** The permission that posting in a channel takes. */
export function sendingBit(channel: Channel): bigint {
  return channel.thread ? may.SendMessagesInThreads : may.SendMessages;
}
