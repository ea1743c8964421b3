import { asId, type MessageId } from "../../core/ids.ts";
import type { MessageRef, Place } from "../../core/ports/delivery.ts";

/** The instant from which Discord counts, in milliseconds (https://discord.com/developers/docs/reference#snowflakes). */
const epoch = 1_420_070_400_000;

/** The instant of a snowflake, in milliseconds. */
export function instantOf(snowflake: string): number {
  return Number(BigInt(snowflake) >> 22n) + epoch;
}

/** The least snowflake of an instant in milliseconds: whatever was said before it has a smaller one. */
export function snowflakeAt(instant: number): string {
  return String(BigInt(Math.max(0, Math.floor(instant) - epoch)) << 22n);
}

/** A message's id within its workspace: the channel or thread in which it stands, and Discord's own id. */
export function messageId(channel: string, snowflake: string): MessageId {
  return asId(`${channel}-${snowflake}`);
}

/** The message that stands for a thread of Discord's, which is a channel of its own. */
export function threadId(thread: string): MessageId {
  return messageId(thread, thread);
}

/** Discord's own id of a message. */
export function snowflakeIn(message: MessageId): string {
  return message.slice(message.lastIndexOf("-") + 1);
}

/** The channel or thread of Discord's in which a message stands. */
export function channelIn(message: MessageId): string {
  return message.slice(0, message.lastIndexOf("-"));
}

/** The thread of Discord's that a conversation is; undefined where it is a chain of replies, or none. */
export function threadIn(thread: MessageId | null): string | undefined {
  return thread !== null && channelIn(thread) === snowflakeIn(thread) ? channelIn(thread) : undefined;
}

/** Where a message of a place is posted, and what it replies to. */
export function targetOf({ channel, thread }: Place): {
  readonly channel: string;
  readonly repliesTo: string | null;
} {
  const ofDiscord = threadIn(thread);
  if (ofDiscord !== undefined) return { channel: ofDiscord, repliesTo: null };
  return { channel, repliesTo: thread === null ? null : snowflakeIn(thread) };
}

/** Where a message stands, in Discord's own ids. */
export function standingOf({ message }: Pick<MessageRef, "message">): {
  readonly channel: string;
  readonly message: string;
} {
  return { channel: channelIn(message), message: snowflakeIn(message) };
}
