import { ChannelType, type Guild, type GuildMember, PermissionFlagsBits } from "discord.js";
import type { PersonId } from "../../../core/ids.ts";
import type { Servers } from "../directory/servers.ts";
import { mentionedUsers, readableText } from "../receive/discord-text.ts";

/** The most people whose names are looked up for one command; the others stay ids. */
const namedAtMost = 10;

/**
 * The text of a command with names where Discord has put ids, as what is said in a message is read. A channel
 * that the person cannot see keeps its name to itself. Rejects with a PlatformError.
 */
export async function readableCommand(
  servers: Servers,
  guild: Guild,
  person: PersonId,
  text: string,
): Promise<string> {
  if (!text.includes("<")) return text;
  const ids = [...new Set(mentionedUsers(text))].slice(0, namedAtMost);
  const members = await Promise.all(ids.map((id) => servers.member(guild, id)));
  const names = new Map(ids.map((id, index) => [id, members[index]?.displayName]));
  const giver = await servers.member(guild, person);
  return readableText(text, {
    user: (id) => names.get(id),
    role: (id) => guild.roles.cache.get(id)?.name,
    channel: (id) => (giver ? nameFor(guild, giver, id) : undefined),
  });
}

function nameFor(guild: Guild, giver: GuildMember, id: string): string | undefined {
  const channel = guild.channels.cache.get(id);
  if (!channel || channel.type === ChannelType.PrivateThread) return undefined;
  return channel.permissionsFor(giver)?.has(PermissionFlagsBits.ViewChannel) ? channel.name : undefined;
}
