import type { JsonObject } from "../../messages-server/json-value.ts";
import { type Sender, sendMessageEvent } from "../delivery/message-events.ts";
import { type Channel, type ChannelKind, channelType } from "../world/channels.ts";
import { app, teamId } from "../world/identity.ts";
import { channelOf, personOf } from "../world/state.ts";

/** Somebody and a place, by id or name. */
export interface Presence {
  readonly person: string;
  readonly channel: string;
}

interface Sent {
  readonly events: readonly string[];
}

/** Somebody comes into a channel. The bot itself is `reverie`. */
export function join(sender: Sender, { person, channel }: Presence): Sent {
  const [place, id] = [channelOf(sender.state, channel), personOf(sender.state, person).id];
  place.members.add(id);
  return sent([
    memberEvent(sender, place, id, "member_joined_channel"),
    noise(sender, place, id, "channel_join"),
  ]);
}

/** Somebody leaves a channel. When the bot is taken out, it hears of that by an event of its own. */
export function leave(sender: Sender, { person, channel }: Presence): Sent {
  const { state, outbox } = sender;
  const [place, id] = [channelOf(state, channel), personOf(state, person).id];
  const isBot = id === app.userId;
  if (!isBot) {
    const left = [
      memberEvent(sender, place, id, "member_left_channel"),
      noise(sender, place, id, "channel_leave"),
    ];
    place.members.delete(id);
    return sent(left);
  }
  place.members.delete(id);
  const type = place.kind === "public" ? "channel_left" : "group_left";
  return sent([
    outbox.event({ type, channel: place.id, actor_id: "U0OWEN", event_ts: state.nextTimestamp() }),
  ]);
}

/** What changes about a channel; what is not named stays. */
export interface ChannelChange {
  readonly channel: string;
  readonly name?: string;
  readonly isArchived?: boolean;
  /** Conversions to private have no event that one could rely on; `conversations.info` says it. */
  readonly kind?: ChannelKind;
  readonly isShared?: boolean;
}

/** An administrator changes a channel. */
export function changeChannel(sender: Sender, change: ChannelChange): Sent {
  const place = channelOf(sender.state, change.channel);
  const events: (string | null)[] = [];
  if (change.kind !== undefined) place.kind = change.kind;
  if (change.name !== undefined) events.push(rename(sender, place, change.name));
  if (change.isArchived !== undefined) events.push(archive(sender, place, change.isArchived));
  if (change.isShared !== undefined) events.push(share(sender, place, change.isShared));
  return sent(events);
}

/** What a new channel is. People go by id or name; the bot is in it only where it is named. */
export interface NewChannel {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly people: readonly string[];
  readonly isShared?: boolean;
}

/** Somebody makes a channel. */
export function addChannel({ state }: Sender, made: NewChannel): { readonly channel: string } {
  const id = `C0NEW${state.nextNumber()}`;
  state.channels.set(id, {
    id,
    name: made.name,
    kind: made.kind,
    isShared: made.isShared ?? false,
    isArchived: false,
    members: new Set(made.people.map((person) => personOf(state, person).id)),
    createdSeconds: Math.floor(state.time.now() / 1000),
  });
  return { channel: id };
}

function rename(sender: Sender, place: Channel, name: string): string | null {
  place.name = name;
  const type = place.kind === "public" ? "channel_rename" : "group_rename";
  return heard(sender, place, {
    type,
    channel: {
      id: place.id,
      name,
      name_normalized: name,
      created: place.createdSeconds,
      is_channel: place.kind === "public",
      is_mpim: place.kind === "mpim",
    },
  });
}

function archive(sender: Sender, place: Channel, isArchived: boolean): string | null {
  place.isArchived = isArchived;
  const family = place.kind === "public" ? "channel" : "group";
  const by = isArchived || family === "channel" ? { user: "U0OWEN" } : { actor_id: "U0OWEN" };
  const type = `${family}_${isArchived ? "archive" : "unarchive"}`;
  return heard(sender, place, { type, channel: place.id, ...by, ...(isArchived ? { is_moved: 0 } : {}) });
}

function share(sender: Sender, place: Channel, isShared: boolean): string | null {
  place.isShared = isShared;
  const other = "T0OUTSIDE";
  return isShared
    ? heard(sender, place, { type: "channel_shared", connected_team_id: other, channel: place.id })
    : heard(sender, place, {
        type: "channel_unshared",
        previously_connected_team_id: other,
        channel: place.id,
        is_ext_shared: false,
      });
}

function memberEvent(sender: Sender, place: Channel, user: string, type: string): string | null {
  const kind = place.kind === "public" ? "C" : "G";
  return heard(sender, place, { type, user, channel: place.id, channel_type: kind, team: teamId });
}

/** The line in the channel that tells people of it, which comes as a message too. */
function noise(sender: Sender, place: Channel, user: string, subtype: string): string | null {
  const { state } = sender;
  const ts = state.nextTimestamp();
  const text = `<@${user}> has ${subtype === "channel_join" ? "joined" : "left"} the channel`;
  state.messages.add({ ts, channel: place.id, user, text, subtype });
  const event = { type: "message", subtype, ts, event_ts: ts, user, text, team: teamId, inviter: "U0OWEN" };
  return sendMessageEvent(sender, place, { ...event, channel_type: channelType(place.kind) });
}

function heard({ state, outbox }: Sender, place: Channel, event: JsonObject): string | null {
  if (!place.members.has(app.userId)) return null;
  return outbox.event({ ...event, event_ts: state.nextTimestamp() }, String(event.type), place.isShared);
}

function sent(events: readonly (string | null)[]): Sent {
  return { events: events.filter((id) => id !== null) };
}
