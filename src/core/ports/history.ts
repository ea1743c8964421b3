import type { ChannelId, ConversationId, MessageId, PersonId, WorkspaceId } from "../ids.ts";
import type { Message, RecordedMessage } from "../message.ts";

/** What an erasure took, for the receipt that the person gets. */
export interface ErasedHistory {
  readonly messagesRemoved: number;
  /** Messages of others in which the person's id or exact name became "a former member". */
  readonly messagesRedacted: number;
  /** The ids of the removed messages, for the deletion cascade. */
  readonly removed: readonly MessageId[];
}

/** As much of a found message as ranking needs. */
export interface SearchHit {
  readonly id: MessageId;
  readonly author: PersonId;
  readonly text: string;
}

/**
 * What was said. It takes channel ids and never audiences: what may be read is decided in core, so
 * that two backends cannot differ. Every record, edit and removal gets the next sequence number of
 * its workspace, so that a reader with a cursor misses nothing that came late. Rejects with a
 * StoreError when the store fails; an empty answer always means that there is nothing.
 * "Newest" goes by the instant when it was said. A redaction changes text without a new sequence number.
 */
export interface History {
  /**
   * Stores the message, or replaces an older version of it; durable once it resolves. The highest version
   * wins in whatever order the versions arrive, the same version twice is stored once, and a removed
   * message stays removed. True when something was written.
   */
  record(message: Message): Promise<boolean>;
  /** Removes the text for good, also when the message itself arrives only later. True when there was one. */
  remove(workspace: WorkspaceId, message: MessageId): Promise<boolean>;
  /** The messages that are there, in no promised order. */
  get(workspace: WorkspaceId, messages: readonly MessageId[]): Promise<RecordedMessage[]>;
  /** The newest `limit` messages of a conversation, oldest first. */
  conversation(
    workspace: WorkspaceId,
    conversation: ConversationId,
    limit: number,
  ): Promise<RecordedMessage[]>;
  /** The newest `limit` messages of a channel with its threads that were said before the instant, oldest first. */
  channel(
    workspace: WorkspaceId,
    channel: ChannelId,
    beforeAt: number,
    limit: number,
  ): Promise<RecordedMessage[]>;
  /** Messages of these channels recorded or edited after the sequence number, in its order. */
  since(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    sequence: number,
    limit: number,
  ): Promise<RecordedMessage[]>;
  /** The newest sequence number of the workspace; 0 before the first. */
  sequence(workspace: WorkspaceId): Promise<number>;
  /** Everyone who said something that is still there, with the sequence number of their newest message. */
  authors(workspace: WorkspaceId): Promise<{ readonly author: PersonId; readonly sequence: number }[]>;
  /** The answers of Reverie's that cite this message as a source. */
  citing(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]>;
  /** The answers of Reverie's to this message, oldest first. */
  answersTo(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]>;
  /**
   * The newest 500 messages of people in these channels that hold at least one of the terms (as `terms`
   * makes them), newest first. Reverie's own answers are no source. Ranking is core's, the same on every backend.
   */
  search(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    terms: readonly string[],
  ): Promise<SearchHit[]>;
  /** All that a person said, oldest first: for an export. */
  saidBy(workspace: WorkspaceId, person: PersonId): Promise<RecordedMessage[]>;
  /** The ids of all that a person said, also of what cannot be read any more, in no promised order: for an erasure. */
  idsSaidBy(workspace: WorkspaceId, person: PersonId): Promise<MessageId[]>;
  /**
   * Removes all that the person said and the answers to it, and puts "a former member" where their id
   * or one of their exact names stands in what others said. Nothing of it is left in the store's files.
   */
  erasePerson(workspace: WorkspaceId, person: PersonId, names: readonly string[]): Promise<ErasedHistory>;
  /**
   * Removes messages without a mark, as if they had never been recorded: they may be recorded again. Nothing of them
   * is left in the store's files. Gives those that were there; safe to repeat.
   */
  forget(workspace: WorkspaceId, messages: readonly MessageId[]): Promise<MessageId[]>;
  /** The channels in which something stands, in no promised order. */
  channels(workspace: WorkspaceId): Promise<ChannelId[]>;
  /**
   * Retention: removes what was said before the instant in these channels, or, where they are null, in all of
   * the workspace, and gives the ids for the deletion cascade.
   */
  forgetBefore(
    workspace: WorkspaceId,
    at: number,
    channels: readonly ChannelId[] | null,
  ): Promise<MessageId[]>;
  /**
   * Removes everything of the workspace, its sequence and the ids of what was removed before included. Nothing
   * of it is left in the store's files. Gives how many messages there were; safe to repeat.
   */
  eraseWorkspace(workspace: WorkspaceId): Promise<number>;
}
