import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { formatAudience } from "../../core/audience.ts";
import type { MessageId } from "../../core/ids.ts";
import { type Change, quotedMessages } from "../../core/memory.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { AuditEntry, DreamRecord } from "../../core/record.ts";

/** What can hold words of a message. */
export type Holder = "proposal" | "change" | "dream";

const queries = {
  proposal: "SELECT document FROM proposals WHERE workspace = ? AND id = ?",
  proposalsByStatus: `SELECT document FROM proposals WHERE workspace = ? AND status = ?
    ORDER BY proposed_at DESC, rowid DESC LIMIT ?`,
  proposalsByAudience: `SELECT document FROM proposals WHERE workspace = ? AND audience = ? AND status = ?
    ORDER BY proposed_at DESC, rowid DESC LIMIT ?`,
  change: "SELECT document FROM changes WHERE workspace = ? AND id = ?",
  changesOfAudience: "SELECT document FROM changes WHERE workspace = ? AND audience = ?",
  changesOfMemory: "SELECT document FROM changes WHERE workspace = ? AND memory = ?",
  tombstone: "SELECT document FROM tombstones WHERE workspace = ? AND proposal = ?",
  tombstones: "SELECT document FROM tombstones WHERE workspace = ? AND audience = ? ORDER BY rowid",
  dream: "SELECT document FROM dreams WHERE workspace = ? AND id = ?",
  dreams: "SELECT document FROM dreams WHERE workspace = ? ORDER BY started_at DESC, rowid DESC LIMIT ?",
  audit: "SELECT document FROM audit WHERE workspace = ? ORDER BY at DESC, key DESC LIMIT ?",
} as const;

const numbers = {
  proposalVersion: "SELECT version AS value FROM proposals WHERE workspace = ? AND id = ?",
  revision: "SELECT revision AS value FROM books WHERE workspace = ? AND audience = ?",
  cursor: "SELECT sequence AS value FROM cursors WHERE workspace = ? AND audience = ?",
} as const;

const writes = {
  putProposal: `INSERT INTO proposals (workspace, id, audience, version, status, proposed_at, document)
    VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET audience = excluded.audience, version = excluded.version,
      status = excluded.status, proposed_at = excluded.proposed_at, document = excluded.document`,
  putChange: `INSERT INTO changes (workspace, id, audience, memory, document) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET document = excluded.document`,
  raiseRevision: `INSERT INTO books (workspace, audience, revision) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET revision = max(revision, excluded.revision)`,
  putTombstone: `INSERT INTO tombstones (workspace, audience, proposal, document) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET document = excluded.document`,
  putCursor: `INSERT INTO cursors (workspace, audience, sequence) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET sequence = excluded.sequence`,
  putDream: `INSERT INTO dreams (workspace, id, started_at, document) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET started_at = excluded.started_at, document = excluded.document`,
  addAudit: "INSERT INTO audit (workspace, at, document) VALUES (?, ?, ?)",
  dropReceipts: "DELETE FROM receipts WHERE workspace = ? AND holder = ? AND id = ?",
  addReceipt: "INSERT OR IGNORE INTO receipts (workspace, message, holder, id) VALUES (?, ?, ?, ?)",
} as const;

type Query = keyof typeof queries;
type NumberQuery = keyof typeof numbers;
type Write = keyof typeof writes;

/** The ledger's rows: each record is one JSON document beside the columns that it is found by. */
export class LedgerTable {
  readonly #statements = new Map<string, StatementSync>();
  readonly #holders: StatementSync;

  constructor(connection: DatabaseSync) {
    for (const [name, sql] of Object.entries({ ...queries, ...numbers, ...writes })) {
      this.#statements.set(name, connection.prepare(sql));
    }
    this.#holders = connection.prepare(
      `SELECT DISTINCT id FROM receipts WHERE workspace = ? AND holder = ?
       AND message IN (SELECT value FROM json_each(?))`,
    );
  }

  records<Record>(query: Query, ...values: SQLInputValue[]): Record[] {
    const rows = this.#statement(query).all(...values) as unknown as { document: string }[];
    return rows.map(({ document }) => JSON.parse(document) as Record);
  }

  record<Record>(query: Query, ...values: SQLInputValue[]): Record | undefined {
    const row = this.#statement(query).get(...values) as { document: string } | undefined;
    return row && (JSON.parse(row.document) as Record);
  }

  /** The version, revision or sequence that stands there; 0 where there is none. */
  number(query: NumberQuery, ...values: SQLInputValue[]): number {
    return (this.#statement(query).get(...values)?.value as number | undefined) ?? 0;
  }

  /** Ids of the records of this kind that hold, or held, words of these messages. */
  holdersOf(workspace: string, holder: Holder, messages: readonly MessageId[]): string[] {
    const rows = this.#holders.all(workspace, holder, JSON.stringify(messages)) as unknown as {
      id: string;
    }[];
    return rows.map(({ id }) => id);
  }

  putProposal(proposal: Proposal): void {
    const { workspace, id, audience, version, status, proposedAt, change } = proposal;
    const document = JSON.stringify(proposal);
    this.#run("putProposal", workspace, id, formatAudience(audience), version, status, proposedAt, document);
    this.#index(workspace, "proposal", id, quotedMessages(change.receipts));
  }

  putChange(change: Change): void {
    const { workspace, id, audience, memory, receipts } = change;
    this.#run("putChange", workspace, id, formatAudience(audience), memory, JSON.stringify(change));
    this.#index(workspace, "change", id, quotedMessages(receipts));
  }

  raiseRevision({ workspace, audience, revision, undone, disputed }: Change): void {
    const newest = Math.max(revision, undone?.revision ?? 0, disputed?.revision ?? 0);
    this.#run("raiseRevision", workspace, formatAudience(audience), newest);
  }

  putTombstone(tombstone: Tombstone): void {
    const { workspace, audience, proposal } = tombstone;
    this.#run("putTombstone", workspace, formatAudience(audience), proposal, JSON.stringify(tombstone));
  }

  putCursor(workspace: string, audience: string, sequence: number): void {
    this.#run("putCursor", workspace, audience, sequence);
  }

  putDream(dream: DreamRecord): void {
    const { workspace, id, startedAt, reflections } = dream;
    this.#run("putDream", workspace, id, startedAt, JSON.stringify(dream));
    const messages = reflections.flatMap(({ watch, dropped }) => [
      ...watch.map(({ message }) => message),
      ...dropped.flatMap((each) => each.messages),
    ]);
    this.#index(workspace, "dream", id, [...new Set(messages)]);
  }

  addAudit(entry: AuditEntry): void {
    this.#run("addAudit", entry.workspace, entry.at, JSON.stringify(entry));
  }

  #index(workspace: string, holder: Holder, id: string, messages: readonly MessageId[]): void {
    this.#run("dropReceipts", workspace, holder, id);
    for (const message of messages) this.#run("addReceipt", workspace, message, holder, id);
  }

  #run(write: Write, ...values: SQLInputValue[]): void {
    this.#statement(write).run(...values);
  }

  #statement(name: Query | NumberQuery | Write): StatementSync {
    const statement = this.#statements.get(name);
    if (!statement) throw new Error(`There is no statement ${name}`);
    return statement;
  }
}
