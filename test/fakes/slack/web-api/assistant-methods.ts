import type { JsonObject } from "../../messages-server/json-value.ts";
import type { MethodCall, Methods } from "./method.ts";
import { invalidArguments, SlackError } from "./slack-error.ts";
import { visibleChannel } from "./visible-channel.ts";

const either = ["assistant:write", "chat:write"];
const sessionStates = ["active", "processing", "suspended", "closed"];
const loadingMessagesAtMost = 10;
const promptsAtMost = 4;

/** What an agent shows beside its messages. */
export const assistantMethods: Methods = {
  "assistant.threads.setStatus": { token: "bot", scopes: either, run: setStatus },
  "assistant.threads.setSuggestedPrompts": { token: "bot", scopes: ["assistant:write"], run: setPrompts },
  "agents.sessions.setStatus": { token: "bot", scopes: either, run: setSessionStatus },
};

function setStatus(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  const channel = visibleChannel(state, given.required("channel_id"));
  const threadTs = given.required("thread_ts");
  if (!("status" in given.values)) throw invalidArguments("missing required field: status");
  const messages = given.json("loading_messages");
  if (Array.isArray(messages) && messages.length > loadingMessagesAtMost) {
    throw invalidArguments("no more than 10 items allowed [json-pointer:/loading_messages]");
  }
  record(call, channel.id, threadTs);
  return {};
}

function setSessionStatus(call: MethodCall): JsonObject {
  const { state, arguments: given } = call;
  const channel = visibleChannel(state, given.required("channel_id"));
  if (!sessionStates.includes(given.required("status"))) throw invalidArguments("invalid status");
  const threadTs = given.required("thread_ts");
  if (!state.messages.hasThread(channel.id, threadTs)) throw new SlackError("thread_not_found");
  record(call, channel.id, threadTs);
  return {};
}

function record({ state, name, arguments: given }: MethodCall, channel: string, threadTs: string): void {
  const status = given.text("status");
  state.records.statuses.push({ method: name, channel, threadTs, status, at: state.time.now() });
}

function setPrompts({ state, arguments: given }: MethodCall): JsonObject {
  const channel = visibleChannel(state, given.required("channel_id"));
  const prompts = given.objects("prompts") ?? [];
  const isWhole = prompts.every(({ title, message }) => isText(title) && isText(message));
  if (prompts.length === 0 || prompts.length > promptsAtMost || !isWhole) {
    throw invalidArguments("prompts: 1 to 4, each with title and message");
  }
  const threadTs = given.text("thread_ts") || null;
  state.records.prompts.push({ channel: channel.id, threadTs, title: given.text("title"), prompts });
  return {};
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
