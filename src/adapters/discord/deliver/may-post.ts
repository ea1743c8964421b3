import { type Client, type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";
import { lockedThreadCode, missingAccessCode, missingPermissionCode } from "../web/call-failure.ts";

/** What is to be done in a place: to say something, or to change what stands. */
export type Purpose = "say" | "change";

/**
 * Throws the PlatformError that Discord would refuse with, where what it told of roles and channels says so
 * already: a refusal that is not asked for counts towards no ban. Harmless for a channel that is not known.
 */
export function checkMayPost(client: Client | undefined, channelId: string, purpose: Purpose): void {
  const found = standing(client, channelId);
  if (!found) return;
  const { channel, me } = found;
  const rights = channel.permissionsFor(me);
  if (!rights.has(PermissionFlagsBits.ViewChannel)) throw refusal(missingAccessCode);
  if (purpose === "change") return;
  const isThread = channel.isThread();
  const sending = isThread ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages;
  if (!rights.has(sending) || me.isCommunicationDisabled()) throw refusal(missingPermissionCode);
  const isLocked = isThread && channel.archived && channel.locked;
  if (isLocked && !rights.has(PermissionFlagsBits.ManageThreads)) throw refusal(lockedThreadCode);
}

/** What decides there about what we may do, as one string that changes with it; empty where it is not known. */
export function rightsIn(client: Client | undefined, channelId: string): string {
  const found = standing(client, channelId);
  if (!found) return "";
  const { channel, me } = found;
  const ofThread = channel.isThread() ? [channel.locked, channel.joined] : [];
  return [channel.permissionsFor(me).bitfield, me.communicationDisabledUntilTimestamp, ...ofThread].join(" ");
}

function standing(
  client: Client | undefined,
  channelId: string,
): { readonly channel: GuildBasedChannel; readonly me: GuildMember } | undefined {
  const channel = client?.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || !("guild" in channel)) return undefined;
  const { me } = channel.guild.members;
  return me ? { channel, me } : undefined;
}

function refusal(code: string): PlatformError {
  return new PlatformError("Discord", code, true);
}
