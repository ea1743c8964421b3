import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import {
  asId,
  type ChannelId,
  type ConversationId,
  type MessageId,
  type PersonId,
  type WorkspaceId,
} from "../../core/ids.ts";
import type { Message, RecordedMessage } from "../../core/message.ts";
import type { ErasedHistory, History, SearchHit } from "../../core/ports/history.ts";
import type { Log } from "../../core/ports/log.ts";
import { createRedaction, type Redaction } from "../../core/storage/redaction.ts";
import { clearLog } from "./clear-log.ts";
import { HistoryErasure } from "./history-erasure.ts";
import { type HistoryQuery, HistoryReads } from "./history-reads.ts";
import { HistorySearch } from "./history-search.ts";
import { MessageTable } from "./message-table.ts";
import { read } from "./read.ts";
import type { WriteQueue } from "./write-queue.ts";

/** How many messages one transaction takes away: some tens of milliseconds, most of them for the index. */
const takenAtOnce = 20;

/** History in the tables `messages`, `answers`, `removed_messages` and the index `search`. */
export class SqliteHistory implements History {
  readonly #connection: DatabaseSync;
  readonly #queue: WriteQueue;
  readonly #table: MessageTable;
  readonly #reads: HistoryReads;
  readonly #search: HistorySearch;
  readonly #erasure: HistoryErasure;

  constructor(connection: DatabaseSync, queue: WriteQueue, log: Log) {
    this.#connection = connection;
    this.#queue = queue;
    this.#table = new MessageTable(connection);
    this.#reads = new HistoryReads(connection, log);
    this.#search = new HistorySearch(connection, this.#table.index);
    this.#erasure = new HistoryErasure(connection, this.#table);
  }

  record(message: Message): Promise<boolean> {
    return this.#queue.write("history.record", () => {
      const { workspace, id, version } = message;
      const key = this.#table.ensureWorkspace(workspace);
      if (this.#table.isRemoved(key, id)) return false;
      const before = this.#table.find(workspace, key, id);
      if (before && before.message.version >= version) return false;
      if (before) this.#table.replace(key, before, message);
      else this.#table.insert(key, message);
      return true;
    });
  }

  remove(workspace: WorkspaceId, message: MessageId): Promise<boolean> {
    return this.#queue.write("history.remove", () => {
      const key = this.#table.ensureWorkspace(workspace);
      this.#table.markRemoved(key, message);
      const stored = this.#table.find(workspace, key, message);
      if (!stored) return false;
      this.#table.delete(stored);
      this.#table.nextSequence(key);
      return true;
    });
  }

  get(workspace: WorkspaceId, messages: readonly MessageId[]): Promise<RecordedMessage[]> {
    return this.#read("get", workspace, (key) => ["byIds", key, JSON.stringify(messages)]);
  }

  async conversation(
    workspace: WorkspaceId,
    conversation: ConversationId,
    limit: number,
  ): Promise<RecordedMessage[]> {
    const newest = await this.#read("conversation", workspace, (key) => [
      "conversation",
      key,
      conversation,
      limit,
    ]);
    return newest.reverse();
  }

  async channel(
    workspace: WorkspaceId,
    channel: ChannelId,
    beforeAt: number,
    limit: number,
  ): Promise<RecordedMessage[]> {
    const newest = await this.#read("channel", workspace, (key) => [
      "channel",
      key,
      channel,
      beforeAt,
      limit,
    ]);
    return newest.reverse();
  }

  since(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    sequence: number,
    limit: number,
  ): Promise<RecordedMessage[]> {
    return this.#read("since", workspace, (key) => ["since", key, JSON.stringify(channels), sequence, limit]);
  }

  sequence(workspace: WorkspaceId): Promise<number> {
    return read("history.sequence", () => this.#reads.sequence(workspace));
  }

  authors(workspace: WorkspaceId): Promise<{ readonly author: PersonId; readonly sequence: number }[]> {
    return read("history.authors", () => {
      const key = this.#table.workspaceKey(workspace);
      if (key === undefined) return [];
      return this.#reads.authors(key).map(({ author, sequence }) => ({ author: asId(author), sequence }));
    });
  }

  citing(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]> {
    return this.#read("citing", workspace, (key) => ["citing", key, message]);
  }

  answersTo(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]> {
    return this.#read("answersTo", workspace, (key) => ["answersTo", key, message]);
  }

  search(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    terms: readonly string[],
  ): Promise<SearchHit[]> {
    return read("history.search", () => {
      const key = this.#table.workspaceKey(workspace);
      if (key === undefined) return [];
      return this.#search.newest(key, channels, terms);
    });
  }

  saidBy(workspace: WorkspaceId, person: PersonId): Promise<RecordedMessage[]> {
    return this.#read("saidBy", workspace, (key) => ["saidBy", key, person]);
  }

  idsSaidBy(workspace: WorkspaceId, person: PersonId): Promise<MessageId[]> {
    return read("history.idsSaidBy", () => {
      const key = this.#table.workspaceKey(workspace);
      return key === undefined ? [] : this.#reads.idsSaidBy(key, person);
    });
  }

  async erasePerson(
    workspace: WorkspaceId,
    person: PersonId,
    names: readonly string[],
  ): Promise<ErasedHistory> {
    const operation = "history.erasePerson";
    const list = () => this.#erasure.listOfPerson(workspace, person);
    const removed = await this.#takeAll(operation, workspace, list, true);
    const messagesRedacted = await this.#redactAll(operation, workspace, createRedaction(person, names));
    await this.#queue.write(operation, () => this.#erasure.dropEmptyPlaces(workspace));
    await read(operation, () => clearLog(this.#connection));
    return { messagesRemoved: removed.length, messagesRedacted, removed };
  }

  async forget(workspace: WorkspaceId, messages: readonly MessageId[]): Promise<MessageId[]> {
    const operation = "history.forget";
    const forgotten = await this.#take(operation, workspace, messages, false);
    if (forgotten.length > 0) await read(operation, () => clearLog(this.#connection));
    return forgotten;
  }

  channels(workspace: WorkspaceId): Promise<ChannelId[]> {
    return read("history.channels", () => {
      const key = this.#table.workspaceKey(workspace);
      return key === undefined ? [] : this.#reads.channels(key).map((channel) => asId(channel));
    });
  }

  async forgetBefore(
    workspace: WorkspaceId,
    at: number,
    channels: readonly ChannelId[] | null,
  ): Promise<MessageId[]> {
    const operation = "history.forgetBefore";
    const list = () => this.#erasure.listBefore(workspace, at, channels);
    // What is forgotten for its age leaves no mark: should it come again, the next run takes it again.
    const forgotten = await this.#takeAll(operation, workspace, list, false);
    if (forgotten.length > 0) await read(operation, () => clearLog(this.#connection));
    return forgotten;
  }

  async eraseWorkspace(workspace: WorkspaceId): Promise<number> {
    const operation = "history.eraseWorkspace";
    const list = () => this.#erasure.listAll(workspace);
    const removed = await this.#takeAll(operation, workspace, list, false);
    await this.#queue.write(operation, () => this.#erasure.dropWorkspace(workspace));
    await read(operation, () => clearLog(this.#connection));
    return removed.length;
  }

  /** Takes what is listed until nothing is listed any more. */
  async #takeAll(
    operation: string,
    workspace: WorkspaceId,
    list: () => MessageId[],
    leavesMark: boolean,
  ): Promise<MessageId[]> {
    const taken: MessageId[] = [];
    for (;;) {
      const listed = await read(operation, list);
      if (listed.length === 0) return taken;
      taken.push(...(await this.#take(operation, workspace, listed, leavesMark)));
    }
  }

  async #take(
    operation: string,
    workspace: WorkspaceId,
    messages: readonly MessageId[],
    leavesMark: boolean,
  ): Promise<MessageId[]> {
    const taken: MessageId[] = [];
    for (let from = 0; from < messages.length; from += takenAtOnce) {
      const some = messages.slice(from, from + takenAtOnce);
      const gone = await this.#queue.write(operation, () => this.#erasure.take(workspace, some, leavesMark));
      taken.push(...gone);
    }
    return taken;
  }

  async #redactAll(operation: string, workspace: WorkspaceId, redaction: Redaction): Promise<number> {
    let redacted = 0;
    let after = 0;
    for (;;) {
      const from = after;
      const step = await this.#queue.write(operation, () =>
        this.#erasure.redactSome(workspace, redaction, from),
      );
      if (step.next === undefined) return redacted;
      redacted += step.redacted;
      after = step.next;
    }
  }

  #read(
    operation: string,
    workspace: WorkspaceId,
    ask: (workspaceKey: number) => readonly [HistoryQuery, ...SQLInputValue[]],
  ): Promise<RecordedMessage[]> {
    return read(`history.${operation}`, () => {
      const key = this.#table.workspaceKey(workspace);
      if (key === undefined) return [];
      const [query, ...values] = ask(key);
      return this.#reads.messages[query](workspace, ...values).map(({ message }) => message);
    });
  }
}
