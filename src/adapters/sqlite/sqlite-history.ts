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
import type { ErasedHistory, History } from "../../core/ports/history.ts";
import { clearLog } from "./clear-log.ts";
import { HistoryErasure } from "./history-erasure.ts";
import { HistoryReads, type HistoryStatement } from "./history-reads.ts";
import { HistorySearch } from "./history-search.ts";
import { toMessage } from "./message-row.ts";
import { MessageTable } from "./message-table.ts";
import { read } from "./read.ts";
import type { WriteQueue } from "./write-queue.ts";

/** History in the tables `messages`, `answers`, `removed_messages` and the index `search`. */
export class SqliteHistory implements History {
  readonly #connection: DatabaseSync;
  readonly #queue: WriteQueue;
  readonly #table: MessageTable;
  readonly #reads: HistoryReads;
  readonly #search: HistorySearch;
  readonly #erasure: HistoryErasure;

  constructor(connection: DatabaseSync, queue: WriteQueue) {
    this.#connection = connection;
    this.#queue = queue;
    this.#table = new MessageTable(connection);
    this.#reads = new HistoryReads(connection);
    this.#search = new HistorySearch(connection, this.#table.index);
    this.#erasure = new HistoryErasure(connection, this.#table);
  }

  record(message: Message): Promise<boolean> {
    return this.#queue.write("history.record", () => {
      const workspace = this.#table.ensureWorkspace(message.workspace);
      if (this.#table.isRemoved(workspace, message.id)) return false;
      const before = this.#table.find(workspace, message.id);
      if (before && before.version >= message.version) return false;
      if (before) this.#table.delete(before);
      this.#table.insert(workspace, message);
      return true;
    });
  }

  remove(workspace: WorkspaceId, message: MessageId): Promise<boolean> {
    return this.#queue.write("history.remove", () => {
      const key = this.#table.ensureWorkspace(workspace);
      this.#table.markRemoved(key, message);
      const row = this.#table.find(key, message);
      if (!row) return false;
      this.#table.delete(row);
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

  answersTo(workspace: WorkspaceId, message: MessageId): Promise<RecordedMessage[]> {
    return this.#read("answersTo", workspace, (key) => ["answersTo", key, message]);
  }

  search(
    workspace: WorkspaceId,
    channels: readonly ChannelId[],
    terms: readonly string[],
  ): Promise<RecordedMessage[]> {
    return read("history.search", () => {
      const key = this.#table.workspaceKey(workspace);
      if (key === undefined) return [];
      return this.#search.newest(key, channels, terms).map((row) => toMessage(workspace, row));
    });
  }

  saidBy(workspace: WorkspaceId, person: PersonId): Promise<RecordedMessage[]> {
    return this.#read("saidBy", workspace, (key) => ["saidBy", key, person]);
  }

  async erasePerson(
    workspace: WorkspaceId,
    person: PersonId,
    names: readonly string[],
  ): Promise<ErasedHistory> {
    const erased = await this.#queue.write("history.erasePerson", () =>
      this.#erasure.erasePerson(workspace, person, names),
    );
    await read("history.erasePerson", () => clearLog(this.#connection));
    return erased;
  }

  async forgetBefore(workspace: WorkspaceId, at: number): Promise<MessageId[]> {
    const forgotten = await this.#queue.write("history.forgetBefore", () =>
      this.#erasure.forgetBefore(workspace, at),
    );
    if (forgotten.length > 0) await read("history.forgetBefore", () => clearLog(this.#connection));
    return forgotten;
  }

  #read(
    operation: string,
    workspace: WorkspaceId,
    ask: (workspaceKey: number) => readonly [HistoryStatement, ...SQLInputValue[]],
  ): Promise<RecordedMessage[]> {
    return read(`history.${operation}`, () => {
      const key = this.#table.workspaceKey(workspace);
      if (key === undefined) return [];
      const [statement, ...values] = ask(key);
      return this.#reads.rows(statement, values).map((row) => toMessage(workspace, row));
    });
  }
}
