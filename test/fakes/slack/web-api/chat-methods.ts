import type { JsonObject } from "../../messages-server/json-value.ts";
import { echoChanged, echoDeleted, echoSaid } from "../delivery/message-events.ts";
import type { Channel } from "../world/channels.ts";
import { app, teamUrl } from "../world/identity.ts";
import { messageJson, type StoredMessage, streamingState } from "../world/stored-message.ts";
import { watchOutput } from "../world/watch-output.ts";
import { type MessageContent, readContent, readMetadata, requireContent } from "./message-content.ts";
import type { MethodCall, Methods } from "./method.ts";
import { SlackError } from "./slack-error.ts";
import { postableChannel, visibleChannel } from "./visible-channel.ts";

const write = ["chat:write"];

/** Messages of the bot. */
export const chatMethods: Methods = {
  "chat.postMessage": { token: "bot", scopes: write, run: postMessage },
  "chat.update": { token: "bot", scopes: write, run: update },
  "chat.delete": { token: "bot", scopes: write, run: remove },
  "chat.postEphemeral": { token: "bot", scopes: write, run: postEphemeral },
  "chat.getPermalink": { token: "bot", scopes: [], run: permalink },
};

function postMessage(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  const channel = postableChannel(state, given.required("channel"));
  const content = readContent(given);
  requireContent(content);
  const threadTs = threadOf(call, channel);
  const metadata = readMetadata(given) ?? null;
  watch(call, channel, content);
  const message = state.messages.add({
    ts: state.nextTimestamp(),
    channel: channel.id,
    user: app.userId,
    botId: app.botId,
    text: content.text ?? content.markdown ?? "",
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    metadata,
    threadTs,
    isBroadcast: given.flag("reply_broadcast", false),
  });
  echoSaid(call, channel, message);
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageJson(message, state.time.now(), true),
    ...((given.text("text").length > 40_000 && { response_metadata: { warnings: ["message_truncated"] } }) ||
      {}),
  };
}

const updatedTextAtMost = 4000;

function update(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  const [channel, message] = ownMessage(call);
  const stream = streamingState(message, state.time.now());
  if (stream === "in_progress") throw new SlackError("streaming_state_conflict");
  const content = readContent(given);
  const isEmpty = content.text === null && content.markdown === null && content.blocks === null;
  if (isEmpty && content.attachments === null) throw new SlackError("no_text");
  if (given.text("text").length > updatedTextAtMost) throw new SlackError("msg_too_long");
  if (content.blocks?.length === 0 && !content.text?.trim() && !content.markdown)
    throw new SlackError("no_text");
  const metadata = readMetadata(given);
  watch(call, channel, content);
  const before = messageJson(message, state.time.now(), false);
  message.text = content.text ?? content.markdown ?? message.text;
  // What a call does not name stays as it was.
  message.blocks = content.blocks ?? (content.markdown === null ? message.blocks : []);
  message.attachments = content.attachments ?? message.attachments;
  if (metadata !== undefined) message.metadata = metadata;
  message.stream = null;
  message.edited = { user: app.userId, ts: state.nextTimestamp() };
  echoChanged(call, channel, message, before);
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: messageJson(message, state.time.now(), true),
  };
}

function remove(call: MethodCall): JsonObject {
  const [channel, message] = ownMessage(call, "cant_delete_message");
  call.state.messages.remove(channel.id, message.ts);
  echoDeleted(call, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function postEphemeral(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  const channel = postableChannel(state, given.required("channel"));
  const user = given.required("user");
  if (!channel.members.has(user)) throw new SlackError("user_not_in_channel");
  const content = readContent(given);
  requireContent(content);
  // Ephemeral messages are not unfurled.
  watch(call, channel, content, false);
  const ts = state.nextTimestamp();
  state.records.ephemerals.push({
    ts,
    channel: channel.id,
    user,
    threadTs: given.text("thread_ts") || null,
    text: content.text ?? content.markdown ?? "",
    blocks: content.blocks ?? [],
  });
  return { message_ts: ts };
}

function permalink({ state, arguments: given }: MethodCall): JsonObject {
  const channel = visibleChannel(state, given.required("channel"));
  const ts = given.required("message_ts");
  const message = state.messages.find(channel.id, ts);
  if (!message) throw new SlackError("message_not_found");
  const thread = message.threadTs === null ? "" : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  return {
    channel: channel.id,
    permalink: `${teamUrl}archives/${channel.id}/p${ts.replace(".", "")}${thread}`,
  };
}

/** The thread that the call answers in, or null. Refuses one that is not there. */
export function threadOf({ state, arguments: given }: MethodCall, channel: Channel): string | null {
  const asked = given.text("thread_ts");
  if (asked === "") return null;
  if (!state.messages.hasThread(channel.id, asked)) throw new SlackError("thread_not_found");
  return state.messages.find(channel.id, asked)?.threadTs ?? asked;
}

/** The message that the call is about. Refuses one of somebody else. */
export function ownMessage(
  { state, arguments: given }: MethodCall,
  code = "cant_update_message",
): readonly [Channel, StoredMessage] {
  const channel = visibleChannel(state, given.required("channel"));
  const message = state.messages.find(channel.id, given.required("ts"));
  if (!message) throw new SlackError("message_not_found");
  if (message.botId !== app.botId) throw new SlackError(code);
  if (channel.isArchived) throw new SlackError("is_inactive");
  return [channel, message];
}

function watch(call: MethodCall, channel: Channel, content: MessageContent, canUnfurl = true): void {
  const { state, name, arguments: given } = call;
  const isUpdate = name === "chat.update";
  const isQuiet = !given.flag("unfurl_links", true) && !given.flag("unfurl_media", true);
  watchOutput(state, {
    by: name,
    channel: channel.id,
    texts: [given.text("text"), content.markdown ?? ""],
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    linkNames: given.flag("link_names", false) || given.text("parse") === "full",
    // An update has no such flag, so that what it brings in is looked at.
    unfurls: canUnfurl && (isUpdate || !isQuiet),
  });
}
