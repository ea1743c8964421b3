import type { JsonObject } from "../../messages-server/json-value.ts";
import {
  type Sender,
  saidEvent,
  sendChanged,
  sendDeleted,
  sendMessageEvent,
} from "../delivery/message-events.ts";
import type { Channel } from "../world/channels.ts";
import { app, teamId } from "../world/identity.ts";
import { outsideTeamId, type Person, teamOf } from "../world/people.ts";
import { channelOf, personOf } from "../world/state.ts";
import { messageJson, type StoredMessage } from "../world/stored-message.ts";
import { type SharedFile, storeFile } from "./share-file.ts";

/** What somebody says. People and channels go by id or name. */
export interface Saying {
  readonly person: string;
  readonly channel: string;
  /** As Slack sends it: `<@U0REVERIE>` is a mention, `&lt;` a sign. */
  readonly text: string;
  /** The parent's timestamp. */
  readonly thread?: string;
  readonly files?: readonly SharedFile[];
  /** Which event of a mention goes out first. */
  readonly order?: "message-first" | "mention-first";
  /** Whether a reply is shown in the channel too. */
  readonly broadcast?: boolean;
}

/** What was said, and the ids of the events that told the app. */
export interface Said {
  readonly channel: string;
  readonly ts: string;
  readonly events: readonly string[];
}

/** Which message is meant. */
export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** Somebody says something. */
export function say(sender: Sender, saying: Saying): Said {
  const { state } = sender;
  const person = personOf(state, saying.person);
  const channel = channelOf(state, saying.channel);
  if (!channel.members.has(person.id)) throw new Error(`${person.name} is not in ${saying.channel}`);
  const files = (saying.files ?? []).map((file) => storeFile(state, file, person, channel));
  const message = state.messages.add({
    ts: state.nextTimestamp(),
    channel: channel.id,
    user: person.id,
    botId: person.botId,
    text: saying.text,
    threadTs: saying.thread ?? null,
    isBroadcast: saying.broadcast ?? false,
    files,
    subtype: subtypeOf(person, files.length > 0),
  });
  return {
    channel: channel.id,
    ts: message.ts,
    events: sendSaid(sender, channel, message, person, saying.order),
  };
}

function subtypeOf({ kind }: Person, hasFiles: boolean): string | null {
  if (kind === "bot") return "bot_message";
  return hasFiles ? "file_share" : null;
}

function sendSaid(
  sender: Sender,
  channel: Channel,
  message: StoredMessage,
  person: Person,
  order: Saying["order"] = "message-first",
): string[] {
  const event = { ...saidEvent(sender, message), ...originOf(person) };
  const sends = [
    () => sendMessageEvent(sender, channel, event),
    () => sendMention(sender, channel, message, event),
  ];
  if (order === "mention-first") sends.reverse();
  return sends.map((send) => send()).filter((id) => id !== null);
}

/** In direct conversations a mention is no event of its own, and a bot hears only where it is. */
function sendMention(
  sender: Sender,
  channel: Channel,
  message: StoredMessage,
  event: JsonObject,
): string | null {
  const isHeard = channel.kind !== "im" && channel.members.has(app.userId);
  if (!isHeard || !message.text.includes(`<@${app.userId}`)) return null;
  const { subtype, ...rest } = event;
  const mention = { ...rest, ...(subtype === "bot_message" ? { subtype } : {}) };
  return sender.outbox.event(
    { ...mention, type: "app_mention", channel: channel.id },
    "app_mention",
    channel.isShared,
  );
}

function originOf(person: Person): JsonObject {
  if (person.kind !== "outsider") return {};
  return { user_team: teamOf(person), source_team: outsideTeamId, team: teamId };
}

/** Somebody edits what they said. */
export function edit(sender: Sender, place: MessagePlace & { readonly text: string }): { events: string[] } {
  const [channel, message] = messageAt(sender, place);
  const before = messageJson(message, sender.state.time.now(), false);
  message.text = place.text;
  message.edited = { user: message.user, ts: sender.state.nextTimestamp() };
  return { events: [sendChanged(sender, channel, message, before)].filter((id) => id !== null) };
}

/** Somebody deletes what was said, by whomever. */
export function remove(sender: Sender, place: MessagePlace): { events: string[] } {
  const [channel, message] = messageAt(sender, place);
  sender.state.messages.remove(channel.id, message.ts);
  return { events: [sendDeleted(sender, channel, message)].filter((id) => id !== null) };
}

/** Somebody reacts to a message, or takes the reaction back. */
export function react(
  sender: Sender,
  reaction: MessagePlace & { readonly person: string; readonly name: string; readonly isTakenBack?: boolean },
): { events: string[] } {
  const [channel, message] = messageAt(sender, reaction);
  const { id } = personOf(sender.state, reaction.person);
  const users = message.reactions.get(reaction.name) ?? new Set<string>();
  if (reaction.isTakenBack) users.delete(id);
  else users.add(id);
  if (users.size === 0) message.reactions.delete(reaction.name);
  else message.reactions.set(reaction.name, users);
  const event = sender.outbox.event({
    type: reaction.isTakenBack ? "reaction_removed" : "reaction_added",
    user: id,
    reaction: reaction.name,
    item_user: message.user,
    item: { type: "message", channel: channel.id, ts: message.ts },
    event_ts: sender.state.nextTimestamp(),
  });
  return { events: [event].filter((one) => one !== null) };
}

/** The conversation and message that are meant. Throws on none. */
function messageAt({ state }: Sender, { channel, ts }: MessagePlace): readonly [Channel, StoredMessage] {
  const place = channelOf(state, channel);
  const message = state.messages.find(place.id, ts);
  if (!message) throw new Error(`There is no message ${ts} in ${channel}`);
  return [place, message];
}
