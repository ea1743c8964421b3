import { GuildChannelResponseSchema } from "discord-api-spec/zod";
import {
  ChannelType,
  GatewayIntentBits as intents,
  PermissionFlagsBits as may,
  OverwriteType,
} from "discord-api-types/v10";
import { guildField, type Sent } from "../gateway/message-events.ts";
import type { Sender } from "../gateway/sender.ts";
import { ownFaults } from "../schema/own-faults.ts";
import { channelJson } from "../world/channel-json.ts";
import { type Channel, channel as newChannel, type Overwrite } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import { isAllowed } from "../world/permissions.ts";
import { channelOf, type DiscordState, guildOf } from "../world/state.ts";
import type { Place } from "./talk.ts";

/** A permission by Discord's name, as `ViewChannel`. */
export type Permission = keyof typeof may;

/** What a channel says of a role or person, by name; `@everyone` is a role, `reverie` the bot. */
export interface NamedOverwrite {
  readonly of: string;
  readonly allow?: readonly Permission[];
  readonly deny?: readonly Permission[];
}

/** A channel that is to be. */
export interface NewChannel {
  readonly name: string;
  readonly guild?: string;
  readonly type?: ChannelType;
  readonly overwrites?: readonly NamedOverwrite[];
}

/** Somebody makes a channel. */
export function addChannel(sender: Sender, made: NewChannel): Sent & { readonly id: string } {
  const { state } = sender;
  const guildId = guildOf(state, made.guild ?? "Example").id;
  const id = state.snowflakes.next();
  const place = newChannel(id, made.name, made.type ?? ChannelType.GuildText, guildId, state.channels.size, {
    parentId: null,
    overwrites: (made.overwrites ?? []).map((one) => overwriteOf(state, guildId, one)),
  });
  state.channels.set(id, place);
  return { id, ...tell(sender, place, "CHANNEL_CREATE") };
}

/** A moderator changes a channel: its name, who may do what in it, its slow mode; or deletes it. */
export function changeChannel(
  sender: Sender,
  change: Place & {
    readonly name?: string;
    readonly overwrites?: readonly NamedOverwrite[];
    readonly slowModeSeconds?: number;
    readonly isDeleted?: boolean;
  },
): Sent {
  const { state } = sender;
  const place = channelOf(state, change.channel, change.guild);
  if (change.isDeleted) return removeChannel(sender, place);
  const { guildId } = place;
  if (guildId === null) throw new Error("A direct conversation does not change");
  const wasSeen = isAllowed(state, place, app.id, may.ViewChannel);
  place.name = change.name ?? place.name;
  place.slowModeSeconds = change.slowModeSeconds ?? place.slowModeSeconds;
  if (change.overwrites) place.overwrites = change.overwrites.map((one) => overwriteOf(state, guildId, one));
  const { events } = tell(sender, place, "CHANNEL_UPDATE");
  const isGained = !wasSeen && isAllowed(state, place, app.id, may.ViewChannel);
  return isGained ? { events: [...events, ...listThreads(sender, place).events] } : { events };
}

function removeChannel(sender: Sender, place: Channel): Sent {
  const { state, gateway } = sender;
  const guildId = place.guildId;
  state.channels.delete(place.id);
  for (const one of [...state.channels.values()]) {
    if (one.thread && one.parentId === place.id) state.channels.delete(one.id);
  }
  if (!place.thread) return tell(sender, place, "CHANNEL_DELETE");
  const { id, parentId, type } = place;
  const data = { id, guild_id: guildId, parent_id: parentId, type };
  return { events: [gateway.dispatch({ type: "THREAD_DELETE", intent: intents.Guilds, guildId, data })] };
}

/** Who sees a channel anew is told of its threads. */
function listThreads({ state, gateway }: Sender, place: Channel): Sent {
  const threads = [...state.channels.values()].filter(
    (one) => one.parentId === place.id && one.thread && isAllowed(state, one, app.id, may.ViewChannel),
  );
  const shown = threads.map((one) => channelJson(state, one));
  const data = { ...guildField(place), channel_ids: [place.id], threads: shown, members: [] };
  const sync = { type: "THREAD_LIST_SYNC", intent: intents.Guilds, guildId: place.guildId, data };
  return { events: [gateway.dispatch(sync)] };
}

/** Bots are told of all channels, also of those that they cannot see. */
function tell({ state, gateway }: Sender, place: Channel, type: string): Sent {
  const guild = state.guilds.get(place.guildId ?? "");
  if (!guild?.members.has(app.id)) return { events: [] };
  const data = channelJson(state, place);
  state.records.ownFaults.push(...ownFaults(type, GuildChannelResponseSchema, data));
  return { events: [gateway.dispatch({ type, intent: intents.Guilds, guildId: guild.id, data })] };
}

function overwriteOf(
  state: DiscordState,
  guildId: string,
  { of, allow = [], deny = [] }: NamedOverwrite,
): Overwrite {
  const roles = [...(state.guilds.get(guildId)?.roles.values() ?? [])];
  const role = roles.find(({ name, id, isManaged }) => id === of || (name === of && !isManaged));
  const person = [...state.people.values()].find(({ name, id }) => id === of || name === of);
  const id = role?.id ?? person?.id;
  if (id === undefined) throw new Error(`There is no role or person ${of} in the fake`);
  return { id, type: role ? OverwriteType.Role : OverwriteType.Member, allow: bits(allow), deny: bits(deny) };
}

/** Permissions as one number. */
export function bits(permissions: readonly Permission[]): bigint {
  return permissions.reduce((sum, name) => sum | may[name], 0n);
}
