import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Sender } from "../delivery/message-events.ts";
import type { Ephemeral } from "../world/records.ts";
import { channelOf, personOf } from "../world/state.ts";
import { streamingState } from "../world/stored-message.ts";
import { viewJson } from "../world/view-store.ts";

/** A message as people see it. */
export interface StandingMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly metadata: JsonObject | null;
  readonly threadTs: string | null;
  readonly isEdited: boolean;
  readonly isByBot: boolean;
  readonly streaming: "in_progress" | "completed" | "errored" | null;
  /** Whether it stands there as a stream that broke off. */
  readonly isBroken: boolean;
  readonly files: readonly ReadFile[];
}

/** A shared file as whoever opens it reads it. */
export interface ReadFile {
  readonly name: string;
  readonly text: string;
}

/** What stands in a conversation, threads too, the oldest first; or in one thread of it. */
export function messages(
  { state }: Sender,
  { channel, thread }: { readonly channel: string; readonly thread?: string },
): StandingMessage[] {
  const { id } = channelOf(state, channel);
  const found = thread === undefined ? state.messages.all(id) : state.messages.thread(id, thread);
  return found.map((message) => {
    const streaming = streamingState(message, state.time.now());
    const { ts, user, text, blocks, metadata, threadTs, edited, botId } = message;
    const files = message.files.map(({ id: file, name }) => ({
      name: String(name),
      text: state.files.get(String(file))?.content.toString("utf8") ?? "",
    }));
    return {
      files,
      ts,
      channel: id,
      user,
      text,
      blocks,
      metadata,
      threadTs,
      isEdited: edited !== null,
      isByBot: botId !== null,
      streaming,
      isBroken: streaming === "errored",
    };
  });
}

/** What only this person was shown, the oldest first. */
export function ephemerals({ state }: Sender, { person }: { readonly person: string }): Ephemeral[] {
  const { id } = personOf(state, person);
  return state.records.ephemerals.filter(({ user }) => user === id);
}

/** The modal that the person looks at, or null. */
export function modal({ state }: Sender, { person }: { readonly person: string }): JsonObject | null {
  const view = state.views.top(personOf(state, person).id);
  return view ? viewJson(view) : null;
}

/** The home tab of the person, or null before there is one. */
export function home({ state }: Sender, { person }: { readonly person: string }): JsonObject | null {
  const view = state.views.home(personOf(state, person).id);
  return view ? viewJson(view) : null;
}
