import type { JsonObject } from "../../messages-server/json-value.ts";
import { compareTimestamps, tombstoneJson } from "../world/message-store.ts";
import type { SlackState } from "../world/state.ts";
import { messageJson, type StoredMessage } from "../world/stored-message.ts";
import type { Arguments } from "./arguments.ts";
import { type MethodCall, type Methods, pageOf } from "./method.ts";
import { SlackError } from "./slack-error.ts";
import { readableChannel } from "./visible-channel.ts";

const mostAtOnce = 999;

/** What was said in conversations. */
export const historyMethods: Methods = {
  "conversations.history": { token: "bot", scopes: [], run: history },
  "conversations.replies": { token: "bot", scopes: [], run: replies },
};

function history({ state, arguments: given }: MethodCall): JsonObject {
  const channel = readableChannel(state, given.required("channel"));
  const all = state.messages.all(channel.id);
  const roots = all.filter((message) => message.threadTs === null || message.isBroadcast);
  const shown = [
    ...roots.map((message) => rootJson(state, message, given)),
    ...state.messages.tombstones(channel.id).map((ts) => tombstoneRoot(state, channel.id, ts)),
  ];
  const newestFirst = shown.sort((one, other) => compareTimestamps(tsOf(other), tsOf(one)));
  return answer(
    newestFirst.filter((message) => isInside(tsOf(message), given)),
    given,
    100,
  );
}

function replies({ state, arguments: given }: MethodCall): JsonObject {
  const channel = readableChannel(state, given.required("channel"));
  const asked = given.required("ts");
  const ts = state.messages.find(channel.id, asked)?.threadTs ?? asked;
  if (!state.messages.hasThread(channel.id, ts)) throw new SlackError("thread_not_found");
  const thread = state.messages.thread(channel.id, ts);
  const isTombstone = state.messages.find(channel.id, ts) === undefined;
  const following = thread.filter((message) => message.ts !== ts && isInside(message.ts, given));
  const parents = thread.filter((message) => message.ts === ts);
  // The parent stands first on each page, whatever the times that were asked for.
  const first = isTombstone
    ? [tombstoneRoot(state, channel.id, ts)]
    : parents.map((message) => rootJson(state, message, given));
  const rest = following.map((message) => ({
    ...shown(state, message, given),
    parent_user_id: parents[0]?.user,
  }));
  const cursor = given.text("cursor");
  const page = answer(rest, given, mostAtOnce);
  return {
    ...page,
    messages: cursor === "" ? [...first, ...(page.messages as JsonObject[])] : page.messages,
  };
}

function answer(messages: readonly JsonObject[], given: Arguments, limit: number): JsonObject {
  const { page, hasMore, nextCursor } = pageOf(
    messages,
    given.text("cursor"),
    given.count("limit", limit, mostAtOnce + 1),
  );
  return {
    messages: page,
    has_more: hasMore,
    pin_count: 0,
    ...(hasMore ? { response_metadata: { next_cursor: nextCursor } } : {}),
  };
}

function isInside(ts: string, given: Arguments): boolean {
  const inclusive = given.flag("inclusive", false);
  const latest = given.text("latest");
  const oldest = given.text("oldest");
  const afterOldest = oldest === "" || oldest === "0" ? 1 : compareTimestamps(ts, padded(oldest));
  const beforeLatest = latest === "" ? 1 : compareTimestamps(padded(latest), ts);
  const least = inclusive ? 0 : 1;
  return Math.sign(afterOldest) >= least && Math.sign(beforeLatest) >= least;
}

function padded(ts: string): string {
  const [seconds = "0", fraction = ""] = ts.split(".");
  if (!/^\d+$/u.test(seconds) || !/^\d{0,6}$/u.test(fraction)) throw new SlackError("invalid_ts_oldest");
  return `${seconds}.${fraction.padEnd(6, "0")}`;
}

function shown(state: SlackState, message: StoredMessage, given: Arguments): JsonObject {
  return messageJson(message, state.time.now(), given.flag("include_all_metadata", false));
}

function rootJson(state: SlackState, message: StoredMessage, given: Arguments): JsonObject {
  return { ...shown(state, message, given), ...threadFields(state, message.channel, message.ts) };
}

function tombstoneRoot(state: SlackState, channel: string, ts: string): JsonObject {
  return { ...tombstoneJson(ts), ...threadFields(state, channel, ts) };
}

function threadFields(state: SlackState, channel: string, ts: string): JsonObject {
  const following = state.messages.thread(channel, ts).filter((message) => message.ts !== ts);
  const latest = following.at(-1);
  if (!latest) return {};
  const users = [...new Set(following.map(({ user }) => user))];
  return {
    thread_ts: ts,
    reply_count: following.length,
    reply_users: users,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    subscribed: false,
  };
}

function tsOf(message: JsonObject): string {
  return String(message.ts);
}
