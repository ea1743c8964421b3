import {
  asId,
  type ChannelId,
  type ConversationId,
  type MemoryId,
  type MessageId,
  type PersonId,
  type WorkspaceId,
} from "./ids.ts";

/** What the platform says a person is. Guests, outsiders and bots are never evidence for the team. */
export type Role = "admin" | "member" | "guest" | "outsider" | "bot";

/** Who can read a channel: group conversations are private; `shared` channels have outsiders in them. */
export type Reach = "public" | "private" | "direct" | "shared";

/** A member of a workspace as the platform describes them. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly role: Role;
}

/** A place where people talk. */
export interface Channel {
  readonly id: ChannelId;
  readonly name: string;
  readonly reach: Reach;
  /**
   * Whether the platform tells of edits and deletions there. Where it does not, a deletion could not be
   * honoured: what is heard there is kept for days only and is never evidence.
   */
  readonly isFollowed: boolean;
  /** Whether all that is said there reaches Reverie, and not only what is said to it. */
  readonly hearsAll: boolean;
}

/** A file that somebody attached to a message. What is in it stays on the platform until an answer needs it. */
export interface AttachedFile {
  readonly id: string;
  readonly name: string;
  /** As the platform says it, such as `image/png`; empty where it says nothing. */
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** The author id of everything that Reverie says, on every platform. Never evidence (law 2). */
export const reverie: PersonId = asId("reverie");

/** The name that stands where a person was, once that person has been erased. */
export const formerMember = "a former member";

/** A question that an answer answers, at the version of the text that was read. */
export interface Answered {
  readonly message: MessageId;
  readonly version: number;
}

/** What a person thinks of an answer. */
export interface Feedback {
  readonly person: PersonId;
  readonly isGood: boolean;
  /** The instant in milliseconds when they said so. */
  readonly at: number;
}

/** What is kept beside an answer of Reverie's: what it answers, what it was given, which model spoke, what people think. */
export interface AnswerRecord {
  readonly answers: readonly Answered[];
  /** All messages that the answer was split into, this one first. */
  readonly parts: readonly MessageId[];
  readonly memories: readonly MemoryId[];
  /** The messages that it cites: when one of them goes, the answer goes with it. */
  readonly sources: readonly MessageId[];
  readonly model: string;
  readonly ending: "complete" | "stopped" | "failed";
  /** At most one a person, the newest. */
  readonly feedback: readonly Feedback[];
}

/** Something said, as History keeps it. */
export interface Message {
  readonly workspace: WorkspaceId;
  readonly id: MessageId;
  readonly channel: ChannelId;
  /** The message that the thread hangs on, or null at the top of a channel. */
  readonly thread: MessageId | null;
  readonly conversation: ConversationId;
  readonly author: PersonId;
  /** The author's name when it was said; a former member after an erasure. */
  readonly authorName: string;
  readonly authorRole: Role;
  /** Verbatim, as said. Receipts are checked against it. */
  readonly text: string;
  /** What is attached to it. What is in the files is never kept. */
  readonly files: readonly AttachedFile[];
  /** Instant in milliseconds since the epoch. */
  readonly saidAt: number;
  /** Rises with each edit: the instant of the edit in milliseconds, or `saidAt` while never edited. */
  readonly version: number;
  /** What it asked of Reverie, the mention at its start taken off; null where it asked nothing. */
  readonly asked: string | null;
  /** Present on what Reverie posted only: its answers, and what it says of work, also in the name of whoever asked. */
  readonly answer: AnswerRecord | null;
}

/** A message with the place that History gave it in the order of records and edits. */
export interface RecordedMessage extends Message {
  readonly sequence: number;
}

/**
 * The conversation that a message belongs to: its direct channel, its thread, or, at the top of a
 * channel, the one that it starts itself.
 */
export function conversationOf(message: {
  readonly channel: ChannelId;
  readonly reach: Reach;
  readonly thread: MessageId | null;
  readonly id: MessageId;
}): ConversationId {
  if (message.reach === "direct") return asId(message.channel);
  return asId(`${message.channel}/${message.thread ?? message.id}`);
}

/** Whether a person's words may stand as evidence for the whole team. */
export function mayBeEvidenceForTeam(role: Role): boolean {
  return role === "admin" || role === "member";
}
