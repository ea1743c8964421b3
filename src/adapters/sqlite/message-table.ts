import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { WorkspaceId } from "../../core/ids.ts";
import type { Message } from "../../core/message.ts";
import { SearchIndex } from "./search-index.ts";
import {
  encodeFiles,
  type FindMessages,
  messageValues,
  prepareMessages,
  type StoredMessage,
} from "./stored-message.ts";
import { encodeOptional, encodeText } from "./stored-text.ts";

/** Each millisecond has this many moments, so that messages of one instant keep their order. */
const momentsPerMs = 1024;
/** Moments stay whole numbers up to this instant, in the year 2248. */
const lastInstantMs = Math.floor(Number.MAX_SAFE_INTEGER / momentsPerMs) - 1;
/** How many rows a place has; with two million places they stay whole numbers. */
const rowsPerPlace = 2 ** 32;

/**
 * The messages with everything that hangs on them: places, the index, the links of answers. All of its
 * methods that write run inside a transaction of the caller's.
 */
export class MessageTable {
  readonly index: SearchIndex;
  readonly #find: FindMessages;
  readonly #statements: ReturnType<typeof prepare>;

  constructor(connection: DatabaseSync) {
    this.index = new SearchIndex(connection);
    this.#find = prepareMessages(connection, "WHERE m.workspace = ? AND m.id = ?", null);
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

  find(workspace: WorkspaceId, workspaceKey: number, id: string): StoredMessage | undefined {
    return this.#find(workspace, workspaceKey, id)[0];
  }

  isRemoved(workspace: number, id: string): boolean {
    return this.#statements.isRemoved.get(workspace, id) !== undefined;
  }

  markRemoved(workspace: number, id: string): void {
    this.#statements.markRemoved.run(workspace, id);
  }

  insert(workspace: number, message: Message): void {
    this.#insert(workspace, message, new Map());
  }

  /** Puts a newer version in the place of a message. Who had asked stays known, even of questions that are gone. */
  replace(workspace: number, stored: StoredMessage, message: Message): void {
    const askers = this.#statements.askers.all(stored.row) as { question: string; asker: string | null }[];
    this.delete(stored);
    this.#insert(workspace, message, new Map(askers.map(({ question, asker }) => [question, asker])));
  }

  /** Takes the message away with its terms and links. Leaves no mark. */
  delete({ row, moment, place, message }: StoredMessage): void {
    this.index.take(moment, place, message.text);
    this.#statements.delete.run(row);
  }

  /** Changes the words of a message and of its files' names and nothing else, not its sequence either. */
  rewrite(
    { row, moment, place, message }: StoredMessage,
    { text, asked, files }: Pick<Message, "text" | "asked" | "files">,
  ): void {
    this.index.take(moment, place, message.text);
    this.#statements.rewrite.run(encodeText(text), encodeOptional(asked), encodeFiles(files), row);
    this.index.add(moment, place, text);
  }

  /** Forgets the places where nothing stands any more. */
  dropEmptyPlaces(workspace: number): void {
    this.#statements.dropEmptyPlaces.run(workspace);
  }

  /** Forgets an empty workspace with its places, its marks and its sequence. */
  dropWorkspace(workspace: number): void {
    this.#statements.dropMarks.run(workspace);
    this.#statements.dropEmptyPlaces.run(workspace);
    this.#statements.dropWorkspace.run(workspace);
  }

  #insert(workspace: number, message: Message, askers: ReadonlyMap<string, string | null>): void {
    const place = this.#ensurePlace(workspace, message.channel);
    const row = this.#freeRow(place);
    const moment = this.#freeMoment(message.saidAt);
    const sequence = this.nextSequence(workspace);
    const values = messageValues(message);
    this.#statements.insert.run(row, moment, workspace, message.id, sequence, place, ...values);
    this.index.add(moment, place, message.text);
    for (const { message: question } of message.answer?.answers ?? []) {
      const knownAsker = askers.get(question) ?? null;
      this.#statements.link.run(workspace, question, row, workspace, question, knownAsker);
    }
    for (const source of message.answer?.sources ?? []) this.#statements.cite.run(workspace, source, row);
  }

  #ensurePlace(workspace: number, channel: string): number {
    const there = this.#statements.place.get(workspace, channel)?.key as number | undefined;
    return there ?? Number(this.#statements.addPlace.run(workspace, channel).lastInsertRowid);
  }

  #freeRow(place: number): number {
    const first = place * rowsPerPlace;
    const newest = this.#statements.newestRow.get(first, first + rowsPerPlace)?.row as number | null;
    return newest === null ? first : newest + 1;
  }

  /** The next free moment of the instant; where the instant is full, of the next one that is not. */
  #freeMoment(saidAt: number): number {
    let first = Math.floor(Math.min(Math.max(saidAt, 0), lastInstantMs)) * momentsPerMs;
    for (;;) {
      const next = first + momentsPerMs;
      const newest = this.#statements.newestMoment.get(first, next)?.moment as number | null;
      if (newest === null) return first;
      if (newest + 1 < next) return newest + 1;
      first = next;
    }
  }
}

function prepare(
  connection: DatabaseSync,
): Record<
  | "workspace"
  | "addWorkspace"
  | "nextSequence"
  | "isRemoved"
  | "markRemoved"
  | "insert"
  | "delete"
  | "rewrite"
  | "dropEmptyPlaces"
  | "dropMarks"
  | "dropWorkspace"
  | "link"
  | "cite"
  | "askers"
  | "place"
  | "addPlace"
  | "newestRow"
  | "newestMoment",
  StatementSync
> {
  const statement = (sql: string) => connection.prepare(sql);
  return {
    workspace: statement("SELECT key FROM workspaces WHERE id = ?"),
    addWorkspace: statement("INSERT INTO workspaces (id) VALUES (?)"),
    nextSequence: statement("UPDATE workspaces SET sequence = sequence + 1 WHERE key = ? RETURNING sequence"),
    isRemoved: statement("SELECT 1 FROM removed_messages WHERE workspace = ? AND id = ?"),
    markRemoved: statement("INSERT OR IGNORE INTO removed_messages (workspace, id) VALUES (?, ?)"),
    insert: statement("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
    delete: statement("DELETE FROM messages WHERE row = ?"),
    rewrite: statement("UPDATE messages SET text = ?, asked = ?, files = ? WHERE row = ?"),
    dropEmptyPlaces: statement(
      `DELETE FROM places WHERE workspace = ?
       AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.place = places.key)`,
    ),
    dropMarks: statement("DELETE FROM removed_messages WHERE workspace = ?"),
    dropWorkspace: statement("DELETE FROM workspaces WHERE key = ?"),
    link: statement(
      `INSERT OR IGNORE INTO answers (workspace, question, answer, asker)
       VALUES (?, ?, ?, coalesce((SELECT author FROM messages WHERE workspace = ? AND id = ?), ?))`,
    ),
    cite: statement("INSERT OR IGNORE INTO citations (workspace, source, answer) VALUES (?, ?, ?)"),
    askers: statement("SELECT question, asker FROM answers WHERE answer = ?"),
    place: statement("SELECT key FROM places WHERE workspace = ? AND channel = ?"),
    addPlace: statement("INSERT INTO places (workspace, channel) VALUES (?, ?)"),
    newestRow: statement("SELECT max(row) AS row FROM messages WHERE row >= ? AND row < ?"),
    newestMoment: statement("SELECT max(moment) AS moment FROM messages WHERE moment >= ? AND moment < ?"),
  };
}
