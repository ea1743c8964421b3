import type { DatabaseSync, StatementSync } from "node:sqlite";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "../../core/ids.ts";
import { formerMember } from "../../core/message.ts";
import type { Redaction } from "../../core/storage/redaction.ts";
import type { MessageTable } from "./message-table.ts";
import { type FindMessages, prepareMessages, type StoredMessage } from "./stored-message.ts";

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
  readonly #all: StatementSync;
  readonly #mentions: FindMessages;
  readonly #stepEnd: StatementSync;
  readonly #rewriteAnswer: StatementSync;

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
      `WITH chosen(channels) AS (VALUES (?))
       SELECT id FROM messages
       WHERE place IN (
         SELECT key FROM chosen CROSS JOIN places WHERE workspace = ?
         AND (channels IS NULL OR channel IN (SELECT value FROM json_each(channels)))
       ) AND said_at < ? LIMIT ?`,
    );
    this.#all = connection.prepare(
      "SELECT id FROM messages WHERE place IN (SELECT key FROM places WHERE workspace = ?) LIMIT ?",
    );
    this.#stepEnd = connection.prepare(
      "SELECT max(row) AS row FROM (SELECT row FROM messages WHERE row > ? ORDER BY row LIMIT ?)",
    );
    this.#rewriteAnswer = connection.prepare("UPDATE messages SET answer = ? WHERE row = ?");
    // Texts that are kept as bytes and names of files cannot be searched by SQLite: each of the few is read.
    this.#mentions = prepareMessages(
      connection,
      `WHERE m.row > ? AND m.row <= ? AND +m.workspace = ? AND (typeof(m.text) = 'blob' OR m.files IS NOT NULL
         OR NOT json_valid(m.answer) OR EXISTS (
         SELECT 1 FROM json_each(?) needle
         WHERE instr(m.text, needle.value) > 0 OR instr(m.asked, needle.value) > 0
           OR needle.value IN (SELECT value ->> 'person' FROM json_each(m.answer, '$.feedback') WHERE json_valid(m.answer))))`,
      null,
    );
  }

  /** Some of what the person said and of the answers to it. */
  listOfPerson(workspace: WorkspaceId, person: string): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    return key === undefined ? [] : idsOf(this.#ofPerson.all(key, person, listedAtOnce));
  }

  /** Some of what was said before the instant in these channels, or in all of them where they are null. */
  listBefore(workspace: WorkspaceId, at: number, channels: readonly ChannelId[] | null): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    if (key === undefined) return [];
    const chosen = channels === null ? null : JSON.stringify(channels);
    return idsOf(this.#before.all(chosen, key, at, listedAtOnce));
  }

  /** Some of all that was said. */
  listAll(workspace: WorkspaceId): MessageId[] {
    const key = this.#table.workspaceKey(workspace);
    return key === undefined ? [] : idsOf(this.#all.all(key, listedAtOnce));
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

  /** Takes the person out of some of what others said, and their feedback from the answers. */
  redactSome(workspace: WorkspaceId, { needles, redact }: Redaction, after: number): RedactionStep {
    const key = this.#table.workspaceKey(workspace);
    const next = this.#stepEnd.get(after, searchedAtOnce)?.row as number | null;
    if (key === undefined || next === null) return { redacted: 0, next: undefined };
    let redacted = 0;
    for (const stored of this.#mentions(workspace, after, next, key, JSON.stringify(needles))) {
      this.#forgetFeedback(stored, redact);
      // Nobody can say whether what cannot be read names them: it goes.
      if (stored.isDamaged && !stored.message.answer) this.#rewriteAnswer.run(null, stored.row);
      const { text, asked, files } = stored.message;
      const without = {
        text: redact(text),
        asked: asked === null ? null : redact(asked),
        files: files.map((file) => ({ ...file, name: redact(file.name) })),
      };
      const hasNames = files.some(({ name }, index) => without.files[index]?.name !== name);
      const isSame = without.text === text && without.asked === asked && !hasNames;
      if (isSame && !stored.isDamaged) continue;
      this.#table.rewrite(stored, without);
      if (!isSame) redacted += 1;
    }
    return { redacted, next };
  }

  #forgetFeedback({ row, message: { answer } }: StoredMessage, redact: Redaction["redact"]): void {
    // Ids alone are taken as mentions, so that nobody's id is taken for the erased person's name.
    const isErased = (person: PersonId) => redact(`<@${person}>`) === formerMember;
    if (!answer?.feedback.some(({ person }) => isErased(person))) return;
    const feedback = answer.feedback.filter(({ person }) => !isErased(person));
    this.#rewriteAnswer.run(JSON.stringify({ ...answer, feedback }), row);
  }

  /** Forgets the channels where nothing stands any more: a direct channel's id can name a person. */
  dropEmptyPlaces(workspace: WorkspaceId): void {
    const key = this.#table.workspaceKey(workspace);
    if (key !== undefined) this.#table.dropEmptyPlaces(key);
  }

  /** Forgets that there was such a workspace. Throws while something of it still stands. */
  dropWorkspace(workspace: WorkspaceId): void {
    const key = this.#table.workspaceKey(workspace);
    if (key !== undefined) this.#table.dropWorkspace(key);
  }
}

function idsOf(rows: unknown): MessageId[] {
  return (rows as { id: string }[]).map(({ id }) => asId(id));
}
