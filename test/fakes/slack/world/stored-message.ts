import type { JsonObject } from "../../messages-server/json-value.ts";
import { app, teamId } from "./identity.ts";

/** A stream that is or was written into a message. */
export interface StreamState {
  readonly startedAt: number;
  /** When it breaks off by itself, in milliseconds since the epoch. */
  readonly expiresAt: number;
  ended: "stopped" | "by-user" | null;
  /** All markdown that was streamed. */
  markdown: string;
}

/** A message that stands in a conversation. */
export interface StoredMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly botId: string | null;
  text: string;
  blocks: readonly JsonObject[];
  attachments: readonly JsonObject[];
  metadata: JsonObject | null;
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
  edited: { readonly user: string; readonly ts: string } | null;
  readonly files: readonly JsonObject[];
  readonly reactions: Map<string, Set<string>>;
  stream: StreamState | null;
  /** What `subtype` says, where there is one. */
  subtype: string | null;
}

/** How a stream stands at an instant. */
export function streamingState(
  message: StoredMessage,
  now: number,
): "in_progress" | "completed" | "errored" | null {
  const { stream } = message;
  if (!stream) return null;
  if (stream.ended) return "completed";
  return now >= stream.expiresAt ? "errored" : "in_progress";
}

/** A message as Slack shows it. Metadata is shown only where it was asked for. */
export function messageJson(message: StoredMessage, now: number, withMetadata: boolean): JsonObject {
  const { ts, user, botId, text, threadTs, files, reactions, blocks, attachments } = message;
  const state = streamingState(message, now);
  return {
    type: "message",
    ...(message.subtype === null ? {} : { subtype: message.subtype }),
    user,
    ts,
    text,
    team: teamId,
    ...(botId === null ? { client_msg_id: clientMessageId(ts) } : botFields(botId)),
    ...(threadTs === null ? {} : { thread_ts: threadTs }),
    ...(blocks.length > 0 ? { blocks } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(files.length > 0 ? { files, upload: true } : {}),
    ...(message.edited ? { edited: message.edited } : {}),
    ...(reactions.size > 0 ? { reactions: reactionsJson(reactions) } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
    ...(state === null ? {} : { streaming_state: state }),
  };
}

function botFields(botId: string): JsonObject {
  if (botId !== app.botId) return { bot_id: botId };
  const profile = { id: app.botId, name: app.name, app_id: app.id, team_id: teamId, deleted: false };
  return { bot_id: botId, app_id: app.id, bot_profile: { ...profile, icons: {}, updated: 1 } };
}

function clientMessageId(ts: string): string {
  const digits = ts.replace(".", "").padStart(32, "0");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, "$1-$2-$3-$4-$5");
}

function reactionsJson(reactions: ReadonlyMap<string, ReadonlySet<string>>): object[] {
  return [...reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }));
}
