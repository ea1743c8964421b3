import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { MessageId } from "../../core/ids.ts";
import type { Message } from "../../core/message.ts";
import {
  decodeText,
  encodeOptional,
  encodeText,
  type MessageRow,
  messageColumns,
  messageValues,
} from "./message-row.ts";
import { SearchIndex } from "./search-index.ts";

/** Each millisecond has this many keys, so that messages of one instant keep their order. */
const keysPerMs = 1024;
/** Keys stay whole numbers up to this instant, in the year 2248. */
const lastInstantMs = Number.MAX_SAFE_INTEGER / keysPerMs - keysPerMs;

/**
 * The messages with everything that hangs on them: places, the index, the links of answers. All of its
 * methods that write run inside a transaction of the caller's.
 */
export class MessageTable {
  readonly index: SearchIndex;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(connection: DatabaseSync) {
    this.index = new SearchIndex(connection);
    this.#statements = prepare(connection);
  }

  /** The workspace's key, or undefined where nothing of it has been stored. */
  workspaceKey(workspace: string): number | undefined {
    return this.#statements.workspace.get(workspace)?.key as number | undefined;
  }

  /** The workspace's key, made where there is none. */
  ensureWorkspace(workspace: string): number {
    return (
      this.workspaceKey(workspace) ?? Number(this.#statements.addWorkspace.run(workspace).lastInsertRowid)
    );
  }

  nextSequence(workspace: number): number {
    return this.#statements.nextSequence.get(workspace)?.sequence as number;
  }

  find(workspace: number, id: string): MessageRow | undefined {
    return this.#statements.find.get(workspace, id) as MessageRow | undefined;
  }

  isRemoved(workspace: number, id: string): boolean {
    return this.#statements.isRemoved.get(workspace, id) !== undefined;
  }

  markRemoved(workspace: number, id: string): void {
    this.#statements.markRemoved.run(workspace, id);
  }

  insert(workspace: number, message: Message): void {
    const key = this.#freeKey(message.saidAt);
    const place = this.#ensurePlace(workspace, message.channel);
    const sequence = this.nextSequence(workspace);
    this.#statements.insert.run(key, workspace, message.id, sequence, place, ...messageValues(message));
    this.index.add(key, place, message.text);
    for (const { message: question } of message.answer?.answers ?? []) this.#link(workspace, question, key);
  }

  /** Takes the message away with its terms and links. Leaves no mark. */
  delete(row: MessageRow): void {
    this.index.take(row.key, row.place, decodeText(row.text));
    this.#statements.delete.run(row.key);
  }

  /** Changes the words of a message and nothing else, not its sequence either. */
  rewrite(row: MessageRow, text: string, asked: string | null): void {
    this.index.take(row.key, row.place, decodeText(row.text));
    this.#statements.rewrite.run(encodeText(text), encodeOptional(asked), row.key);
    this.index.add(row.key, row.place, text);
  }

  /** Forgets the places where nothing stands any more. */
  dropEmptyPlaces(workspace: number): void {
    this.#statements.dropEmptyPlaces.run(workspace);
  }

  #link(workspace: number, question: MessageId, answer: number): void {
    this.#statements.link.run(workspace, question, answer, workspace, question);
  }

  #ensurePlace(workspace: number, channel: string): number {
    const there = this.#statements.place.get(workspace, channel)?.key as number | undefined;
    return there ?? Number(this.#statements.addPlace.run(workspace, channel).lastInsertRowid);
  }

  /** The next free key of the instant; where the instant is full, of the next one that is not. */
  #freeKey(saidAt: number): number {
    let first = Math.floor(Math.min(Math.max(saidAt, 0), lastInstantMs)) * keysPerMs;
    for (;;) {
      const newest = this.#statements.newestKey.get(first, first + keysPerMs)?.key as number | null;
      if (newest === null) return first;
      if (newest + 1 < first + keysPerMs) return newest + 1;
      first += keysPerMs;
    }
  }
}

function prepare(
  connection: DatabaseSync,
): Record<
  | "workspace"
  | "addWorkspace"
  | "nextSequence"
  | "find"
  | "isRemoved"
  | "markRemoved"
  | "insert"
  | "delete"
  | "rewrite"
  | "dropEmptyPlaces"
  | "link"
  | "place"
  | "addPlace"
  | "newestKey",
  StatementSync
> {
  const statement = (sql: string) => connection.prepare(sql);
  return {
    workspace: statement("SELECT key FROM workspaces WHERE id = ?"),
    addWorkspace: statement("INSERT INTO workspaces (id) VALUES (?)"),
    nextSequence: statement("UPDATE workspaces SET sequence = sequence + 1 WHERE key = ? RETURNING sequence"),
    find: statement(
      `SELECT ${messageColumns} FROM messages m JOIN places p ON p.key = m.place
       WHERE m.workspace = ? AND m.id = ?`,
    ),
    isRemoved: statement("SELECT 1 FROM removed_messages WHERE workspace = ? AND id = ?"),
    markRemoved: statement("INSERT OR IGNORE INTO removed_messages (workspace, id) VALUES (?, ?)"),
    insert: statement("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    delete: statement("DELETE FROM messages WHERE key = ?"),
    rewrite: statement("UPDATE messages SET text = ?, asked = ? WHERE key = ?"),
    dropEmptyPlaces: statement(
      `DELETE FROM places WHERE workspace = ?
       AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.place = places.key)`,
    ),
    link: statement(
      `INSERT OR IGNORE INTO answers (workspace, question, answer, asker)
       VALUES (?, ?, ?, (SELECT author FROM messages WHERE workspace = ? AND id = ?))`,
    ),
    place: statement("SELECT key FROM places WHERE workspace = ? AND channel = ?"),
    addPlace: statement("INSERT INTO places (workspace, channel) VALUES (?, ?)"),
    newestKey: statement("SELECT max(key) AS key FROM messages WHERE key >= ? AND key < ?"),
  };
}
