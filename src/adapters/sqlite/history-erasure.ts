import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { MessageId, WorkspaceId } from "../../core/ids.ts";
import type { MessageTable } from "./message-table.ts";
import type { Redaction } from "./redaction.ts";
import { type FindMessages, prepareMessages, type StoredMessage } from "./stored-message.ts";

/** How many messages one transaction removes: some tens of milliseconds, most of it for their terms. */
const removedAtOnce = 100;
/** How many messages one transaction looks through for a name. */
const searchedAtOnce = 10_000;

/** What one step of a redaction did, and the key to go on after, or undefined when it was the last. */
export interface RedactionStep {
  readonly redacted: number;
  readonly next: number | undefined;
}

/**
 * Takes words out of History for good, some messages at a time. Each method runs inside a transaction of
 * the caller's and is called until nothing is left: a process that dies on the way begins again.
 */
export class HistoryErasure {
  readonly #table: MessageTable;
  readonly #ofPerson: FindMessages;
  readonly #mentions: FindMessages;
  readonly #before: FindMessages;
  readonly #stepEnd: StatementSync;

  constructor(connection: DatabaseSync, table: MessageTable) {
    this.#table = table;
    this.#ofPerson = prepareMessages(
      connection,
      `WHERE m.key IN (
         SELECT key FROM messages WHERE workspace = ?1 AND author = ?2
         UNION SELECT answer FROM answers WHERE workspace = ?1 AND asker = ?2
         UNION SELECT answer FROM answers WHERE workspace = ?1
           AND question IN (SELECT id FROM messages WHERE workspace = ?1 AND author = ?2))
       LIMIT ?3`,
    );
    this.#stepEnd = connection.prepare(
      "SELECT max(key) AS key FROM (SELECT key FROM messages WHERE key > ? ORDER BY key LIMIT ?)",
    );
    // Texts that are kept as bytes cannot be searched by SQLite: each of the few is read.
    this.#mentions = prepareMessages(
      connection,
      `WHERE m.key > ? AND m.key <= ? AND m.workspace = ? AND (typeof(m.text) = 'blob' OR EXISTS (
         SELECT 1 FROM json_each(?) needle
         WHERE instr(m.text, needle.value) > 0 OR instr(m.asked, needle.value) > 0))`,
    );
    this.#before = prepareMessages(
      connection,
      "WHERE m.place IN (SELECT key FROM places WHERE workspace = ?) AND m.said_at < ? LIMIT ?",
    );
  }

  /** Removes some of what the person said and of the answers to it. */
  removeSome(workspace: WorkspaceId, person: string): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    if (key === undefined) return [];
    const theirs = this.#ofPerson(workspace, key, person, removedAtOnce);
    for (const stored of theirs) {
      this.#table.markRemoved(key, stored.message.id);
      this.#table.delete(stored);
    }
    if (theirs.length === 0) this.#table.dropEmptyPlaces(key);
    return theirs.map(idOf);
  }

  /** Takes the person out of some of what others said. */
  redactSome(workspace: WorkspaceId, { needles, redact }: Redaction, after: number): RedactionStep {
    const key = this.#table.workspaceKey(workspace);
    const next = this.#stepEnd.get(after, searchedAtOnce)?.key as number | null;
    if (key === undefined || next === null) return { redacted: 0, next: undefined };
    let redacted = 0;
    for (const stored of this.#mentions(workspace, after, next, key, JSON.stringify(needles))) {
      const { text, asked } = stored.message;
      const without = { text: redact(text), asked: asked === null ? null : redact(asked) };
      if (without.text === text && without.asked === asked) continue;
      this.#table.rewrite(stored, without.text, without.asked);
      redacted += 1;
    }
    return { redacted, next };
  }

  /** What is forgotten for its age leaves no mark: should it come again, the next run takes it again. */
  forgetSome(workspace: WorkspaceId, at: number): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    if (key === undefined) return [];
    const old = this.#before(workspace, key, at, removedAtOnce);
    for (const stored of old) this.#table.delete(stored);
    return old.map(idOf);
  }
}

function idOf({ message }: StoredMessage): MessageId {
  return message.id;
}
