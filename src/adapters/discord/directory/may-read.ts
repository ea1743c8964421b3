import { type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from "discord.js";
import { readingRights } from "./reach.ts";
import { isVisitor } from "./roles.ts";

/** Whether somebody's permissions let them read what stands in a channel, or in the one that a thread hangs on. */
export function mayRead(channel: GuildBasedChannel, member: GuildMember): boolean {
  const base = channel.isThread() ? channel.parent : channel;
  // Which channel a visitor was invited to Discord does not say.
  return !isVisitor(member) && base?.permissionsFor(member)?.has(readingRights(base)) === true;
}

/** Whether somebody sees the private threads of a channel without being in them. */
export function mayManageThreads(channel: GuildBasedChannel, member: GuildMember): boolean {
  if (!channel.isThread()) return false;
  return channel.parent?.permissionsFor(member)?.has(PermissionFlagsBits.ManageThreads) === true;
}
