import { type Client, PermissionFlagsBits } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";

/**
 * Throws the PlatformError that Discord would refuse with, where what it told of roles and channels says so
 * already: a refusal that is not asked for counts towards no ban. Harmless for a channel that is not known.
 */
export function checkMayPost(client: Client | undefined, channelId: string): void {
  const channel = client?.channels.cache.get(channelId);
  if (!channel || channel.isDMBased() || !("guild" in channel)) return;
  const { me } = channel.guild.members;
  if (!me) return;
  const rights = channel.permissionsFor(me);
  if (!rights.has(PermissionFlagsBits.ViewChannel)) throw new PlatformError("Discord", "50001", true);
  const sending = channel.isThread()
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
  if (!rights.has(sending)) throw new PlatformError("Discord", "50013", true);
}
