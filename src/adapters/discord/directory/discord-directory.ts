import { ChannelType, type Guild, type GuildBasedChannel, type GuildMember, Routes } from "discord.js";
import { Remembered } from "../../../core/calls/remembered.ts";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../../core/errors.ts";
import { asId, type ChannelId, type WorkspaceId } from "../../../core/ids.ts";
import { type Channel, reverie } from "../../../core/message.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Directory } from "../../../core/ports/directory.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import { readOwnSetting } from "../../../core/settings/settings.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { guildIn, workspaceOf } from "../identity.ts";
import { unknownMemberCodes } from "../web/call-failure.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import type { Administrators } from "./administrators.ts";
import type { KnownServers } from "./known-servers.ts";
import { isForTalk, reachOf, readingRights } from "./reach.ts";
import { personOf } from "./roles.ts";
import type { Servers } from "./servers.ts";

/** What the directory works with. */
export interface DirectoryParts {
  readonly calls: DiscordCalls;
  readonly gateway: Gateway;
  readonly servers: Servers;
  readonly known: KnownServers;
  readonly administrators: Administrators;
  readonly direct: DirectTalk;
  readonly documents: Documents;
  readonly clock: Clock;
}

/** Who and what there is in each server, kept strictly apart: nothing of one is answered for another. */
export function createDiscordDirectory(parts: DirectoryParts): Directory {
  const { calls, gateway, servers, direct } = parts;

  const inThread = new Remembered(parts.clock, async (key): Promise<boolean> => {
    const [threadId = "", userId = ""] = key.split(" ");
    const kind = { method: "thread-member", channel: threadId, repeatable: true };
    const found = await unlessUnknown([...unknownMemberCodes, "10003", "50001"], () =>
      calls.call(kind, (rest) => rest.get(Routes.threadMembers(threadId, userId))),
    );
    return found !== undefined;
  });

  const guildOf = async (workspace: WorkspaceId): Promise<Guild> => {
    const guild = await servers.find(guildIn(workspace));
    if (!guild) throw new PlatformError("Discord", "unknown-server", true);
    return guild;
  };

  const channelOf = (channel: GuildBasedChannel): Channel => ({
    id: asId(channel.id),
    name: channel.name,
    reach: reachOf(channel),
    isFollowed: true,
    hearsAll: gateway.hearsAll(),
  });

  /** Whether we can read the channel: what we cannot is as if it were not there. */
  const isOurs = (channel: GuildBasedChannel): boolean => {
    const { me } = channel.guild.members;
    return me !== null && mayRead(channel, me);
  };

  /** Public threads are part of the channel that they hang on; a private one is a channel of its own. */
  const ours = (guild: Guild): GuildBasedChannel[] =>
    [...guild.channels.cache.values()].filter(
      (channel) =>
        (channel.type === ChannelType.PrivateThread ? true : isForTalk(channel)) && isOurs(channel),
    );

  const isIn = async (channel: GuildBasedChannel, member: GuildMember): Promise<boolean> => {
    if (!mayRead(channel, member)) return false;
    if (channel.type !== ChannelType.PrivateThread || mayManageThreads(channel, member)) return true;
    return inThread.get(`${channel.id} ${member.id}`);
  };

  const findChannel = async (workspace: WorkspaceId, id: ChannelId): Promise<Channel | undefined> => {
    const guild = await servers.find(guildIn(workspace));
    if (!guild) return undefined;
    const found = await servers.channel(guild, id);
    if (found) return isOurs(found) ? channelOf(found) : undefined;
    const other = guild.client.channels.cache.get(id);
    if (other?.type !== ChannelType.DM) return undefined;
    // A direct conversation is one of this server's only with somebody who is in it.
    const member = await servers.member(guild, other.recipientId);
    return member && { id, name: "direct", reach: "direct", isFollowed: true, hearsAll: true };
  };

  return {
    async workspaces() {
      // Before the first connection what was known last counts.
      const ids = gateway.client() ? servers.ids() : await parts.known.all();
      return ids.map(workspaceOf);
    },
    async workspace(id) {
      const guild = await guildOf(id);
      const roles = guild.roles.cache.filter((role) => role.id !== guild.id && !role.managed);
      return { id, name: guild.name, timezone: "UTC", roles: roles.map(({ name }) => name), defaults: {} };
    },
    async person(workspace, id) {
      if (id === reverie) return { id: reverie, name: "Reverie", role: "bot" };
      const guild = await servers.find(guildIn(workspace));
      const member = guild && (await servers.member(guild, id));
      if (!member) return undefined;
      const person = personOf(member, (await readOwnSetting(parts.documents, workspace, "guest-role")) ?? "");
      if (person.role === "admin") parts.administrators.seen(member.guild.id, member.id);
      return person;
    },
    administrators: async (workspace) =>
      (await parts.administrators.of(await guildOf(workspace))).map((id) => asId(id)),
    channel: findChannel,
    channels: async (workspace) => ours(await guildOf(workspace)).map(channelOf),
    async channelsOf(workspace, person) {
      const guild = await guildOf(workspace);
      const member = await servers.member(guild, person);
      if (!member) return [];
      const all = ours(guild);
      const isThere = await Promise.all(all.map((channel) => isIn(channel, member)));
      const own = await direct.find(guild.id, person);
      const ids = all.flatMap(({ id }, index) => (isThere[index] ? [asId<ChannelId>(id)] : []));
      return own ? [...ids, own] : ids;
    },
    openDirect: (workspace, person) => direct.open(guildIn(workspace), person),
    recheck(workspace, person) {
      servers.recheck(guildIn(workspace), person);
      inThread.forgetAll();
    },
  };
}

function mayRead(channel: GuildBasedChannel, member: GuildMember): boolean {
  const base = channel.isThread() ? channel.parent : channel;
  return base?.permissionsFor(member)?.has(readingRights(base)) === true;
}

function mayManageThreads(channel: GuildBasedChannel, member: GuildMember): boolean {
  return channel.isThread() && channel.parent?.permissionsFor(member)?.has("ManageThreads") === true;
}
