import { type Audience, formatAudience } from "../../core/audience.ts";
import { StoreError } from "../../core/errors.ts";
import type { DreamId, MemoryId, MessageId, PersonId, ProposalId, WorkspaceId } from "../../core/ids.ts";
import { type Book, foldChanges, type Memory } from "../../core/memory.ts";
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
import { quotesHeld } from "../../core/storage/lost-quotes.ts";
import { type RedisClient, strictly } from "./connection.ts";
import { clearFiles, deleteBeginning } from "./keys.ts";
import { LedgerReads } from "./ledger-reads.ts";
import { writeEntry } from "./ledger-records.ts";
import { planErasure, planLosses, planRedaction, type Rewrite, rewriteEntry } from "./ledger-rewrites.ts";
import { rewriteScript, writeScript } from "./ledger-scripts.ts";

/** A rewrite fails only when another writer succeeded in between, so that this many mean that something else is wrong. */
const mostTries = 200;

/** The ledger in hashes and sorted sets. Every write is one script, which sees all of it or none. */
export class RedisLedger implements Ledger {
  readonly #client: RedisClient;
  readonly #prefix: string;

  constructor(client: RedisClient, prefix: string) {
    this.#client = client;
    this.#prefix = prefix;
  }

  book(workspace: WorkspaceId, audience: Audience): Promise<Book> {
    return this.#read("book", workspace, async (reads) => {
      const whose = formatAudience(audience);
      // A write in between would leave the revision older than the changes; then it is read again.
      for (;;) {
        const revision = await reads.number("revision", whose);
        const changes = await reads.changesOf(`changes:${whose}`);
        if ((await reads.number("revision", whose)) === revision)
          return { workspace, audience, revision, memories: foldChanges(changes) };
      }
    });
  }

  memory(workspace: WorkspaceId, memory: MemoryId): Promise<Memory | undefined> {
    return this.#read("memory", workspace, async (reads) => {
      const ids = await reads.members(`memory:${memory}`);
      return foldChanges(await reads.changes(ids))[0];
    });
  }

  proposal(workspace: WorkspaceId, proposal: ProposalId): Promise<Proposal | undefined> {
    return this.#read("proposal", workspace, async (reads) =>
      (await reads.documents<Proposal>("proposal", [proposal])).at(0),
    );
  }

  proposals(
    workspace: WorkspaceId,
    audience: Audience | null,
    status: ProposalStatus,
    limit: number,
  ): Promise<Proposal[]> {
    return this.#read("proposals", workspace, async (reads) => {
      const list = `proposals:${status}${audience === null ? "" : `:${formatAudience(audience)}`}`;
      return reads.documents<Proposal>("proposal", await reads.newest(list, limit));
    });
  }

  tombstones(workspace: WorkspaceId, audience: Audience): Promise<Tombstone[]> {
    return this.#read("tombstones", workspace, async (reads) => {
      const whose = formatAudience(audience);
      return reads.documents<Tombstone>(`tombstone:${whose}`, await reads.listed(`tombstones:${whose}`));
    });
  }

  cursor(workspace: WorkspaceId, audience: Audience): Promise<number> {
    return this.#read("cursor", workspace, (reads) => reads.number("cursor", formatAudience(audience)));
  }

  dream(workspace: WorkspaceId, dream: DreamId): Promise<DreamRecord | undefined> {
    return this.#read("dream", workspace, async (reads) =>
      (await reads.documents<DreamRecord>("dream", [dream])).at(0),
    );
  }

  dreams(workspace: WorkspaceId, limit: number): Promise<DreamRecord[]> {
    return this.#read("dreams", workspace, async (reads) =>
      reads.documents<DreamRecord>("dream", await reads.newest("dreams", limit)),
    );
  }

  audit(workspace: WorkspaceId, limit: number): Promise<AuditEntry[]> {
    return this.#read("audit", workspace, async (reads) =>
      reads.documents<AuditEntry>("audit", await reads.newestMembers("audits", limit)),
    );
  }

  write(write: LedgerWrite): Promise<WriteOutcome> {
    return strictly("ledger.write", async () => {
      const reads = this.#readsOf(write.workspace);
      const conflict = await writeScript(this.#client, [reads.key, writeEntry(write)]);
      if (conflict === null) return { written: true };
      return { written: false, conflict: conflict as "proposal" | "book" | "cursor" };
    });
  }

  quotesOf(workspace: WorkspaceId, message: MessageId): Promise<string[]> {
    return this.#read("quotesOf", workspace, async (reads) => {
      const [proposals, changes, dreams] = await reads.holding([message]);
      const receipts = [
        ...proposals.flatMap(({ change }) => change.receipts),
        ...changes.flatMap((change) => change.receipts),
      ];
      return quotesHeld(receipts, dreams, message);
    });
  }

  loseReceipts(workspace: WorkspaceId, lost: readonly LostQuote[]): Promise<LostReceipts> {
    return this.#rewrite("ledger.loseReceipts", workspace, (reads) => planLosses(reads, lost));
  }

  async erasePerson(
    workspace: WorkspaceId,
    person: PersonId,
    names: readonly string[],
  ): Promise<ErasedLedger> {
    const operation = "ledger.erasePerson";
    const erased = await this.#rewrite(operation, workspace, (reads) => planErasure(reads, person, names));
    await strictly(operation, () => clearFiles(this.#client));
    return erased;
  }

  async redactMemory(workspace: WorkspaceId, memory: MemoryId): Promise<void> {
    const operation = "ledger.redactMemory";
    await this.#rewrite(operation, workspace, (reads) => planRedaction(reads, memory));
    await strictly(operation, () => clearFiles(this.#client));
  }

  eraseWorkspace(workspace: WorkspaceId): Promise<ErasedWorkspaceLedger> {
    return strictly("ledger.eraseWorkspace", async () => {
      const reads = this.#readsOf(workspace);
      const counts = await reads.counts();
      await deleteBeginning(this.#client, reads.key);
      await clearFiles(this.#client);
      return counts;
    });
  }

  /** Reads, plans and writes what takes the place of what was read, again where somebody wrote in between. */
  #rewrite<Result>(
    operation: string,
    workspace: WorkspaceId,
    plan: (reads: LedgerReads) => Promise<{ readonly rewrite: Rewrite; readonly result: Result }>,
  ): Promise<Result> {
    return strictly(operation, async () => {
      const reads = this.#readsOf(workspace);
      for (let tries = 0; tries < mostTries; tries += 1) {
        const stamp = await reads.stamp();
        const { rewrite, result } = await plan(reads);
        const isDone = await rewriteScript(this.#client, [reads.key, `${stamp}`, rewriteEntry(rewrite)]);
        if (isDone === 1) return result;
      }
      throw new StoreError(operation, new Error("Too many conflicts"));
    });
  }

  #read<Result>(
    operation: string,
    workspace: WorkspaceId,
    work: (reads: LedgerReads) => Promise<Result>,
  ): Promise<Result> {
    return strictly(`ledger.${operation}`, () => work(this.#readsOf(workspace)));
  }

  #readsOf(workspace: WorkspaceId): LedgerReads {
    return new LedgerReads(this.#client, this.#prefix, workspace);
  }
}
