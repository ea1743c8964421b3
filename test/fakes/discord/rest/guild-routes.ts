import {
  GuildChannelResponseSchema,
  GuildMemberResponseSchema,
  GuildResponseSchema,
  GuildRoleResponseSchema,
  ThreadResponseSchema,
} from "discord-api-spec/zod";
import { ChannelType, PermissionFlagsBits as may } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { channelJson } from "../world/channel-json.ts";
import type { Channel } from "../world/channels.ts";
import { fullMemberJson, type Guild, guildJson, type Member, roleJson } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import { isAllowed } from "../world/permissions.ts";
import { byAge } from "../world/snowflakes.ts";
import { personOf } from "../world/state.ts";
import { checked } from "./checked.ts";
import { DiscordError } from "./discord-error.ts";
import {
  joinedGuild,
  parameter,
  type RestCall,
  type Route,
  requirePermissions,
  visibleChannel,
} from "./route.ts";

/** Servers, and who and what is in them, threads that nobody writes in any more among it. */
export const guildRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/guilds/:guild",
    run: (call) => checked(call, GuildResponseSchema, guildJson(joinedGuild(call))),
  },
  { method: "GET", path: "/guilds/:guild/channels", run: channels },
  { method: "GET", path: "/guilds/:guild/roles", run: roles },
  { method: "GET", path: "/guilds/:guild/members", run: members },
  { method: "GET", path: "/guilds/:guild/members/:user", run: member },
  { method: "GET", path: "/guilds/:guild/threads/active", run: activeThreads },
  { method: "GET", path: "/channels/:channel/threads/archived/public", run: archivedThreads },
];

/** All channels, also those that the bot cannot see: Discord tells bots of them. */
function channels(call: RestCall): JsonObject[] {
  return inGuild(call, joinedGuild(call))
    .filter(({ thread }) => !thread)
    .map((channel) => checked(call, GuildChannelResponseSchema, channelJson(call.state, channel)));
}

function roles(call: RestCall): JsonObject[] {
  return [...joinedGuild(call).roles.values()].map((role) =>
    checked(call, GuildRoleResponseSchema, roleJson(role)),
  );
}

function member(call: RestCall): JsonObject {
  const guild = joinedGuild(call);
  const id = parameter(call, "user");
  if (!call.state.people.has(id)) throw new DiscordError(10013);
  const found = guild.members.get(id);
  if (!found) throw new DiscordError(10007);
  return shownMember(call, found);
}

function members(call: RestCall): JsonObject[] {
  const guild = joinedGuild(call);
  if (!call.state.settings.serverMembers) throw new DiscordError(50001);
  const limit = Number(call.query.get("limit") ?? 1);
  const after = call.query.get("after") ?? "0";
  return [...guild.members.values()]
    .filter(({ personId }) => byAge(personId, after) > 0)
    .sort((one, other) => byAge(one.personId, other.personId))
    .slice(0, limit)
    .map((one) => shownMember(call, one));
}

/** Archived threads of a channel that all its readers may read, the last archived first. */
function archivedThreads(call: RestCall): JsonObject {
  const channel = visibleChannel(call);
  requirePermissions(call, channel, may.ReadMessageHistory);
  const before = call.query.get("before");
  const limit = Number(call.query.get("limit") ?? 50);
  const archived = [...call.state.channels.values()]
    .filter(({ parentId, type }) => parentId === channel.id && type !== ChannelType.PrivateThread)
    .flatMap((one) => (one.thread?.isArchived ? [{ one, archivedAt: one.thread.archivedAt }] : []))
    .filter(({ archivedAt }) => before === null || archivedAt < Date.parse(before))
    .sort((one, other) => other.archivedAt - one.archivedAt);
  const shown = archived
    .slice(0, limit)
    .map(({ one }) => checked(call, ThreadResponseSchema, channelJson(call.state, one)));
  return { threads: shown, members: [], has_more: archived.length > limit };
}

function activeThreads(call: RestCall): JsonObject {
  const threads = inGuild(call, joinedGuild(call)).filter(
    (one) => one.thread && !one.thread.isArchived && isAllowed(call.state, one, app.id, may.ViewChannel),
  );
  const shown = threads.map((one) => checked(call, ThreadResponseSchema, channelJson(call.state, one)));
  return { threads: shown, members: shown.flatMap((one) => ("member" in one ? [one.member] : [])) };
}

function shownMember(call: RestCall, one: Member): JsonObject {
  return checked(call, GuildMemberResponseSchema, fullMemberJson(one, personOf(call.state, one.personId)));
}

function inGuild({ state }: RestCall, { id }: Guild): Channel[] {
  return [...state.channels.values()].filter(({ guildId }) => guildId === id);
}
