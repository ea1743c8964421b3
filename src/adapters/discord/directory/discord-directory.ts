import { ChannelType, type Guild } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";
import { asId, type ChannelId, type WorkspaceId } from "../../../core/ids.ts";
import { type Channel, reverie } from "../../../core/message.ts";
import type { Directory } from "../../../core/ports/directory.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import { guildIn, workspaceOf } from "../identity.ts";
import type { Administrators } from "./administrators.ts";
import { createGuestRoles } from "./guest-roles.ts";
import type { KnownServers } from "./known-servers.ts";
import { createPlaces, type PlacesParts } from "./places.ts";
import { personOf } from "./roles.ts";

/** What the directory works with. */
export interface DirectoryParts extends PlacesParts {
  readonly known: KnownServers;
  readonly administrators: Administrators;
  readonly direct: DirectTalk;
  readonly documents: Documents;
}

/** Who and what there is in each server, kept strictly apart: nothing of one is answered for another. */
export function createDiscordDirectory(parts: DirectoryParts): Directory {
  const { servers, direct } = parts;
  const places = createPlaces(parts);
  const guestRoles = createGuestRoles(parts.documents);

  const guildOf = async (workspace: WorkspaceId): Promise<Guild> => {
    const guild = await servers.find(guildIn(workspace));
    if (!guild) throw new PlatformError("Discord", "unknown-server", true);
    return guild;
  };

  const findChannel = async (workspace: WorkspaceId, id: ChannelId): Promise<Channel | undefined> => {
    const guild = await servers.find(guildIn(workspace));
    if (!guild) return undefined;
    const found = await servers.channel(guild, id);
    if (found) return (await places.isOurs(found)) ? places.describe(found) : undefined;
    const other = guild.client.channels.cache.get(id);
    if (other?.type !== ChannelType.DM) return undefined;
    // A direct conversation is one of this server's only with somebody who is in it.
    const member = await servers.member(guild, other.recipientId);
    return member && { id, name: "direct", reach: "direct", isFollowed: true, hearsAll: true };
  };

  return {
    async workspaces() {
      // Before the first connection what was known last counts.
      const ids = parts.gateway.client() ? servers.ids() : await parts.known.all();
      return ids.map(workspaceOf);
    },
    async workspace(id) {
      const guild = await guildOf(id);
      const given = guild.roles.cache.filter((role) => role.id !== guild.id && !role.managed);
      // Two roles may have the same name: an id is a name as well, for whoever has it.
      const roles = [...given.map(({ name }) => name), ...given.keys()];
      return { id, name: guild.name, timezone: "UTC", roles, defaults: {} };
    },
    async person(workspace, id) {
      if (id === reverie) return { id: reverie, name: "Reverie", role: "bot" };
      const guild = await servers.find(guildIn(workspace));
      const member = guild && (await servers.member(guild, id));
      if (!member) return undefined;
      const person = personOf(member, await guestRoles.of(guild));
      if (person.role === "admin") parts.administrators.seen(member.guild.id, member.id);
      return person;
    },
    administrators: async (workspace) =>
      (await parts.administrators.of(await guildOf(workspace))).map((id) => asId(id)),
    channel: findChannel,
    channels: async (workspace) =>
      Promise.all((await places.ours(await guildOf(workspace))).map(places.describe)),
    async channelsOf(workspace, person) {
      const guild = await guildOf(workspace);
      const member = await servers.member(guild, person);
      if (!member) return [];
      const all = await places.ours(guild);
      const isThere = await Promise.all(all.map((channel) => places.isIn(channel, member)));
      const own = await direct.find(guild.id, person);
      const ids = all.flatMap(({ id }, index) => (isThere[index] ? [asId<ChannelId>(id)] : []));
      return own ? [...ids, own] : ids;
    },
    async openDirect(workspace, person) {
      const guild = await guildOf(workspace);
      // Who has left the server is told nothing of it any more, also where another one is shared.
      if (!(await servers.member(guild, person))) throw new PlatformError("Discord", "unknown-member", true);
      return direct.open(guild.id, person);
    },
    recheck(workspace, person) {
      servers.recheck(guildIn(workspace), person);
      places.recheck();
    },
  };
}
