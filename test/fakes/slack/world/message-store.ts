import type { JsonObject } from "../../messages-server/json-value.ts";
import type { StoredMessage } from "./stored-message.ts";

/** What a new message is made of; all else starts empty. */
export type NewMessage = Pick<StoredMessage, "ts" | "channel" | "user" | "text"> & Partial<StoredMessage>;

/** The messages of a workspace. */
export class MessageStore {
  readonly #byChannel = new Map<string, Map<string, StoredMessage>>();
  /** Parents that were deleted below their replies. */
  readonly #tombstones = new Map<string, Set<string>>();

  add(message: NewMessage): StoredMessage {
    const stored: StoredMessage = {
      botId: null,
      blocks: [],
      attachments: [],
      metadata: null,
      threadTs: null,
      isBroadcast: false,
      edited: null,
      files: [],
      reactions: new Map(),
      stream: null,
      subtype: null,
      ...message,
    };
    const channel = this.#byChannel.get(stored.channel) ?? new Map<string, StoredMessage>();
    this.#byChannel.set(stored.channel, channel.set(stored.ts, stored));
    return stored;
  }

  find(channel: string, ts: string): StoredMessage | undefined {
    return this.#byChannel.get(channel)?.get(ts);
  }

  /** What stands in the conversation, threads too, in the order of its times. */
  all(channel: string): StoredMessage[] {
    const messages = [...(this.#byChannel.get(channel)?.values() ?? [])];
    return messages.sort((one, other) => compareTimestamps(one.ts, other.ts));
  }

  /** The parent and its replies, the oldest first. */
  thread(channel: string, ts: string): StoredMessage[] {
    return this.all(channel).filter((message) => message.ts === ts || message.threadTs === ts);
  }

  remove(channel: string, ts: string): void {
    if (this.thread(channel, ts).length > 1) {
      this.#tombstones.set(channel, (this.#tombstones.get(channel) ?? new Set()).add(ts));
    }
    this.#byChannel.get(channel)?.delete(ts);
  }

  /** Parents of this conversation that are gone while their replies stand. */
  tombstones(channel: string): readonly string[] {
    return [...(this.#tombstones.get(channel) ?? [])];
  }

  /** Whether a reply finds its thread. */
  hasThread(channel: string, ts: string): boolean {
    return this.find(channel, ts) !== undefined || this.tombstones(channel).includes(ts);
  }
}

/** What stands where a parent was deleted. */
export function tombstoneJson(ts: string): JsonObject {
  return {
    type: "message",
    subtype: "tombstone",
    user: "USLACKBOT",
    text: "This message was deleted.",
    hidden: true,
    ts,
    thread_ts: ts,
  };
}

/** Orders timestamps by time. */
export function compareTimestamps(one: string, other: string): number {
  return Number(one.replace(".", "")) - Number(other.replace(".", ""));
}
