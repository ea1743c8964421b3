import type { JsonObject } from "../../messages-server/json-value.ts";
import { checkBlocks } from "../blocks/check-blocks.ts";
import { markdownAtMost } from "../blocks/limits.ts";
import { withIds } from "../blocks/with-ids.ts";
import { echoChanged, echoSaid } from "../delivery/message-events.ts";
import { shapeFaults } from "../schema/slack-schema.ts";
import { app } from "../world/identity.ts";
import { teamOf } from "../world/people.ts";
import type { SlackState } from "../world/state.ts";
import { messageJson, type StoredMessage, streamingState } from "../world/stored-message.ts";
import { watchOutput } from "../world/watch-output.ts";
import type { Arguments } from "./arguments.ts";
import { ownMessage, threadOf } from "./chat-methods.ts";
import { readBlocks, readMetadata } from "./message-content.ts";
import type { MethodCall, Methods } from "./method.ts";
import { SlackError, shapeError } from "./slack-error.ts";
import { postableChannel } from "./visible-channel.ts";

const write = ["chat:write"];

/** Messages that are written while people read. */
export const streamMethods: Methods = {
  "chat.startStream": { token: "bot", scopes: write, run: startStream },
  "chat.appendStream": { token: "bot", scopes: write, run: appendStream },
  "chat.stopStream": { token: "bot", scopes: write, run: stopStream },
};

interface Piece {
  readonly markdown: string;
  readonly blocks: readonly JsonObject[];
}

function startStream(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  if (state.settings.streamError) throw new SlackError(state.settings.streamError);
  const channel = postableChannel(state, given.required("channel"));
  given.required("thread_ts");
  const threadTs = threadOf(call, channel);
  if (channel.kind !== "im") requireRecipient(state, given);
  const piece = readPiece(given);
  const now = state.time.now();
  const message = state.messages.add({
    ts: state.nextTimestamp(),
    channel: channel.id,
    user: app.userId,
    botId: app.botId,
    text: "",
    threadTs,
    stream: { startedAt: now, expiresAt: now + state.settings.streamLifeMs, ended: null, markdown: "" },
  });
  writePiece(call, message, piece);
  echoSaid(call, channel, message);
  return { channel: channel.id, ts: message.ts };
}

function requireRecipient(state: SlackState, given: Arguments): void {
  if (!given.has("recipient_team_id")) throw new SlackError("missing_recipient_team_id");
  if (!given.has("recipient_user_id")) throw new SlackError("missing_recipient_user_id");
  const person = state.people.get(given.text("recipient_user_id"));
  if (!person) throw new SlackError("user_not_found");
  if (teamOf(person) !== given.text("recipient_team_id")) throw new SlackError("team_not_found");
}

function appendStream(call: MethodCall): JsonObject {
  const message = openStream(call);
  const piece = readPiece(call.arguments);
  if (piece.markdown === "" && piece.blocks.length === 0 && !call.arguments.has("chunks")) {
    throw new SlackError("no_text");
  }
  writePiece(call, message, piece);
  return { channel: message.channel, ts: message.ts };
}

function stopStream(call: MethodCall): JsonObject {
  const message = openStream(call);
  const { state, arguments: given } = call;
  const blocks = readBlocks(given) ?? [];
  const metadata = readMetadata(given);
  const before = messageJson(message, state.time.now(), false);
  writePiece(call, message, readPiece(given));
  writePiece(call, message, { markdown: "", blocks });
  if (metadata !== undefined) message.metadata = metadata;
  if (message.stream) message.stream.ended = "stopped";
  const channel = postableChannel(state, message.channel);
  echoChanged(call, channel, message, before);
  return {
    channel: message.channel,
    ts: message.ts,
    message: messageJson(message, state.time.now(), true),
  };
}

function openStream(call: MethodCall): StoredMessage {
  const [, message] = ownMessage(call, "message_not_owned_by_app");
  if (message.stream?.ended === "by-user") throw new SlackError("stopped_by_user");
  if (streamingState(message, call.state.time.now()) !== "in_progress") {
    throw new SlackError("message_not_in_streaming_state");
  }
  return message;
}

function readPiece(given: Arguments): Piece {
  const markdown = given.text("markdown_text");
  if (markdown.length > markdownAtMost) throw new SlackError("msg_too_long");
  const chunks = given.objects("chunks", "invalid_chunks") ?? [];
  const texts: string[] = [markdown];
  const blocks: JsonObject[] = [];
  for (const chunk of chunks) {
    if (chunk.type === "markdown_text") texts.push(chunkText(chunk));
    else if (chunk.type === "blocks") blocks.push(...chunkBlocks(chunk));
    else requireShape(chunk);
  }
  return { markdown: texts.join(""), blocks };
}

function chunkText(chunk: JsonObject): string {
  requireShape(chunk);
  const text = String(chunk.text);
  if (text.length > markdownAtMost) throw new SlackError("msg_too_long");
  return text;
}

function chunkBlocks(chunk: JsonObject): readonly JsonObject[] {
  const faults = checkBlocks(chunk.blocks, "message");
  if (faults.length > 0) throw shapeError("invalid_blocks", faults);
  return chunk.blocks as JsonObject[];
}

function requireShape(chunk: JsonObject): void {
  const faults = shapeFaults("chunk", chunk);
  if (faults.length > 0) throw shapeError("invalid_chunks", faults);
}

function writePiece(call: MethodCall, message: StoredMessage, piece: Piece): void {
  const { stream } = message;
  if (!stream) return;
  stream.markdown += piece.markdown;
  message.text = stream.markdown;
  message.blocks = withIds([...message.blocks, ...piece.blocks]);
  // A mark that was cut in two is whole in what people see, so that all of it is looked at once more.
  watchOutput(call.state, {
    by: call.name,
    channel: message.channel,
    texts: piece.markdown === "" ? [] : [stream.markdown],
    blocks: piece.blocks,
    attachments: [],
    linkNames: false,
    unfurls: true,
  });
}
