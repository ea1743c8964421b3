import { app, teamId } from "./identity.ts";
import { outsideTeamId } from "./people.ts";

/** What kind of conversation it is. */
export type ChannelKind = "public" | "private" | "im" | "mpim";

/** A conversation. */
export interface Channel {
  readonly id: string;
  name: string;
  kind: ChannelKind;
  /** Whether people of another team are in it. */
  isShared: boolean;
  isArchived: boolean;
  /** Ids of the people in it. */
  readonly members: Set<string>;
  readonly createdSeconds: number;
}

/** The channels that a workspace starts with. The bot is in all but `random` and `secret`. */
export function firstChannels(createdSeconds: number): Channel[] {
  const channel = (name: string, kind: ChannelKind, people: string): Channel => ({
    id: `C0${name.toUpperCase().replaceAll("-", "")}`,
    name,
    kind,
    isShared: false,
    isArchived: false,
    members: new Set(people.split(" ").map((person) => `U0${person.toUpperCase()}`)),
    createdSeconds,
  });
  return [
    channel("general", "public", "owen ana ben dora cleo robo reverie"),
    channel("engineering", "public", "ana ben dora robo reverie"),
    channel("random", "public", "owen ana ben dora"),
    channel("core-team", "private", "ana ben reverie"),
    channel("secret", "private", "owen dora"),
    { ...channel("old", "public", "ana ben reverie"), isArchived: true },
    { ...channel("partners", "public", "ana ben olaf reverie"), isShared: true },
    channel("solo-desk", "private", "ana solo reverie"),
    channel("mpdm-ana--ben--reverie-1", "mpim", "ana ben reverie"),
  ];
}

/** A direct conversation with the bot. */
export function directChannel(personId: string, createdSeconds: number): Channel {
  return {
    id: `D${personId.slice(1)}`,
    name: "",
    kind: "im",
    isShared: false,
    isArchived: false,
    members: new Set([personId, app.userId]),
    createdSeconds,
  };
}

/** What an event calls the kind. */
export function channelType(kind: ChannelKind): "channel" | "group" | "im" | "mpim" {
  return ({ public: "channel", private: "group", im: "im", mpim: "mpim" } as const)[kind];
}

/** What scopes and subscriptions call the kind. */
export function channelFamily(kind: ChannelKind): "channels" | "groups" | "im" | "mpim" {
  return ({ public: "channels", private: "groups", im: "im", mpim: "mpim" } as const)[kind];
}

/** A conversation as `conversations.info` shows it to the bot. */
export function channelJson(channel: Channel): object {
  const { id, kind, createdSeconds, isArchived, isShared } = channel;
  const common = {
    id,
    created: createdSeconds,
    is_archived: isArchived,
    is_im: kind === "im",
    is_org_shared: false,
    context_team_id: teamId,
    updated: createdSeconds * 1000,
  };
  if (kind === "im") {
    const user = [...channel.members].find((member) => member !== app.userId) ?? app.userId;
    return { ...common, user, is_user_deleted: false, priority: 0 };
  }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: kind === "public",
    is_group: kind === "private",
    is_mpim: kind === "mpim",
    is_private: kind !== "public",
    is_general: channel.name === "general",
    is_member: channel.members.has(app.userId),
    is_shared: isShared,
    is_ext_shared: isShared,
    is_pending_ext_shared: false,
    is_open: true,
    unlinked: 0,
    creator: "U0OWEN",
    shared_team_ids: isShared ? [teamId, outsideTeamId] : [teamId],
    connected_team_ids: isShared ? [outsideTeamId] : [],
    pending_shared: [],
    pending_connected_team_ids: [],
    topic: { value: "", creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    previous_names: [],
  };
}
