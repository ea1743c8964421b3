import { type GuildMember, PermissionFlagsBits } from "discord.js";
import { asId } from "../../../core/ids.ts";
import type { Person, Role } from "../../../core/message.ts";

/** Whoever may change the server is its administrator. */
const administrating = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;

/** Whether somebody administers the server, by permission and never by name. */
export function isAdministrator({ id, guild, permissions }: GuildMember): boolean {
  return guild.ownerId === id || (permissions.bitfield & administrating) !== 0n;
}

/** What a member of a server is. Whoever has not passed the server's screening counts as a guest. */
function roleOf(member: GuildMember, guestRole: string): Role {
  if (member.user.bot) return "bot";
  if (isAdministrator(member)) return "admin";
  const isGuest =
    guestRole !== "" && member.roles.cache.some(({ id, name }) => id === guestRole || name === guestRole);
  return isGuest || member.pending ? "guest" : "member";
}

/** `guestRole` is the name or id of the role whose holders are guests; empty for none. */
export function personOf(member: GuildMember, guestRole: string): Person {
  return { id: asId(member.id), name: member.displayName, role: roleOf(member, guestRole) };
}
