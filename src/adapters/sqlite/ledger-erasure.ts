import type { DatabaseSync, StatementSync } from "node:sqlite";
import { formatAudience, personAudience } from "../../core/audience.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../../core/ids.ts";
import type { Change, Receipt } from "../../core/memory.ts";
import type { ErasedLedger, ErasedWorkspaceLedger } from "../../core/ports/ledger.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { DreamRecord } from "../../core/record.ts";
import {
  redactedChange,
  redactedDream,
  redactedProposal,
  redactedTombstone,
  textsSaid,
} from "../../core/storage/memory-redaction.ts";
import { collectQuotes, createPersonErasure, type PersonErasure } from "../../core/storage/person-erasure.ts";
import type { LedgerTable } from "./ledger-table.ts";

const ownTables = ["changes", "books", "proposals", "tombstones", "cursors"] as const;
const sharedTables = ["changes", "proposals", "tombstones", "dreams", "audit"] as const;
const allTables = [...ownTables, "dreams", "audit", "receipts"] as const;

/** Erases people and workspaces from the ledger. Runs inside a transaction of the caller's. */
export class LedgerErasure {
  readonly #table: LedgerTable;
  readonly #deletions: readonly StatementSync[];
  readonly #wholeDeletions: readonly StatementSync[];
  readonly #wholeCounts: StatementSync;
  readonly #orphans: StatementSync;
  readonly #memories: StatementSync;
  readonly #proposals: StatementSync;
  readonly #documents: ReadonlyMap<string, StatementSync>;
  readonly #rewrites: ReadonlyMap<string, StatementSync>;

  constructor(connection: DatabaseSync, table: LedgerTable) {
    this.#table = table;
    this.#memories = connection.prepare(
      "SELECT count(DISTINCT memory) AS count FROM changes WHERE workspace = ? AND audience = ?",
    );
    this.#proposals = connection.prepare(
      "SELECT count(*) AS count FROM proposals WHERE workspace = ? AND audience = ?",
    );
    this.#deletions = ownTables.map((name) =>
      connection.prepare(`DELETE FROM ${name} WHERE workspace = ? AND audience = ?`),
    );
    this.#wholeDeletions = allTables.map((name) =>
      connection.prepare(`DELETE FROM ${name} WHERE workspace = ?`),
    );
    this.#wholeCounts = connection.prepare(
      `WITH asked(workspace) AS (VALUES (?))
       SELECT (SELECT count(DISTINCT memory) FROM changes WHERE workspace = asked.workspace) AS memories,
         (SELECT count(*) FROM proposals WHERE workspace = asked.workspace) AS proposals FROM asked`,
    );
    this.#orphans = connection.prepare(
      `DELETE FROM receipts WHERE workspace = ? AND (
         (holder = 'proposal' AND id NOT IN (SELECT id FROM proposals WHERE workspace = ?))
         OR (holder = 'change' AND id NOT IN (SELECT id FROM changes WHERE workspace = ?)))`,
    );
    this.#documents = new Map(
      sharedTables.map((name) => [
        name,
        connection.prepare(`SELECT rowid AS rowid, document FROM ${name} WHERE workspace = ?`),
      ]),
    );
    this.#rewrites = new Map(
      sharedTables.map((name) => [
        name,
        connection.prepare(`UPDATE ${name} SET document = ? WHERE rowid = ?`),
      ]),
    );
  }

  erasePerson(workspace: WorkspaceId, person: PersonId, names: readonly string[]): ErasedLedger {
    const own = formatAudience(personAudience(person));
    const memories = Number(this.#memories.get(workspace, own)?.count);
    const proposals = Number(this.#proposals.get(workspace, own)?.count);
    for (const deletion of this.#deletions) deletion.run(workspace, own);
    this.#orphans.run(workspace, workspace, workspace);

    const erasure = createPersonErasure(person, names);
    const quotes = new Set<string>();
    this.#eraseProposals(workspace, erasure, (receipts) => collectQuotes(receipts, person, quotes));
    this.#rewrite<Change>(workspace, "changes", (change) => {
      collectQuotes(change.receipts, person, quotes);
      return erasure.change(change);
    });
    this.#rewrite(workspace, "tombstones", erasure.tombstone);
    this.#rewrite(workspace, "audit", erasure.audit);
    this.#eraseDreams(workspace, erasure);
    return { memories, proposals, quotes: quotes.size };
  }

  redactMemory(workspace: WorkspaceId, memory: MemoryId): void {
    const proposals = this.#read<Proposal>(workspace, "proposals").filter(
      ([, { change }]) => change.memory === memory,
    );
    const changes = this.#read<Change>(workspace, "changes").filter(([, change]) => change.memory === memory);
    const texts = textsSaid(
      proposals.map(([, proposal]) => proposal),
      changes.map(([, change]) => change),
    );
    for (const [, proposal] of proposals) {
      this.#table.putProposal(redactedProposal(proposal));
      const tombstone = this.#table.record<Tombstone>("tombstone", workspace, proposal.id);
      if (tombstone) this.#table.putTombstone(redactedTombstone(tombstone));
    }
    for (const [, change] of changes) this.#table.putChange(redactedChange(change));
    for (const [, dream] of this.#read<DreamRecord>(workspace, "dreams")) {
      const redacted = redactedDream(dream, texts);
      if (JSON.stringify(redacted) !== JSON.stringify(dream)) this.#table.putDream(redacted);
    }
  }

  eraseWorkspace(workspace: WorkspaceId): ErasedWorkspaceLedger {
    const counts = this.#wholeCounts.get(workspace);
    for (const deletion of this.#wholeDeletions) deletion.run(workspace);
    return { memories: Number(counts?.memories), proposals: Number(counts?.proposals) };
  }

  #eraseProposals(
    workspace: string,
    erasure: PersonErasure,
    collect: (receipts: readonly Receipt[]) => void,
  ): void {
    for (const [, proposal] of this.#read<Proposal>(workspace, "proposals")) {
      collect(proposal.change.receipts);
      const erased = erasure.proposal(proposal);
      if (JSON.stringify(erased) === JSON.stringify(proposal)) continue;
      // A new version, so that whoever read the old one does not write the person back.
      this.#table.putProposal({ ...erased, version: proposal.version + 1 });
    }
  }

  #eraseDreams(workspace: string, erasure: PersonErasure): void {
    for (const [, dream] of this.#read<DreamRecord>(workspace, "dreams")) {
      const erased = erasure.dream(dream);
      if (JSON.stringify(erased) !== JSON.stringify(dream)) this.#table.putDream(erased);
    }
  }

  #rewrite<Record>(workspace: string, table: string, erase: (record: Record) => Record): void {
    for (const [rowid, record] of this.#read<Record>(workspace, table)) {
      const before = JSON.stringify(record);
      const after = JSON.stringify(erase(record));
      if (after !== before) this.#rewrites.get(table)?.run(after, rowid);
    }
  }

  #read<Record>(workspace: string, table: string): [rowid: number, record: Record][] {
    const rows = this.#documents.get(table)?.all(workspace) ?? [];
    return (rows as unknown as { rowid: number; document: string }[]).map((row) => [
      row.rowid,
      JSON.parse(row.document) as Record,
    ]);
  }
}
