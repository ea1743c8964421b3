import type { DatabaseSync, StatementSync } from "node:sqlite";
import { asId, type MessageId } from "../../core/ids.ts";
import type { ErasedHistory } from "../../core/ports/history.ts";
import { decodeOptional, decodeText, type MessageRow, messageColumns } from "./message-row.ts";
import type { MessageTable } from "./message-table.ts";
import { createRedaction, type Redaction } from "./redaction.ts";

const fromMessages = `SELECT ${messageColumns} FROM messages m JOIN places p ON p.key = m.place`;

/** Takes words out of History for good. Runs inside a transaction of the caller's. */
export class HistoryErasure {
  readonly #table: MessageTable;
  readonly #ofPerson: StatementSync;
  readonly #mentions: StatementSync;
  readonly #before: StatementSync;

  constructor(connection: DatabaseSync, table: MessageTable) {
    this.#table = table;
    this.#ofPerson = connection.prepare(
      `${fromMessages} WHERE m.key IN (
         SELECT key FROM messages WHERE workspace = ?1 AND author = ?2
         UNION SELECT answer FROM answers WHERE workspace = ?1 AND asker = ?2
         UNION SELECT answer FROM answers WHERE workspace = ?1
           AND question IN (SELECT id FROM messages WHERE workspace = ?1 AND author = ?2))`,
    );
    // Texts that are kept as bytes cannot be searched by SQLite: each of the few is read.
    this.#mentions = connection.prepare(
      `${fromMessages} WHERE m.workspace = ? AND (typeof(m.text) = 'blob' OR EXISTS (
         SELECT 1 FROM json_each(?) needle
         WHERE instr(m.text, needle.value) > 0 OR instr(m.asked, needle.value) > 0))`,
    );
    this.#before = connection.prepare(
      `${fromMessages} WHERE m.place IN (SELECT key FROM places WHERE workspace = ?) AND m.said_at < ?`,
    );
  }

  erasePerson(workspace: string, person: string, names: readonly string[]): ErasedHistory {
    const key = this.#table.workspaceKey(workspace);
    if (key === undefined) return { messagesRemoved: 0, messagesRedacted: 0, removed: [] };
    const rows = this.#ofPerson.all(key, person) as unknown as MessageRow[];
    for (const row of rows) {
      this.#table.markRemoved(key, row.id);
      this.#table.delete(row);
    }
    const messagesRedacted = this.#redact(key, createRedaction(person, names));
    this.#table.dropEmptyPlaces(key);
    return { messagesRemoved: rows.length, messagesRedacted, removed: rows.map(idOf) };
  }

  /** What is forgotten for its age leaves no mark: should it come again, the next run takes it again. */
  forgetBefore(workspace: string, at: number): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    if (key === undefined) return [];
    const rows = this.#before.all(key, at) as unknown as MessageRow[];
    for (const row of rows) this.#table.delete(row);
    return rows.map(idOf);
  }

  #redact(workspace: number, { needles, redact }: Redaction): number {
    let redacted = 0;
    for (const row of this.#mentions.all(workspace, JSON.stringify(needles)) as unknown as MessageRow[]) {
      const text = decodeText(row.text);
      const asked = decodeOptional(row.asked);
      const after = { text: redact(text), asked: asked === null ? null : redact(asked) };
      if (after.text === text && after.asked === asked) continue;
      this.#table.rewrite(row, after.text, after.asked);
      redacted += 1;
    }
    return redacted;
  }
}

function idOf(row: MessageRow): MessageId {
  return asId(row.id);
}
