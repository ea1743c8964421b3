import type { ChangeId } from "../ids.ts";
import {
  type Book,
  type Change,
  currentChange,
  type Memory,
  quotedMessages,
  type Receipt,
} from "../memory.ts";
import type { Person } from "../message.ts";
import type { LedgerWrite } from "../ports/ledger.ts";
import type { Decision, Proposal, RejectionReason, Tombstone } from "../proposal.ts";
import type { AuditEntry } from "../record.ts";
import type { Fingerprint } from "./fingerprints.ts";
import type { Warning } from "./warnings.ts";
import { writeWith } from "./write-with.ts";

/** Who decides, and when. */
export interface Verdict {
  readonly by: Pick<Person, "id" | "name">;
  readonly at: number;
}

/** What an editor changed before approving. */
export interface Edit {
  readonly text: string;
  readonly kind: Change["kind"];
  readonly travels: boolean;
  /** What somebody should look at twice in the words as they are now. */
  readonly warnings: readonly Warning[];
  /** The form itself is the evidence for words that the editor chose; null where no word was changed. */
  readonly receipt: Receipt | null;
}

/** Whether another change came on top of the memory since this was proposed: then the click refuses. */
export function isOvertaken(proposal: Proposal, book: Book): boolean {
  if (proposal.change.change === "add") return false;
  const memory = book.memories.find(({ id }) => id === proposal.change.memory);
  return memory === undefined || currentChange(memory)?.id !== proposal.basis;
}

function auditOf(proposal: Proposal, { by, at }: Verdict, act: AuditEntry["act"]): AuditEntry {
  const { workspace, id, audience } = proposal;
  return { workspace, at, person: by.id, personName: by.name, act, subject: id, audience };
}

function decisionOf({ by, at }: Verdict, edited: boolean, reason: RejectionReason | null): Decision {
  return { by: by.id, byName: by.name, at, edited, reason };
}

const expecting = (proposal: Proposal) => [{ id: proposal.id, version: proposal.version }];

/** The change that an approval applies, with the editor's words where there are any. */
function changeOf(proposal: Proposal, book: Book, verdict: Verdict, edit: Edit | null, id: ChangeId): Change {
  const { change, memory, kind, text, why, receipts, travels } = proposal.change;
  return {
    id,
    workspace: proposal.workspace,
    audience: proposal.audience,
    memory,
    change,
    kind: edit?.kind ?? kind,
    text: edit?.text ?? text,
    why,
    receipts: edit?.receipt ? [...receipts, edit.receipt] : receipts,
    travels: edit?.travels ?? travels,
    author: verdict.by.id,
    authorName: verdict.by.name,
    proposal: proposal.id,
    revision: book.revision + 1,
    at: verdict.at,
    undone: null,
    disputed: null,
  };
}

/** Approves, with or without an edit: one atomic step of proposal, change, revision and audit. */
export function approval(
  proposal: Proposal,
  book: Book,
  verdict: Verdict,
  edit: Edit | null,
  changeId: ChangeId,
): LedgerWrite {
  const change = changeOf(proposal, book, verdict, edit, changeId);
  const approvals = withApproval(edit ? { ...proposal, approvals: [] } : proposal, verdict);
  return writeWith(proposal.workspace, {
    expect: {
      proposals: expecting(proposal),
      books: [{ audience: book.audience, revision: book.revision }],
      cursors: [],
    },
    proposals: [
      {
        ...proposal,
        version: proposal.version + 1,
        status: "approved",
        change: {
          ...proposal.change,
          kind: change.kind,
          text: change.text,
          receipts: change.receipts,
          travels: change.travels,
          warnings: edit?.warnings ?? proposal.change.warnings,
        },
        approvals,
        decision: decisionOf(verdict, edit !== null, null),
        applied: changeId,
      },
    ],
    changes: [change],
    audit: [auditOf(proposal, verdict, edit ? "edited-and-approved" : "approved")],
  });
}

/** The proposal with an editor's words in place of its own: whoever approved the old words has yet to approve these. */
function edited(proposal: Proposal, { text, kind, travels, warnings, receipt }: Edit): Proposal {
  const { change } = proposal;
  const receipts = receipt ? [...change.receipts, receipt] : change.receipts;
  return { ...proposal, approvals: [], change: { ...change, text, kind, travels, warnings, receipts } };
}

/**
 * An edit that others have yet to approve: the proposal ends, and another with the new words takes its place, so that no
 * button that stands below the old words approves the new ones.
 */
export function successionOf(
  proposal: Proposal,
  verdict: Verdict,
  edit: Edit,
  id: Proposal["id"],
): { readonly successor: Proposal; readonly write: LedgerWrite } {
  const { proposals: ended, ...write } = ending(proposal, verdict, "withdrawn");
  const approvals = withApproval({ ...proposal, approvals: [] }, verdict);
  // On a card of its own: a digest shows what its dream proposed.
  const successor = { ...edited(proposal, edit), id, version: 1, dream: null, approvals };
  return {
    successor,
    write: {
      ...write,
      expect: {
        ...write.expect,
        proposals: [...write.expect.proposals, { id, version: 0 }],
      },
      proposals: [...ended, successor],
      audit: [...write.audit, auditOf(successor, verdict, "proposed")],
    },
  };
}

/** Changes where a person's memory would be used, as that person chooses on the card. */
export function travelling(proposal: Proposal, travels: boolean): LedgerWrite {
  return writeWith(proposal.workspace, {
    expect: { proposals: expecting(proposal), books: [], cursors: [] },
    proposals: [{ ...proposal, version: proposal.version + 1, change: { ...proposal.change, travels } }],
  });
}

/** Counts one approval of several that the quorum asks for. */
export function partialApproval(proposal: Proposal, verdict: Verdict): LedgerWrite {
  const approvals = withApproval(proposal, verdict);
  return writeWith(proposal.workspace, {
    expect: { proposals: expecting(proposal), books: [], cursors: [] },
    proposals: [{ ...proposal, version: proposal.version + 1, approvals }],
  });
}

/** The approvals with one more; nobody counts twice. */
function withApproval({ approvals }: Proposal, { by, at }: Verdict): Proposal["approvals"] {
  return [...approvals.filter((known) => known.by !== by.id), { by: by.id, byName: by.name, at }];
}

/** Rejects, and leaves a tombstone with text and reason so that it does not come back. */
export function rejection(
  proposal: Proposal,
  verdict: Verdict,
  reason: RejectionReason | null,
  fingerprint: Fingerprint,
): LedgerWrite {
  const tombstone: Tombstone = {
    workspace: proposal.workspace,
    audience: proposal.audience,
    proposal: proposal.id,
    because: "rejected",
    text: proposal.change.text,
    reason,
    fingerprints: fingerprint(proposal.change),
    evidence: quotedMessages(proposal.change.receipts),
    at: verdict.at,
  };
  return writeWith(proposal.workspace, {
    expect: { proposals: expecting(proposal), books: [], cursors: [] },
    proposals: [
      {
        ...proposal,
        version: proposal.version + 1,
        status: "rejected",
        decision: decisionOf(verdict, false, reason),
      },
    ],
    tombstones: [tombstone],
    audit: [auditOf(proposal, verdict, "rejected")],
  });
}

/** Puts the reason to a rejection that stands. Nothing else of it changes. */
export function explaining(
  proposal: Proposal,
  decision: Decision,
  tombstone: Tombstone,
  reason: RejectionReason,
): LedgerWrite {
  return writeWith(proposal.workspace, {
    expect: { proposals: expecting(proposal), books: [], cursors: [] },
    proposals: [{ ...proposal, version: proposal.version + 1, decision: { ...decision, reason } }],
    tombstones: [{ ...tombstone, reason }],
  });
}

/**
 * Keeps a memory whose evidence was lost or which was disputed: the removal is rejected and the click itself becomes
 * evidence on which the same sentence stands, beside what is left of the old one.
 */
export function keeping(
  proposal: Proposal,
  book: Book,
  verdict: Verdict,
  click: Receipt,
  changeId: ChangeId,
): LedgerWrite {
  const kept: Proposal = {
    ...proposal,
    change: {
      ...proposal.change,
      change: "update",
      receipts: [...standingReceipts(proposal, book), click],
      why:
        proposal.source === "dispute"
          ? "Kept by a person after it was disputed."
          : "Kept by a person after its evidence was lost.",
    },
  };
  const write = approval(kept, book, verdict, null, changeId);
  const rejected: Proposal = {
    ...proposal,
    version: proposal.version + 1,
    status: "rejected",
    decision: decisionOf(verdict, false, null),
    // The change that keeps it can be undone as any other, and is found by its proposal.
    applied: changeId,
  };
  return { ...write, proposals: [rejected], audit: [auditOf(proposal, verdict, "rejected")] };
}

/** What is left of the evidence of the memory that a proposal would change. */
function standingReceipts({ change }: Proposal, book: Book): readonly Receipt[] {
  const memory = book.memories.find(({ id }) => id === change.memory);
  const receipts = (memory && currentChange(memory)?.receipts) ?? [];
  return receipts.filter((receipt) => receipt.type !== "quote" || !receipt.gone);
}

/** Takes a memory out of use until somebody decides, and stores the proposal by which they do: one atomic step. */
export function disputing(change: Change, book: Book, proposal: Proposal, verdict: Verdict): LedgerWrite {
  const { by, at } = verdict;
  const disputed = { by: by.id, byName: by.name, revision: book.revision + 1, at };
  return writeWith(proposal.workspace, {
    expect: {
      proposals: [{ id: proposal.id, version: 0 }],
      books: [{ audience: book.audience, revision: book.revision }],
      cursors: [],
    },
    proposals: [proposal],
    changes: [{ ...change, disputed }],
    audit: [auditOf(proposal, verdict, "disputed")],
  });
}

/** Ends a pending proposal without a verdict of a person's: nothing is saved, its own words neither. */
export function ending(proposal: Proposal, verdict: Verdict, status: "expired" | "withdrawn"): LedgerWrite {
  return writeWith(proposal.workspace, {
    expect: { proposals: expecting(proposal), books: [], cursors: [] },
    proposals: [
      {
        ...proposal,
        version: proposal.version + 1,
        status,
        change: { ...proposal.change, text: "", why: "", receipts: [] },
        before: null,
        decision: decisionOf(verdict, false, null),
      },
    ],
    audit: [auditOf(proposal, verdict, status)],
  });
}

/** Takes one applied change back, whatever came after it; every other change stays as it is (law 5). */
export function undoing(
  proposal: Proposal,
  memory: Memory,
  book: Book,
  verdict: Verdict,
): LedgerWrite | undefined {
  const change = memory.changes.find(({ id }) => id === proposal.applied);
  if (!change || change.undone) return undefined;
  const { by, at } = verdict;
  const undone = { by: by.id, byName: by.name, revision: book.revision + 1, at };
  return writeWith(proposal.workspace, {
    expect: {
      proposals: expecting(proposal),
      books: [{ audience: book.audience, revision: book.revision }],
      cursors: [],
    },
    proposals: [{ ...proposal, version: proposal.version + 1, status: "undone" }],
    changes: [{ ...change, undone }],
    audit: [auditOf(proposal, verdict, "undone")],
  });
}

/**
 * The tombstones of a memory that its audience had forgotten, one for each wording that it had: fingerprints,
 * and not a word of it.
 */
export function forgottenTombstones({ changes }: Memory, at: number, fingerprint: Fingerprint): Tombstone[] {
  const evidence = [...new Set(changes.flatMap(({ receipts }) => quotedMessages(receipts)))];
  return changes.map(({ workspace, audience, proposal, text }) => ({
    workspace,
    audience,
    proposal,
    because: "forgotten",
    text: null,
    reason: null,
    fingerprints: fingerprint({ change: "add", memory: null, text }),
    evidence,
    at,
  }));
}
