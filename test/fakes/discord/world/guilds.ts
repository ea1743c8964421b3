import { PermissionFlagsBits as may } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { app, instant } from "./identity.ts";
import { type Person, userJson } from "./people.ts";

/** A role of a server. */
export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  readonly position: number;
  /** Whether it belongs to the bot. */
  readonly isManaged: boolean;
  isMentionable: boolean;
}

/** Somebody in a server. */
export interface Member {
  readonly personId: string;
  nick: string | null;
  /** Ids; without the one that all have. */
  readonly roles: Set<string>;
  readonly joinedAt: number;
}

/** A server. */
export interface Guild {
  readonly id: string;
  readonly name: string;
  ownerId: string;
  readonly locale: string;
  readonly systemChannelId: string;
  /** The role that all have is the one with the server's own id. */
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  /** Whether Discord has lost sight of it for a while. */
  isOut: boolean;
}

/** What everyone may do unless a channel says otherwise. */
const everyoneMay =
  may.ViewChannel |
  may.SendMessages |
  may.ReadMessageHistory |
  may.SendMessagesInThreads |
  may.CreatePublicThreads |
  may.AddReactions |
  may.UseApplicationCommands |
  may.EmbedLinks;

/** What the bot is given when it is added. */
const botMay = may.ViewChannel | may.SendMessages | may.SendMessagesInThreads | may.ReadMessageHistory;

const example = "100000000000000001";
const other = "100000000000000002";

/** Ids of the roles that a test may name. */
const roleIds = {
  admins: "120000000000000001",
  guest: "120000000000000002",
  bot: "120000000000000003",
  otherBot: "120000000000000004",
} as const;

/** The servers that there are. The bot is in those that are named. */
export function firstGuilds(
  people: readonly Person[],
  withBot: readonly string[],
  joinedAt: number,
): Guild[] {
  const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? "";
  const guild = (id: string, name: string, owner: string, members: string, systemChannelId: string) => ({
    id,
    name,
    ownerId: idOf(owner),
    locale: "en-US",
    systemChannelId,
    roles: new Map([[id, role(id, "@everyone", everyoneMay, 0)]]),
    members: new Map(members.split(" ").map((one) => [idOf(one), member(idOf(one), joinedAt)])),
    isOut: false,
  });
  const first: Guild = guild(example, "Example", "owen", "owen ana ben dora cleo robo", "110000000000000001");
  first.roles.set(roleIds.admins, role(roleIds.admins, "Admins", may.ManageGuild, 3));
  first.roles.set(roleIds.guest, role(roleIds.guest, "Guest", 0n, 1));
  first.members.get(idOf("ana"))?.roles.add(roleIds.admins);
  first.members.get(idOf("cleo"))?.roles.add(roleIds.guest);
  const second: Guild = guild(other, "Other", "erin", "erin ben", "110000000000000101");
  for (const one of [first, second]) if (withBot.includes(one.name)) addBotTo(one, joinedAt);
  return [first, second];
}

/** Puts the bot into a server, with a role of its own. */
export function addBotTo(guild: Guild, joinedAt: number): void {
  const id = guild.id === example ? roleIds.bot : roleIds.otherBot;
  guild.roles.set(id, { ...role(id, app.name, botMay, 2), isManaged: true });
  guild.members.set(app.id, { ...member(app.id, joinedAt), roles: new Set([id]) });
}

function role(id: string, name: string, permissions: bigint, position: number): Role {
  return { id, name, permissions, position, isManaged: false, isMentionable: false };
}

/** Somebody who has just joined. */
export function member(personId: string, joinedAt: number): Member {
  return { personId, nick: null, roles: new Set(), joinedAt };
}

/** A role as Discord shows it. */
export function roleJson(role: Role): JsonObject {
  const { id, name, permissions, position, isManaged, isMentionable } = role;
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: isManaged,
    mentionable: isMentionable,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...(isManaged ? { tags: { bot_id: app.id, integration_id: app.integrationId } } : {}),
  };
}

/** Somebody in a server as messages and interactions show them: without the user. */
export function memberJson({ nick, roles, joinedAt }: Member): JsonObject {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: instant(joinedAt),
    nick,
    pending: false,
    premium_since: null,
    roles: [...roles],
    mute: false,
    deaf: false,
  };
}

/** Somebody in a server, with the user. */
export function fullMemberJson(one: Member, person: Person): JsonObject {
  return { ...memberJson(one), user: userJson(person) };
}

/** A server as REST shows it: without channels and members. */
export function guildJson({ id, name, ownerId, locale, systemChannelId, roles }: Guild): JsonObject {
  return {
    id,
    name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: [],
    banner: null,
    owner_id: ownerId,
    application_id: null,
    region: "deprecated",
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: systemChannelId,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    roles: [...roles.values()].map(roleJson),
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: locale,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
  };
}
