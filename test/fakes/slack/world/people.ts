import { app, teamId } from "./identity.ts";

/** What somebody is in the workspace. */
export type PersonKind =
  | "owner"
  | "admin"
  | "member"
  | "guest"
  | "single-channel-guest"
  | "outsider"
  | "bot"
  | "slackbot";

/** Somebody, as Slack knows them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  kind: PersonKind;
  deleted: boolean;
  /** The bot's id where the person is a bot, else null. */
  readonly botId: string | null;
}

/** The team of those from outside. */
export const outsideTeamId = "T0OUTSIDE";

/** The people that a workspace starts with; the bot under test is among them. */
export function firstPeople(): Person[] {
  const person = (name: string, kind: PersonKind): Person => ({
    id: `U0${name.toUpperCase()}`,
    name,
    kind,
    deleted: false,
    botId: kind === "bot" ? `B0${name.toUpperCase()}` : null,
  });
  return [
    person("owen", "owner"),
    person("ana", "admin"),
    person("ben", "member"),
    person("dora", "member"),
    person("cleo", "guest"),
    person("solo", "single-channel-guest"),
    person("olaf", "outsider"),
    person("robo", "bot"),
    { ...person("gone", "member"), deleted: true },
    { id: "USLACKBOT", name: "slackbot", kind: "slackbot", deleted: false, botId: null },
    { id: app.userId, name: app.name, kind: "bot", deleted: false, botId: app.botId },
  ];
}

/** The team that somebody belongs to. */
export function teamOf(person: Person): string {
  return person.kind === "outsider" ? outsideTeamId : teamId;
}

/** Somebody as `users.info` shows them. */
export function userJson(person: Person, updatedSeconds: number): object {
  const { id, name, kind, deleted } = person;
  const common = {
    id,
    team_id: teamOf(person),
    name,
    deleted,
    profile: profileOf(person),
    updated: updatedSeconds,
  };
  const isBot = kind === "bot";
  if (deleted) return { ...common, is_bot: isBot, is_app_user: false };
  const isGuest = kind === "guest" || kind === "single-channel-guest";
  return {
    ...common,
    color: "9f69e7",
    real_name: realName(person),
    tz: "Europe/Berlin",
    tz_label: "Central European Time",
    tz_offset: 3600,
    locale: "en-US",
    is_admin: kind === "admin" || kind === "owner",
    is_owner: kind === "owner",
    is_primary_owner: kind === "owner",
    is_restricted: isGuest,
    is_ultra_restricted: kind === "single-channel-guest",
    // Slackbot is none to Slack, which is why programs ask for its id.
    is_bot: isBot,
    is_app_user: false,
    is_email_confirmed: true,
    who_can_share_contact_card: "EVERYONE",
    ...(kind === "outsider" ? { is_stranger: true } : {}),
  };
}

function realName({ name }: Person): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

function profileOf(person: Person): object {
  return {
    title: "",
    phone: "",
    skype: "",
    real_name: realName(person),
    real_name_normalized: realName(person),
    display_name: person.name,
    display_name_normalized: person.name,
    status_text: "",
    status_text_canonical: "",
    status_emoji: "",
    status_emoji_display_info: [],
    status_expiration: 0,
    avatar_hash: "g0",
    first_name: realName(person),
    last_name: "",
    image_24: "",
    image_32: "",
    image_48: "",
    image_72: "",
    image_192: "",
    image_512: "",
    team: teamOf(person),
    fields: [],
    ...(person.botId === null ? {} : { bot_id: person.botId, api_app_id: app.id }),
  };
}
