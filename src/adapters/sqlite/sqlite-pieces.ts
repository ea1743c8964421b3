import { existsSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { StartError } from "../../core/errors.ts";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Change } from "../../core/memory.ts";
import type { Json } from "../../core/ports/documents.ts";
import type { Departing, Piece } from "../../core/ports/pieces.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { AuditEntry, DreamRecord } from "../../core/record.ts";
import { openDatabase } from "./database.ts";
import { prepareMessages } from "./stored-message.ts";

type Row = Record<string, SQLOutputValue>;

/** How many messages one read takes. */
const readAtOnce = 1000;

/**
 * Everything of a folder's database that has not expired at the instant, while nobody else has it. Throws a StartError,
 * also where there is no database.
 */
export function openPieces(dataDir: string, now: number): Departing & { close(): void } {
  if (!existsSync(join(dataDir, "reverie.db")))
    throw new StartError(`There is no database in ${dataDir}. Set DATA_DIR to the folder that Reverie uses.`);
  const database = openDatabase(dataDir);
  return { pieces: () => piecesOf(database.connection, now), close: () => database.close() };
}

function* piecesOf(connection: DatabaseSync, now: number): Generator<Piece> {
  yield* messagesOf(connection);
  for (const row of rows(connection, askers))
    yield {
      kind: "asker",
      workspace: workspaceOf(row),
      question: asId(text(row.question)),
      answer: asId(text(row.answer)),
      asker: asId(text(row.asker)),
    };
  for (const row of rows(connection, removed))
    yield { kind: "removed", workspace: workspaceOf(row), message: asId(text(row.id)) };
  for (const row of rows(connection, "SELECT id AS workspace, sequence FROM workspaces"))
    yield { kind: "sequence", workspace: workspaceOf(row), sequence: Number(row.sequence) };
  yield* ledgerOf(connection);
  for (const row of rows(connection, "SELECT key, value, expires_at FROM documents")) {
    const [workspace, kind, name] = JSON.parse(text(row.key)) as [WorkspaceId, string, string];
    const expiresAt = row.expires_at === null ? null : Number(row.expires_at);
    if (expiresAt !== null && expiresAt <= now) continue;
    yield {
      kind: "document",
      key: { workspace, kind, name },
      value: JSON.parse(text(row.value)) as Json,
      expiresAt,
    };
  }
  for (const row of rows(connection, "SELECT * FROM jobs ORDER BY number")) yield jobOf(row);
}

const askers = `SELECT w.id AS workspace, a.question, m.id AS answer, a.asker FROM answers a
  JOIN messages m ON m.row = a.answer JOIN workspaces w ON w.key = a.workspace WHERE a.asker IS NOT NULL`;
const removed = `SELECT w.id AS workspace, r.id FROM removed_messages r JOIN workspaces w ON w.key = r.workspace`;

/** By their moments, so that what was said at one instant keeps its order. */
function* messagesOf(connection: DatabaseSync): Generator<Piece> {
  const read = prepareMessages(
    connection,
    "WHERE m.workspace = ? AND m.moment > ? ORDER BY m.moment LIMIT ?",
    null,
  );
  for (const row of rows(connection, "SELECT key, id AS workspace FROM workspaces ORDER BY key")) {
    let after = -1;
    for (;;) {
      const page = read(workspaceOf(row), Number(row.key), after, readAtOnce);
      for (const { message } of page) yield { kind: "message", message };
      const last = page.at(-1);
      if (!last) break;
      after = last.moment;
    }
  }
}

function* ledgerOf(connection: DatabaseSync): Generator<Piece> {
  const documents = <Record>(table: string): Record[] =>
    rows(connection, `SELECT document FROM ${table} ORDER BY rowid`).map(
      ({ document }) => JSON.parse(text(document)) as Record,
    );
  for (const proposal of documents<Proposal>("proposals")) yield { kind: "proposal", proposal };
  for (const change of documents<Change>("changes")) yield { kind: "change", change };
  for (const tombstone of documents<Tombstone>("tombstones")) yield { kind: "tombstone", tombstone };
  for (const dream of documents<DreamRecord>("dreams")) yield { kind: "dream", dream };
  for (const [kind, table, column] of [
    ["book", "books", "revision"],
    ["cursor", "cursors", "sequence"],
  ] as const)
    for (const row of rows(connection, `SELECT workspace, audience, ${column} AS number FROM ${table}`))
      yield { kind, workspace: workspaceOf(row), audience: text(row.audience), number: Number(row.number) };
  for (const row of rows(connection, "SELECT key, document FROM audit ORDER BY key"))
    yield { kind: "audit", number: Number(row.key), entry: JSON.parse(text(row.document)) as AuditEntry };
}

function jobOf(row: Row): Piece {
  const orNull = (value: SQLOutputValue | undefined) => (value === null ? null : Number(value));
  return {
    kind: "job",
    job: {
      id: text(row.id),
      kind: text(row.kind),
      key: text(row.key),
      lane: text(row.lane),
      at: Number(row.at),
      data: JSON.parse(text(row.data)) as Json,
    },
    number: Number(row.number),
    state: text(row.state) as "waiting" | "ended" | "dead",
    failures: Number(row.failures),
    retryAt: orNull(row.retry_at),
    error: row.error === null ? null : text(row.error),
    endedAt: orNull(row.ended_at),
  };
}

function rows(connection: DatabaseSync, sql: string): Row[] {
  return connection.prepare(sql).all();
}

function workspaceOf({ workspace }: Row): WorkspaceId {
  return asId(text(workspace));
}

function text(value: SQLOutputValue | undefined): string {
  return String(value);
}
