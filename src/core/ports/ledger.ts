import type { Audience } from "../audience.ts";
import type { DreamId, MemoryId, MessageId, PersonId, ProposalId, WorkspaceId } from "../ids.ts";
import type { Book, Change, Memory } from "../memory.ts";
import type { Proposal, ProposalStatus, Tombstone } from "../proposal.ts";
import type { AuditEntry, DreamRecord } from "../record.ts";

/** What must still be so for a write to happen. A version or revision of 0 means "not there yet". */
export interface Expectations {
  readonly proposals: readonly { readonly id: ProposalId; readonly version: number }[];
  readonly books: readonly { readonly audience: Audience; readonly revision: number }[];
  readonly cursors: readonly { readonly audience: Audience; readonly sequence: number }[];
}

/** One atomic step: all of it is written, or, where an expectation fails, none. */
export interface LedgerWrite {
  readonly workspace: WorkspaceId;
  readonly expect: Expectations;
  /** Whole proposals, each at the version after the expected one. */
  readonly proposals: readonly Proposal[];
  /**
   * Whole changes, new or undone. Each new revision that they carry becomes the revision of their book. Of a
   * change that stands already only `undone` and `disputed` are taken: its words stay as they were written.
   */
  readonly changes: readonly Change[];
  readonly tombstones: readonly Tombstone[];
  readonly cursors: readonly { readonly audience: Audience; readonly sequence: number }[];
  readonly dreams: readonly DreamRecord[];
  readonly audit: readonly AuditEntry[];
}

/** `conflict` names the first expectation that did not hold; nothing was written then. */
export type WriteOutcome =
  | { readonly written: true }
  | { readonly written: false; readonly conflict: "proposal" | "book" | "cursor" };

/** Words that are gone: one quote of a message, or, where it is null, all of it. */
export interface LostQuote {
  readonly message: MessageId;
  readonly quote: string | null;
}

/** Whose evidence was lost when messages went: the caller decides what follows. */
export interface LostReceipts {
  readonly proposals: readonly ProposalId[];
  readonly memories: readonly MemoryId[];
}

/** What an erasure took, for the receipt that the person gets. */
export interface ErasedLedger {
  readonly memories: number;
  readonly proposals: number;
  readonly quotes: number;
}

/** What went with a workspace. */
export interface ErasedWorkspaceLedger {
  readonly memories: number;
  readonly proposals: number;
}

/**
 * Books, proposals, tombstones, cursors, dreams and audit. Reads are of one workspace; `write` is the
 * one door through which anything changes, called from `memory/remember` alone. Durable once it
 * resolves. Rejects with a StoreError when the store fails, never with an empty answer.
 */
export interface Ledger {
  book(workspace: WorkspaceId, audience: Audience): Promise<Book>;
  memory(workspace: WorkspaceId, memory: MemoryId): Promise<Memory | undefined>;
  proposal(workspace: WorkspaceId, proposal: ProposalId): Promise<Proposal | undefined>;
  /** Newest first; of every audience where it is null. */
  proposals(
    workspace: WorkspaceId,
    audience: Audience | null,
    status: ProposalStatus,
    limit: number,
  ): Promise<Proposal[]>;
  tombstones(workspace: WorkspaceId, audience: Audience): Promise<Tombstone[]>;
  /** How far the audience's last reflection read; 0 before the first. */
  cursor(workspace: WorkspaceId, audience: Audience): Promise<number>;
  dream(workspace: WorkspaceId, dream: DreamId): Promise<DreamRecord | undefined>;
  /** Newest first. */
  dreams(workspace: WorkspaceId, limit: number): Promise<DreamRecord[]>;
  /** Newest first. */
  audit(workspace: WorkspaceId, limit: number): Promise<AuditEntry[]>;
  write(write: LedgerWrite): Promise<WriteOutcome>;
  /** The distinct quotes of this message that proposals, changes and watching dreams hold and that are not gone. */
  quotesOf(workspace: WorkspaceId, message: MessageId): Promise<string[]>;
  /**
   * Marks the receipts that hold these quotes of these messages as gone and empties them; every quote of
   * a message where `quote` is null (law 6). What was made of them and never approved, and has no evidence
   * left, loses its words too: proposals with their tombstones, and what dreams watched or dropped. A
   * proposal that lost something gets the next version. Says whose the receipts were, also where they were
   * lost before; the empty quote stands for those.
   */
  loseReceipts(workspace: WorkspaceId, lost: readonly LostQuote[]): Promise<LostReceipts>;
  /**
   * Removes the person's book with its proposals and tombstones, empties the quotes of what they said,
   * and puts "a former member" where their id or one of their exact names stands elsewhere. Nothing of
   * it is left in the store's files.
   */
  erasePerson(workspace: WorkspaceId, person: PersonId, names: readonly string[]): Promise<ErasedLedger>;
  /**
   * Takes every word of a memory out of all that was proposed, decided, refused and dropped of it; the records stay with
   * who did what and when. Nothing of the words is left in the store's files. Safe to repeat.
   */
  redactMemory(workspace: WorkspaceId, memory: MemoryId): Promise<void>;
  /** Removes everything of the workspace. Nothing of it is left in the store's files. Safe to repeat. */
  eraseWorkspace(workspace: WorkspaceId): Promise<ErasedWorkspaceLedger>;
}
