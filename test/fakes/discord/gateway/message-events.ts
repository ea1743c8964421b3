import { MessageResponseSchema } from "discord-api-spec/zod";
import {
  ChannelType,
  GatewayIntentBits as intents,
  MessageFlags,
  PermissionFlagsBits as may,
} from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { ownFaults } from "../schema/own-faults.ts";
import type { Channel } from "../world/channels.ts";
import { memberJson } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import { messageJson } from "../world/message-json.ts";
import { isAllowed } from "../world/permissions.ts";
import type { StoredMessage } from "../world/stored-message.ts";
import type { Sender } from "./sender.ts";

/** The ids of the fake's own for the events that told the app; empty where it was not told. */
export interface Sent {
  readonly events: readonly string[];
}

/** Tells of a new message. */
export function sendCreated(sender: Sender, channel: Channel, message: StoredMessage): Sent {
  return sendMessage(sender, channel, message, "MESSAGE_CREATE");
}

/** Tells of a message that has changed. */
export function sendUpdated(sender: Sender, channel: Channel, message: StoredMessage): Sent {
  return sendMessage(sender, channel, message, "MESSAGE_UPDATE");
}

/** Tells that a message is gone. */
export function sendDeleted(sender: Sender, channel: Channel, message: StoredMessage): Sent {
  if (!isHeard(sender, message)) return { events: [] };
  const data = { id: message.id, channel_id: channel.id, ...guildField(channel) };
  return sendInChannel(sender, channel, "MESSAGE_DELETE", messageIntent(channel), data);
}

/** Tells of something in a channel, if the bot sees the channel. */
export function sendInChannel(
  { state, gateway }: Sender,
  channel: Channel,
  type: string,
  intent: number,
  data: JsonObject | ((seesContent: boolean) => JsonObject),
): Sent {
  if (!isAllowed(state, channel, app.id, may.ViewChannel)) return { events: [] };
  return { events: [gateway.dispatch({ type, intent, guildId: channel.guildId, data })] };
}

/** The intent for what is said in a channel. */
export function messageIntent({ type }: Channel): number {
  return type === ChannelType.DM ? intents.DirectMessages : intents.GuildMessages;
}

/** The server of a channel as events name it. */
export function guildField({ guildId }: Channel): JsonObject {
  return guildId === null ? {} : { guild_id: guildId };
}

function sendMessage(sender: Sender, channel: Channel, message: StoredMessage, type: string): Sent {
  if (!isHeard(sender, message)) return { events: [] };
  const { state } = sender;
  const isNew = type === "MESSAGE_CREATE";
  const data = (seesContent: boolean): JsonObject => {
    const shown = messageJson(state, message, { seesContent, withNonce: isNew });
    state.records.ownFaults.push(...ownFaults(type, MessageResponseSchema, shown));
    // The description leaves the channel's type out; clients tell direct messages by it.
    const where = { channel_type: channel.type, ...guildField(channel) };
    return { ...shown, ...where, ...authorMember(sender, channel, message) };
  };
  return sendInChannel(sender, channel, type, messageIntent(channel), data);
}

function isHeard({ state }: Sender, { authorId, onlyFor, flags }: StoredMessage): boolean {
  if (onlyFor !== null || flags & MessageFlags.Ephemeral) return false;
  return authorId !== app.id || state.settings.echoes;
}

function authorMember({ state }: Sender, channel: Channel, message: StoredMessage): JsonObject {
  const guild = channel.guildId === null ? undefined : state.guilds.get(channel.guildId);
  const member = message.webhook ? undefined : guild?.members.get(message.authorId);
  return member ? { member: memberJson(member) } : {};
}
