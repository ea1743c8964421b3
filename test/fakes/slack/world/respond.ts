import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { echoChanged, echoDeleted, echoSaid, type Sender } from "../delivery/message-events.ts";
import { Arguments } from "../web-api/arguments.ts";
import { type MessageContent, readContent, requireContent } from "../web-api/message-content.ts";
import type { Channel } from "./channels.ts";
import { app } from "./identity.ts";
import type { Ephemeral } from "./records.ts";
import type { ResponseTarget } from "./response-urls.ts";
import { channelOf } from "./state.ts";
import { messageJson } from "./stored-message.ts";
import { watchOutput } from "./watch-output.ts";

/**
 * Does what an app says to a response URL or in the acknowledgement of a command: ephemeral unless it
 * says otherwise. Throws a SlackError on content that Slack refuses.
 */
export function respond(sender: Sender, target: ResponseTarget, body: JsonObject): void {
  const given = new Arguments(body);
  const channel = channelOf(sender.state, target.channel);
  if (given.flag("delete_original", false)) {
    deleteOriginal(sender, channel, target);
    return;
  }
  const content = readContent(given);
  requireContent(content);
  watch(sender, channel, given, content);
  const threadTs = given.text("thread_ts") || null;
  if (given.flag("replace_original", false)) replaceOriginal(sender, channel, target, content);
  else if (given.text("response_type") === "in_channel") post(sender, channel, content, threadTs);
  else showAlone(sender, channel, target, content, threadTs);
}

function showAlone(
  sender: Sender,
  channel: Channel,
  target: ResponseTarget,
  content: MessageContent,
  threadTs: string | null,
): void {
  sender.state.records.ephemerals.push({
    ts: sender.state.nextTimestamp(),
    channel: channel.id,
    user: target.user,
    threadTs,
    text: content.text ?? content.markdown ?? "",
    blocks: content.blocks ?? [],
  });
}

function post(sender: Sender, channel: Channel, content: MessageContent, threadTs: string | null): void {
  const message = sender.state.messages.add({
    ts: sender.state.nextTimestamp(),
    channel: channel.id,
    user: app.userId,
    botId: app.botId,
    text: content.text ?? content.markdown ?? "",
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    threadTs,
  });
  echoSaid(sender, channel, message);
}

function replaceOriginal(
  sender: Sender,
  channel: Channel,
  target: ResponseTarget,
  content: MessageContent,
): void {
  const { state } = sender;
  const ephemeral = ephemeralOf(sender, target);
  if (ephemeral) {
    ephemeral.text = content.text ?? content.markdown ?? "";
    ephemeral.blocks = content.blocks ?? [];
    return;
  }
  const message = target.ts === null ? undefined : state.messages.find(channel.id, target.ts);
  if (!message) {
    post(sender, channel, content, target.threadTs);
    return;
  }
  const before = messageJson(message, state.time.now(), false);
  message.text = content.text ?? content.markdown ?? message.text;
  message.blocks = content.blocks ?? [];
  message.edited = { user: app.userId, ts: state.nextTimestamp() };
  echoChanged(sender, channel, message, before);
}

function deleteOriginal(sender: Sender, channel: Channel, target: ResponseTarget): void {
  const ephemeral = ephemeralOf(sender, target);
  const { ephemerals } = sender.state.records;
  if (ephemeral) {
    ephemerals.splice(ephemerals.indexOf(ephemeral), 1);
    return;
  }
  const message = target.ts === null ? undefined : sender.state.messages.find(channel.id, target.ts);
  if (!message) return;
  sender.state.messages.remove(channel.id, message.ts);
  echoDeleted(sender, channel, message);
}

function ephemeralOf({ state }: Sender, { ts, user }: ResponseTarget): Ephemeral | undefined {
  return state.records.ephemerals.find((one) => one.ts === ts && one.user === user);
}

function watch({ state }: Sender, channel: Channel, given: Arguments, content: MessageContent): void {
  const isPublic = given.text("response_type") === "in_channel" || given.flag("replace_original", false);
  const isQuiet = !given.flag("unfurl_links", true) && !given.flag("unfurl_media", true);
  watchOutput(state, {
    by: "response_url",
    channel: channel.id,
    texts: [given.text("text"), content.markdown ?? ""],
    blocks: content.blocks ?? [],
    attachments: content.attachments ?? [],
    linkNames: given.text("parse") === "full" || given.flag("link_names", false),
    unfurls: isPublic && !isQuiet,
  });
}

/** The body of an answer, where there is one. */
export function answerBody(payload: unknown): JsonObject | null {
  if (!isObject(payload)) return null;
  return "text" in payload || "blocks" in payload ? payload : null;
}
