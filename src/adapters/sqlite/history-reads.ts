import type { DatabaseSync, StatementSync } from "node:sqlite";
import { asId, type MessageId, type PersonId } from "../../core/ids.ts";
import type { Log } from "../../core/ports/log.ts";
import { type FindMessages, prepareMessages } from "./stored-message.ts";

/** What History asks for. The first value of each is the workspace's key. */
const choices = {
  byIds: "WHERE m.workspace = ? AND m.id IN (SELECT value FROM json_each(?))",
  conversation: "WHERE m.workspace = ? AND m.conversation = ? ORDER BY m.said_at DESC, m.moment DESC LIMIT ?",
  channel: `WHERE m.place = (SELECT key FROM places WHERE workspace = ? AND channel = ?) AND m.said_at < ?
    ORDER BY m.said_at DESC, m.moment DESC LIMIT ?`,
  since: `WHERE m.row IN (
      SELECT row FROM messages INDEXED BY messages_by_sequence
      WHERE place IN (SELECT key FROM places WHERE workspace = ? AND channel IN (SELECT value FROM json_each(?)))
        AND sequence > ?
      ORDER BY sequence LIMIT ?
    ) ORDER BY m.sequence`,
  citing:
    "WHERE m.row IN (SELECT answer FROM citations WHERE workspace = ? AND source = ?) ORDER BY m.moment",
  answersTo:
    "WHERE m.row IN (SELECT answer FROM answers WHERE workspace = ? AND question = ?) ORDER BY m.moment",
  saidBy: "WHERE m.workspace = ? AND m.author = ? ORDER BY m.moment",
} as const;

// Steps from one author to the next in the index, so that it takes as long as there are authors, not messages.
const authors = `
  WITH RECURSIVE asked(workspace) AS (VALUES (?)), each(workspace, author) AS (
    SELECT workspace, (SELECT min(author) FROM messages m WHERE m.workspace = asked.workspace) FROM asked
    UNION ALL
    SELECT workspace,
      (SELECT min(author) FROM messages m WHERE m.workspace = each.workspace AND m.author > each.author)
    FROM each WHERE author IS NOT NULL
  )
  SELECT author,
    (SELECT max(sequence) FROM messages m WHERE m.workspace = each.workspace AND m.author = each.author)
      AS sequence
  FROM each WHERE author IS NOT NULL`;

export type HistoryQuery = keyof typeof choices;

/** The plain reads of History, prepared once. */
export class HistoryReads {
  readonly messages: Readonly<Record<HistoryQuery, FindMessages>>;
  readonly #sequence: StatementSync;
  readonly #authors: StatementSync;
  readonly #channels: StatementSync;
  readonly #idsSaidBy: StatementSync;

  constructor(connection: DatabaseSync, log: Log) {
    this.messages = {
      byIds: prepareMessages(connection, choices.byIds, log),
      conversation: prepareMessages(connection, choices.conversation, log),
      channel: prepareMessages(connection, choices.channel, log),
      since: prepareMessages(connection, choices.since, log),
      citing: prepareMessages(connection, choices.citing, log),
      answersTo: prepareMessages(connection, choices.answersTo, log),
      saidBy: prepareMessages(connection, choices.saidBy, log),
    };
    this.#authors = connection.prepare(authors);
    this.#channels = connection.prepare(
      `SELECT channel FROM places WHERE workspace = ?
       AND EXISTS (SELECT 1 FROM messages m WHERE m.place = places.key)`,
    );
    this.#idsSaidBy = connection.prepare("SELECT id FROM messages WHERE workspace = ? AND author = ?");
    this.#sequence = connection.prepare("SELECT sequence FROM workspaces WHERE id = ?");
  }

  sequence(workspace: string): number {
    return (this.#sequence.get(workspace)?.sequence as number | undefined) ?? 0;
  }

  channels(workspace: number): string[] {
    const rows = this.#channels.all(workspace) as unknown as { channel: string }[];
    return rows.map(({ channel }) => channel);
  }

  idsSaidBy(workspace: number, person: PersonId): MessageId[] {
    const rows = this.#idsSaidBy.all(workspace, person) as unknown as { id: string }[];
    return rows.map(({ id }) => asId<MessageId>(id));
  }

  authors(workspace: number): { readonly author: string; readonly sequence: number }[] {
    return this.#authors.all(workspace) as unknown as { author: string; sequence: number }[];
  }
}
