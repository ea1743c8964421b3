import type { DatabaseSync, StatementSync } from "node:sqlite";
import { asId, type MessageId, type WorkspaceId } from "../../core/ids.ts";
import type { MessageTable } from "./message-table.ts";
import type { Redaction } from "./redaction.ts";
import { type FindMessages, prepareMessages } from "./stored-message.ts";

/** How many ids are listed at once. */
const listedAtOnce = 10_000;
/** How many messages one transaction looks through for a name. */
const searchedAtOnce = 5000;

/** What one step of a redaction did, and the row to go on after, or undefined when it was the last. */
export interface RedactionStep {
  readonly redacted: number;
  readonly next: number | undefined;
}

/**
 * Takes words out of History for good, some messages at a time, so that nobody else has to wait long: a
 * process that dies on the way begins again. Methods that write run inside a transaction of the caller's.
 */
export class HistoryErasure {
  readonly #table: MessageTable;
  readonly #ofPerson: StatementSync;
  readonly #before: StatementSync;
  readonly #mentions: FindMessages;
  readonly #stepEnd: StatementSync;

  constructor(connection: DatabaseSync, table: MessageTable) {
    this.#table = table;
    this.#ofPerson = connection.prepare(
      // Some may be listed twice: to leave that out here would have SQLite go through all messages.
      `WITH asked(workspace, person) AS (VALUES (?, ?))
       SELECT m.id FROM asked CROSS JOIN messages m
         ON m.workspace = asked.workspace AND m.author = asked.person
       UNION ALL SELECT m.id FROM asked CROSS JOIN answers a
         ON a.workspace = asked.workspace AND a.asker = asked.person
         CROSS JOIN messages m ON m.row = a.answer
       UNION ALL SELECT m.id FROM asked CROSS JOIN messages q
         ON q.workspace = asked.workspace AND q.author = asked.person
         CROSS JOIN answers a ON a.workspace = q.workspace AND a.question = q.id
         CROSS JOIN messages m ON m.row = a.answer
       LIMIT ?`,
    );
    this.#before = connection.prepare(
      `SELECT id FROM messages
       WHERE place IN (SELECT key FROM places WHERE workspace = ?) AND said_at < ? LIMIT ?`,
    );
    this.#stepEnd = connection.prepare(
      "SELECT max(row) AS row FROM (SELECT row FROM messages WHERE row > ? ORDER BY row LIMIT ?)",
    );
    // Texts that are kept as bytes cannot be searched by SQLite: each of the few is read.
    this.#mentions = prepareMessages(
      connection,
      `WHERE m.row > ? AND m.row <= ? AND +m.workspace = ? AND (typeof(m.text) = 'blob' OR EXISTS (
         SELECT 1 FROM json_each(?) needle
         WHERE instr(m.text, needle.value) > 0 OR instr(m.asked, needle.value) > 0))`,
    );
  }

  /** Some of what the person said and of the answers to it. */
  listOfPerson(workspace: WorkspaceId, person: string): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    return key === undefined ? [] : idsOf(this.#ofPerson.all(key, person, listedAtOnce));
  }

  /** Some of what was said before the instant. */
  listBefore(workspace: WorkspaceId, at: number): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    return key === undefined ? [] : idsOf(this.#before.all(key, at, listedAtOnce));
  }

  /** Removes these messages and gives those that were still there. */
  take(workspace: WorkspaceId, messages: readonly MessageId[], leavesMark: boolean): MessageId[] {
    const key = this.#table.ensureWorkspace(workspace);
    return messages.filter((id) => {
      if (leavesMark) this.#table.markRemoved(key, id);
      const stored = this.#table.find(workspace, key, id);
      if (stored) this.#table.delete(stored);
      return stored !== undefined;
    });
  }

  /** Takes the person out of some of what others said. */
  redactSome(workspace: WorkspaceId, { needles, redact }: Redaction, after: number): RedactionStep {
    const key = this.#table.workspaceKey(workspace);
    const next = this.#stepEnd.get(after, searchedAtOnce)?.row as number | null;
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

  /** Forgets the channels where nothing stands any more: a direct channel's id can name a person. */
  dropEmptyPlaces(workspace: WorkspaceId): void {
    const key = this.#table.workspaceKey(workspace);
    if (key !== undefined) this.#table.dropEmptyPlaces(key);
  }
}

function idsOf(rows: unknown): MessageId[] {
  return (rows as { id: string }[]).map(({ id }) => asId(id));
}
