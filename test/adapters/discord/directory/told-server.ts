import { Client, Guild, type GuildMember, PermissionFlagsBits as may } from "discord.js";
import type { JsonObject } from "../../../fakes/messages-server/json-value.ts";

const at = "2026-01-01T00:00:00.000000+00:00";

/** What a channel says of a role (0) or a member (1). */
export interface ToldOverwrite {
  readonly id: string;
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** A role as Discord tells of it. */
export interface ToldRole {
  readonly id: string;
  readonly name?: string;
  readonly permissions: bigint;
  /** The bot whose own role it is. */
  readonly ofBot?: string;
}

/** Somebody as Discord tells of them. */
export interface ToldMember {
  readonly id: string;
  readonly roles?: readonly string[];
  readonly nick?: string | null;
  readonly name?: string | null;
  readonly isBot?: boolean;
  readonly isPending?: boolean;
  /** Whether they were invited to one voice channel alone. */
  readonly isVisitor?: boolean;
}

/** A channel as Discord tells of it. */
export interface ToldChannel {
  readonly id: string;
  readonly type: number;
  readonly parent?: string;
  readonly overwrites?: readonly ToldOverwrite[];
}

export const serverId = "100";

/** A server as the vendor's client knows it when Discord has told this of it. Nothing is connected. */
export function toldServer(given: {
  readonly roles?: readonly ToldRole[];
  readonly channels?: readonly ToldChannel[];
  readonly threads?: readonly ToldChannel[];
  readonly members?: readonly ToldMember[];
  readonly owner?: string;
}): Guild {
  const client = new Client({ intents: [] });
  const everyone = { id: serverId, name: "@everyone", permissions: may.ViewChannel | may.ReadMessageHistory };
  const roles = [
    ...(given.roles?.some(({ id }) => id === serverId) ? [] : [everyone]),
    ...(given.roles ?? []),
  ];
  const json: JsonObject = {
    id: serverId,
    name: "Example",
    owner_id: given.owner ?? "1",
    roles: roles.map(roleJson),
    channels: (given.channels ?? []).map(channelJson),
    threads: (given.threads ?? []).map(channelJson),
    members: (given.members ?? []).map(memberJson),
    features: [],
    emojis: [],
    stickers: [],
  };
  return Reflect.construct(Guild, [client, json]);
}

/** One of its members. Throws on none. */
export function memberOf(guild: Guild, id: string): GuildMember {
  const member = guild.members.cache.get(id);
  if (!member) throw new Error(`There is no member ${id}`);
  return member;
}

function roleJson({ id, name = `role ${id}`, permissions, ofBot }: ToldRole): JsonObject {
  const tags = ofBot === undefined ? {} : { tags: { bot_id: ofBot } };
  return {
    id,
    name,
    permissions: String(permissions),
    position: 1,
    managed: ofBot !== undefined,
    color: 0,
    hoist: false,
    mentionable: false,
    ...tags,
  };
}

function channelJson({ id, type, parent, overwrites = [] }: ToldChannel): JsonObject {
  const told = overwrites.map(({ allow, deny, ...of }) => ({
    ...of,
    allow: String(allow),
    deny: String(deny),
  }));
  return {
    id,
    type,
    name: `channel-${id}`,
    guild_id: serverId,
    parent_id: parent ?? null,
    position: 0,
    permission_overwrites: told,
  };
}

function memberJson({
  id,
  roles = [],
  nick = null,
  name = null,
  isBot = false,
  isPending = false,
  isVisitor = false,
}: ToldMember): JsonObject {
  const user = {
    id,
    username: `user-${id}`,
    global_name: name,
    discriminator: "0",
    avatar: null,
    bot: isBot,
  };
  return {
    user,
    nick,
    roles,
    joined_at: at,
    deaf: false,
    mute: false,
    flags: isVisitor ? 16 : 0,
    pending: isPending,
  };
}
