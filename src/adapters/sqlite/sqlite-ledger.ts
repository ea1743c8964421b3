import type { DatabaseSync } from "node:sqlite";
import { type Audience, formatAudience } from "../../core/audience.ts";
import type { DreamId, MemoryId, MessageId, PersonId, ProposalId, WorkspaceId } from "../../core/ids.ts";
import { type Book, type Change, foldChanges, type Memory } from "../../core/memory.ts";
import type {
  ErasedLedger,
  ErasedWorkspaceLedger,
  Ledger,
  LedgerWrite,
  LostQuote,
  LostReceipts,
  WriteOutcome,
} from "../../core/ports/ledger.ts";
import type { Proposal, ProposalStatus, Tombstone } from "../../core/proposal.ts";
import type { AuditEntry, DreamRecord } from "../../core/record.ts";
import { clearLog } from "./clear-log.ts";
import { LedgerErasure } from "./ledger-erasure.ts";
import { loseReceipts, quotesOf } from "./ledger-losses.ts";
import { LedgerTable } from "./ledger-table.ts";
import { applyWrite } from "./ledger-write.ts";
import { read } from "./read.ts";
import type { WriteQueue } from "./write-queue.ts";

const booksRemembered = 500;

/** The ledger in tables of JSON documents, with an index of the messages whose words they hold. */
export class SqliteLedger implements Ledger {
  readonly #connection: DatabaseSync;
  readonly #queue: WriteQueue;
  readonly #table: LedgerTable;
  readonly #erasure: LedgerErasure;
  /** Books as they were read last. Every turn reads several, and few turns come between two writes. */
  readonly #books = new Map<string, Book>();

  constructor(connection: DatabaseSync, queue: WriteQueue) {
    this.#connection = connection;
    this.#queue = queue;
    this.#table = new LedgerTable(connection);
    this.#erasure = new LedgerErasure(connection, this.#table);
  }

  book(workspace: WorkspaceId, audience: Audience): Promise<Book> {
    return read("ledger.book", () => {
      const whose = formatAudience(audience);
      const key = `${workspace} ${whose}`;
      const known = this.#books.get(key);
      if (known) return known;
      const changes = this.#table.records<Change>("changesOfAudience", workspace, whose);
      const revision = this.#table.number("revision", workspace, whose);
      const book = { workspace, audience, revision, memories: foldChanges(changes) };
      if (this.#books.size >= booksRemembered) this.#books.clear();
      this.#books.set(key, book);
      return book;
    });
  }

  memory(workspace: WorkspaceId, memory: MemoryId): Promise<Memory | undefined> {
    return read(
      "ledger.memory",
      () => foldChanges(this.#table.records<Change>("changesOfMemory", workspace, memory))[0],
    );
  }

  proposal(workspace: WorkspaceId, proposal: ProposalId): Promise<Proposal | undefined> {
    return read("ledger.proposal", () => this.#table.record<Proposal>("proposal", workspace, proposal));
  }

  proposals(
    workspace: WorkspaceId,
    audience: Audience | null,
    status: ProposalStatus,
    limit: number,
  ): Promise<Proposal[]> {
    return read("ledger.proposals", () =>
      audience === null
        ? this.#table.records<Proposal>("proposalsByStatus", workspace, status, limit)
        : this.#table.records<Proposal>(
            "proposalsByAudience",
            workspace,
            formatAudience(audience),
            status,
            limit,
          ),
    );
  }

  tombstones(workspace: WorkspaceId, audience: Audience): Promise<Tombstone[]> {
    return read("ledger.tombstones", () =>
      this.#table.records<Tombstone>("tombstones", workspace, formatAudience(audience)),
    );
  }

  cursor(workspace: WorkspaceId, audience: Audience): Promise<number> {
    return read("ledger.cursor", () => this.#table.number("cursor", workspace, formatAudience(audience)));
  }

  dream(workspace: WorkspaceId, dream: DreamId): Promise<DreamRecord | undefined> {
    return read("ledger.dream", () => this.#table.record<DreamRecord>("dream", workspace, dream));
  }

  dreams(workspace: WorkspaceId, limit: number): Promise<DreamRecord[]> {
    return read("ledger.dreams", () => this.#table.records<DreamRecord>("dreams", workspace, limit));
  }

  audit(workspace: WorkspaceId, limit: number): Promise<AuditEntry[]> {
    return read("ledger.audit", () => this.#table.records<AuditEntry>("audit", workspace, limit));
  }

  write(write: LedgerWrite): Promise<WriteOutcome> {
    return this.#change("ledger.write", () => applyWrite(this.#table, write));
  }

  quotesOf(workspace: WorkspaceId, message: MessageId): Promise<string[]> {
    return read("ledger.quotesOf", () => quotesOf(this.#table, workspace, message));
  }

  loseReceipts(workspace: WorkspaceId, lost: readonly LostQuote[]): Promise<LostReceipts> {
    return this.#change("ledger.loseReceipts", () => loseReceipts(this.#table, workspace, lost));
  }

  async erasePerson(
    workspace: WorkspaceId,
    person: PersonId,
    names: readonly string[],
  ): Promise<ErasedLedger> {
    const erased = await this.#change("ledger.erasePerson", () =>
      this.#erasure.erasePerson(workspace, person, names),
    );
    await read("ledger.erasePerson", () => clearLog(this.#connection));
    return erased;
  }

  async redactMemory(workspace: WorkspaceId, memory: MemoryId): Promise<void> {
    const operation = "ledger.redactMemory";
    await this.#change(operation, () => this.#erasure.redactMemory(workspace, memory));
    await read(operation, () => clearLog(this.#connection));
  }

  async eraseWorkspace(workspace: WorkspaceId): Promise<ErasedWorkspaceLedger> {
    const operation = "ledger.eraseWorkspace";
    const erased = await this.#change(operation, () => this.#erasure.eraseWorkspace(workspace));
    await read(operation, () => clearLog(this.#connection));
    return erased;
  }

  /** Every write forgets the books that were read: it runs in one go, so that no read comes in between. */
  #change<Result>(operation: string, work: () => Result): Promise<Result> {
    return this.#queue.write(operation, () => {
      this.#books.clear();
      return work();
    });
  }
}
