import { ChannelType, MessageFlags, MessageType, PermissionFlagsBits as may } from "discord-api-types/v10";
import { type MessageBody, readMessage } from "../bodies/message-body.ts";
import { sendDeleted } from "../gateway/message-events.ts";
import { sendThread, sendThreadMembers } from "../gateway/thread-events.ts";
import type { Channel } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import { defaultAllowance } from "../world/mentions.ts";
import { messageJson } from "../world/message-json.ts";
import { isAllowed, sendingBit } from "../world/permissions.ts";
import { byAge } from "../world/snowflakes.ts";
import { personOf, sharesGuild } from "../world/state.ts";
import type { Reference, StoredMessage } from "../world/stored-message.ts";
import { DiscordError, refuseFaults } from "./discord-error.ts";
import { changeMessage, makeMessage, type Posting } from "./post-message.ts";
import { bodyOf, messageOf, type RestCall, type Route, requirePermissions, visibleChannel } from "./route.ts";

/** Messages of channels, and that the bot is typing. */
export const messageRoutes: readonly Route[] = [
  { method: "GET", path: "/channels/:channel/messages", run: list },
  { method: "GET", path: "/channels/:channel/messages/:message", run: read },
  { method: "POST", path: "/channels/:channel/messages", run: create },
  { method: "PATCH", path: "/channels/:channel/messages/:message", run: change },
  { method: "DELETE", path: "/channels/:channel/messages/:message", run: remove },
  { method: "POST", path: "/channels/:channel/typing", run: type },
];

function list(call: RestCall): unknown {
  const channel = talkChannel(call);
  // Without the permission Discord says that there is nothing, instead of refusing.
  const { state } = call;
  const isOpen = isAllowed(state, channel, app.id, may.ReadMessageHistory);
  const shared = isOpen ? state.messages.shared(channel.id) : [];
  const newestFirst = shared.toReversed();
  return pageOf(call, newestFirst).map((message) => shown(call, message));
}

function pageOf({ query }: RestCall, newestFirst: readonly StoredMessage[]): readonly StoredMessage[] {
  const limit = Number(query.get("limit") ?? 50);
  refuseFaults(
    limit >= 1 && limit <= 100
      ? []
      : [{ path: ["limit"], code: "NUMBER_TYPE_MAX", message: "int value should be between 1 and 100." }],
  );
  const [before, after, around] = ["before", "after", "around"].map((name) => query.get(name));
  if (before) return newestFirst.filter(({ id }) => byAge(id, before) < 0).slice(0, limit);
  if (after) {
    const younger = newestFirst.filter(({ id }) => byAge(id, after) > 0);
    return younger.slice(Math.max(0, younger.length - limit));
  }
  if (around) {
    const place = newestFirst.findIndex(({ id }) => byAge(id, around) <= 0);
    const start = Math.max(0, (place < 0 ? newestFirst.length : place) - Math.floor(limit / 2));
    return newestFirst.slice(start, start + limit);
  }
  return newestFirst.slice(0, limit);
}

function read(call: RestCall): unknown {
  const channel = talkChannel(call);
  requirePermissions(call, channel, may.ReadMessageHistory);
  return shown(call, messageOf(call, channel));
}

function create(call: RestCall): unknown {
  const channel = talkChannel(call);
  requireSendable(call, channel);
  const body = readMessage(bodyOf(call), "message");
  const known = knownByNonce(call, body);
  if (known) return shown(call, known);
  const reference = referenceOf(call, channel, body);
  reopen(call, channel);
  const message = makeMessage(call, postingOf(call, channel, body), {
    type: reference ? MessageType.Reply : MessageType.Default,
    reference,
  });
  return shown(call, message, true);
}

function change(call: RestCall): unknown {
  const channel = talkChannel(call);
  const message = messageOf(call, channel);
  const given = bodyOf(call);
  if (message.authorId !== app.id) throw new DiscordError(50005);
  if (channel.thread?.isArchived) throw new DiscordError(50083);
  const body = readMessage(given, "edit", message.flags);
  requireNothingLeft(message, body);
  changeMessage(call, message, postingOf(call, channel, body));
  return shown(call, message);
}

/** A message that takes up components of the second version has to give up what goes not with them. */
export function requireNothingLeft(message: StoredMessage, body: MessageBody): void {
  const wasSecond = Boolean(message.flags & MessageFlags.IsComponentsV2);
  if (wasSecond || !((body.flags ?? 0) & MessageFlags.IsComponentsV2)) return;
  const left = [
    ...(message.content !== "" && body.content !== null && body.content !== "" ? ["content"] : []),
    ...(message.embeds.length > 0 && body.embeds?.length !== 0 ? ["embeds"] : []),
  ];
  const code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
  refuseFaults(left.map((key) => ({ path: [key], code, message: "Has to be null in the same edit." })));
}

function remove(call: RestCall): unknown {
  const channel = talkChannel(call);
  const message = messageOf(call, channel);
  if (message.authorId !== app.id) requirePermissions(call, channel, may.ManageMessages);
  if (channel.thread?.isArchived) throw new DiscordError(50083);
  call.state.messages.remove(channel.id, message.id);
  sendDeleted(call, channel, message);
  return null;
}

function type(call: RestCall): unknown {
  const channel = talkChannel(call);
  requireSendable(call, channel);
  call.state.records.typing.push({ channel: channel.id, at: call.state.time.now() });
  return null;
}

/** The channel of the path, if it holds messages. */
function talkChannel(call: RestCall): Channel {
  const channel = visibleChannel(call);
  const isSilent = channel.type === ChannelType.GuildCategory || channel.type === ChannelType.GuildForum;
  if (isSilent) throw new DiscordError(50008);
  return channel;
}

function requireSendable(call: RestCall, channel: Channel): void {
  const { state } = call;
  if (channel.recipientId !== null) {
    if (!sharesGuild(state, channel.recipientId)) throw new DiscordError(50278);
    const { name } = personOf(state, channel.recipientId);
    if (state.settings.closedDirect.includes(name)) throw new DiscordError(50007);
    return;
  }
  requirePermissions(call, channel, sendingBit(channel));
  if (channel.thread?.isLocked && !isAllowed(state, channel, app.id, may.ManageThreads)) {
    throw new DiscordError(160005);
  }
}

/** Who speaks in a thread is in it, and takes it out of the archive. */
function reopen(call: RestCall, channel: Channel): void {
  const { thread } = channel;
  if (!thread) return;
  if (thread.isArchived) {
    thread.isArchived = false;
    sendThread(call, channel, "THREAD_UPDATE");
  }
  if (thread.members.has(app.id)) return;
  thread.members.set(app.id, call.state.time.now());
  sendThreadMembers(call, channel, [app.id], []);
}

const nonceLifeMs = 5 * 60 * 1000;

function knownByNonce(
  { state }: RestCall,
  { nonce, isNonceEnforced }: MessageBody,
): StoredMessage | undefined {
  if (nonce === null || !isNonceEnforced) return undefined;
  const known = state.messages.byNonce(nonce);
  return known && state.time.now() - known.createdAt < nonceLifeMs ? known : undefined;
}

function referenceOf(call: RestCall, channel: Channel, { reference }: MessageBody): Reference | null {
  if (!reference) return null;
  const { message_id, channel_id = channel.id, fail_if_not_exists, type: kind = 0 } = reference;
  const refuse = (code: string, message: string) =>
    refuseFaults([{ path: ["message_reference"], code, message }]);
  if (kind !== 0) refuse("FORWARD_NOT_SUPPORTED", "The fake forwards nothing.");
  if (channel_id !== channel.id) {
    refuse("REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL", "Cannot reply to a message in a different channel");
  }
  const target = call.state.messages.find(channel.id, String(message_id));
  if (target && target.onlyFor === null) return { messageId: target.id, channelId: channel.id };
  if (fail_if_not_exists !== false) refuse("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message");
  return null;
}

function postingOf(call: RestCall, channel: Channel, body: MessageBody): Posting {
  return { channel, body, files: call.files, by: call.by, allowance: defaultAllowance.message };
}

function shown({ state }: RestCall, message: StoredMessage, withNonce = false): unknown {
  return messageJson(state, message, { seesContent: state.settings.messageContent, withNonce });
}
