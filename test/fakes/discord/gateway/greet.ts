import {
  GuildChannelResponseSchema,
  GuildMemberResponseSchema,
  GuildResponseSchema,
  ThreadResponseSchema,
  UserResponseSchema,
} from "discord-api-spec/zod";
import { PermissionFlagsBits as may } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { ownFaults } from "../schema/own-faults.ts";
import { applicationFlags } from "../world/application-json.ts";
import { channelJson } from "../world/channel-json.ts";
import { fullMemberJson, type Guild, guildJson } from "../world/guilds.ts";
import { app, instant } from "../world/identity.ts";
import { userJson } from "../world/people.ts";
import { isAllowed } from "../world/permissions.ts";
import { type DiscordState, personOf } from "../world/state.ts";
import { type Session, shardOf, tell } from "./session.ts";

/** Tells a new session who the bot is, and of each server that it is in. */
export function greet(state: DiscordState, session: Session): void {
  const [index, count] = session.shard;
  const isOfSession = ({ id, members }: Guild) => members.has(app.id) && shardOf(id, count) === index;
  const guilds = [...state.guilds.values()].filter(isOfSession);
  const user = userJson(personOf(state, app.id));
  state.records.ownFaults.push(...ownFaults("READY", UserResponseSchema, user));
  tell(session, "READY", {
    v: 10,
    user: { ...user, verified: true, mfa_enabled: false, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: "normal",
    resume_gateway_url: `${state.baseUrl.replace("http", "ws")}/gateway`,
    shard: session.shard,
    application: { id: app.id, flags: applicationFlags(state) },
    private_channels: [],
    relationships: [],
    presences: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    _trace: ["loopback"],
  });
  for (const guild of guilds.filter(({ isOut }) => !isOut)) {
    tell(session, "GUILD_CREATE", guildCreate(state, guild));
  }
}

/** A server with all that is in it: its channels, also those that the bot cannot see, and its own member. */
export function guildCreate(state: DiscordState, guild: Guild): JsonObject {
  const inGuild = [...state.channels.values()].filter(({ guildId }) => guildId === guild.id);
  const channels = inGuild.filter(({ thread }) => !thread).map((one) => channelJson(state, one));
  const threads = inGuild
    .filter((one) => one.thread && !one.thread.isArchived && isAllowed(state, one, app.id, may.ViewChannel))
    .map((one) => channelJson(state, one));
  const own = guild.members.get(app.id);
  const members = own ? [fullMemberJson(own, personOf(state, app.id))] : [];
  const shown = guildJson(guild);
  state.records.ownFaults.push(
    ...ownFaults("GUILD_CREATE", GuildResponseSchema, shown),
    ...channels.flatMap((one) => ownFaults("GUILD_CREATE channel", GuildChannelResponseSchema, one)),
    ...threads.flatMap((one) => ownFaults("GUILD_CREATE thread", ThreadResponseSchema, one)),
    ...members.flatMap((one) => ownFaults("GUILD_CREATE member", GuildMemberResponseSchema, one)),
  );
  return {
    ...shown,
    joined_at: instant(own?.joinedAt ?? 0),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members,
    channels,
    threads,
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
