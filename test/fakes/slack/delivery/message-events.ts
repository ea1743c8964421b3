import type { JsonObject } from "../../messages-server/json-value.ts";
import { type Channel, channelFamily, channelType } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import type { SlackState } from "../world/state.ts";
import { messageJson, type StoredMessage } from "../world/stored-message.ts";
import type { Outbox } from "./outbox.ts";

/** The workspace and the way out of it. */
export interface Sender {
  readonly state: SlackState;
  readonly outbox: Outbox;
}

/** Sends an event of a conversation that the bot is in. Gives its id, or null where it gets none. */
export function sendMessageEvent(sender: Sender, channel: Channel, event: JsonObject): string | null {
  if (!channel.members.has(app.userId)) return null;
  const subscription = `message.${channelFamily(channel.kind)}`;
  const placed = { ...event, channel: channel.id, channel_type: channelType(channel.kind) };
  return sender.outbox.event(placed, subscription, channel.isShared);
}

/** The event of a message that is new. */
export function saidEvent(sender: Sender, message: StoredMessage): JsonObject {
  const parent = message.threadTs && sender.state.messages.find(message.channel, message.threadTs)?.user;
  const parentUser = parent ? { parent_user_id: parent } : {};
  return { ...messageJson(message, sender.state.time.now(), true), ...parentUser, event_ts: message.ts };
}

/** The event of an edit. */
export function sendChanged(
  sender: Sender,
  channel: Channel,
  message: StoredMessage,
  before: JsonObject,
): string | null {
  const ts = sender.state.nextTimestamp();
  return sendMessageEvent(sender, channel, {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    ts,
    event_ts: ts,
    message: inner(channel, messageJson(message, sender.state.time.now(), true)),
    previous_message: inner(channel, before),
  });
}

/** The event of a deletion. */
export function sendDeleted(sender: Sender, channel: Channel, message: StoredMessage): string | null {
  const ts = sender.state.nextTimestamp();
  return sendMessageEvent(sender, channel, {
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    ts,
    event_ts: ts,
    deleted_ts: message.ts,
    previous_message: inner(channel, messageJson(message, sender.state.time.now(), true)),
  });
}

/** Tells the bot of its own message, as Slack does. */
export function echoSaid(sender: Sender, channel: Channel, message: StoredMessage): void {
  if (sender.state.settings.echoes) sendMessageEvent(sender, channel, saidEvent(sender, message));
}

/** Tells the bot of its own edit. */
export function echoChanged(
  sender: Sender,
  channel: Channel,
  message: StoredMessage,
  before: JsonObject,
): void {
  if (sender.state.settings.echoes) sendChanged(sender, channel, message, before);
}

/** Tells the bot of its own deletion. */
export function echoDeleted(sender: Sender, channel: Channel, message: StoredMessage): void {
  if (sender.state.settings.echoes) sendDeleted(sender, channel, message);
}

function inner(channel: Channel, message: JsonObject): JsonObject {
  const place = { channel: channel.id, channel_type: channelType(channel.kind) };
  return { ...place, event_ts: message.ts, ...message };
}
