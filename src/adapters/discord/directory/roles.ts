import { type GuildMember, GuildMemberFlags, PermissionFlagsBits } from "discord.js";
import { asId } from "../../../core/ids.ts";
import type { Person, Role } from "../../../core/message.ts";

/** Whoever may change the server is its administrator. */
const administrating = PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageGuild;

/** Whether these permissions are an administrator's. */
export function isAdministrating(permissions: bigint): boolean {
  return (permissions & administrating) !== 0n;
}

/** Whether somebody administers the server, by permission and never by name. */
export function isAdministrator({ id, guild, permissions }: GuildMember): boolean {
  return guild.ownerId === id || isAdministrating(permissions.bitfield);
}

/** Whether somebody was invited to one voice channel alone: they read no other, whatever its permissions say. */
export function isVisitor({ flags }: GuildMember): boolean {
  return flags.has(GuildMemberFlags.IsGuest);
}

/** What a member of a server is. Whoever has not passed the server's screening counts as a guest. */
function roleOf(member: GuildMember, guestRoles: ReadonlySet<string>): Role {
  if (member.user.bot) return "bot";
  if (isAdministrator(member)) return "admin";
  const hasGuestRole = member.roles.cache.some(({ id }) => guestRoles.has(id));
  return hasGuestRole || member.pending || isVisitor(member) ? "guest" : "member";
}

/** `guestRoles` are the ids of the roles whose holders are guests. */
export function personOf(member: GuildMember, guestRoles: ReadonlySet<string>): Person {
  return { id: asId(member.id), name: member.displayName, role: roleOf(member, guestRoles) };
}
