import type { Audience } from "../audience.ts";
import { StoreError } from "../errors.ts";
import { type DreamId, idFrom, newId, type PersonId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { currentChange, hasReceipt, type SignalReceipt } from "../memory.ts";
import { reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { ErasedLedger, LedgerWrite, LostQuote, LostReceipts } from "../ports/ledger.ts";
import { type Proposal, proposalLifetimeMs, type RejectionReason } from "../proposal.ts";
import type { AuditEntry, DreamRecord } from "../record.ts";
import type { Candidate } from "./candidate.ts";
import { fingerprintOf } from "./fingerprints.ts";
import { isNarrowedNow } from "./fits-audience.ts";
import { findMemory } from "./gates/standing.ts";
import * as writes from "./verdict-writes.ts";

// The ledger's writes are called from this file and from nowhere else: a test reads the sources for it.

/** A try fails only when another writer succeeded in between, so that this many mean that something else is wrong. */
const mostTries = 200;

/** Where a new proposal comes from. */
export interface Origin {
  readonly source: Proposal["source"];
  readonly dream: DreamId | null;
  /** What it is made for, once however often it is tried; null for something that is not tried again. */
  readonly seed: string | null;
}

/** The proposal that an earlier try of the same has left. */
export async function earlierProposal(
  parts: Parts,
  workspace: WorkspaceId,
  seed: string | null,
): Promise<Proposal | undefined> {
  return seed === null ? undefined : parts.ledger.proposal(workspace, idFrom(`${workspace} ${seed}`));
}

/** A candidate that passed the gates, as a proposal that waits. */
export async function draftProposal(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  candidate: Candidate,
  origin: Origin,
): Promise<Proposal> {
  const at = parts.clock.now();
  const basis = findMemory(candidate.memory, await parts.ledger.book(workspace, audience));
  return {
    id: origin.seed === null ? newId() : idFrom(`${workspace} ${origin.seed}`),
    workspace,
    audience,
    version: 1,
    status: "pending",
    source: origin.source,
    dream: origin.dream,
    change: {
      ...candidate,
      memory: candidate.memory ?? newId(),
      // What was for direct messages alone does not travel because of what is added to it.
      travels: candidate.travels && (basis?.travels ?? true),
      text: candidate.change === "remove" ? (basis?.text ?? candidate.text) : candidate.text,
    },
    basis: basis?.id ?? null,
    before: candidate.change === "update" ? (basis?.text ?? null) : null,
    proposedAt: at,
    expiresAt: at + proposalLifetimeMs,
    approvals: [],
    decision: null,
    applied: null,
  };
}

/** What a reflection leaves behind, stored in one step so that a repeated run finds all of it or nothing. */
export interface ReflectionResult {
  readonly workspace: WorkspaceId;
  readonly proposals: readonly Proposal[];
  readonly dream: DreamRecord | null;
  /** The audience's cursor, moved from where the reflection began to read to where it ended. */
  readonly cursor: { readonly audience: Audience; readonly from: number; readonly to: number } | null;
}

/** Stores proposals for people to decide. False when the cursor had moved meanwhile: then nothing was stored. */
export async function propose(parts: Parts, result: ReflectionResult): Promise<boolean> {
  const { workspace, proposals, dream, cursor } = result;
  const outcome = await parts.ledger.write({
    workspace,
    expect: {
      proposals: proposals.map(({ id }) => ({ id, version: 0 })),
      books: [],
      cursors: cursor ? [{ audience: cursor.audience, sequence: cursor.from }] : [],
    },
    proposals,
    changes: [],
    tombstones: [],
    cursors: cursor ? [{ audience: cursor.audience, sequence: cursor.to }] : [],
    dreams: dream ? [dream] : [],
    audit: proposals.map(({ id, audience, proposedAt }) => ({
      workspace,
      at: proposedAt,
      person: reverie,
      personName: "Reverie",
      act: "proposed",
      subject: id,
      audience,
    })),
  });
  return outcome.written;
}

/** Stores how a dream stands. */
export async function recordDream(parts: Parts, dream: DreamRecord): Promise<void> {
  await propose(parts, { workspace: dream.workspace, proposals: [], dream, cursor: null });
}

/** Stores an audit entry of something that changed no memory. */
export async function recordAct(parts: Parts, entry: AuditEntry): Promise<void> {
  await parts.ledger.write({
    workspace: entry.workspace,
    expect: { proposals: [], books: [], cursors: [] },
    proposals: [],
    changes: [],
    tombstones: [],
    cursors: [],
    dreams: [],
    audit: [entry],
  });
}

/** What a person wants done with a proposal. */
export type Wish =
  | {
      readonly type: "approve";
      readonly quorum: number;
      readonly edit: writes.Edit | null;
      /** Whether an approval of somebody's that was counted before counts still. */
      readonly countsStill: (person: PersonId) => Promise<boolean>;
    }
  | { readonly type: "reject"; readonly reason: RejectionReason | null }
  | { readonly type: "undo" }
  | { readonly type: "expire" }
  | { readonly type: "withdraw" };

/** What came of a wish. `proposal` is as it stands after all. */
export type WishOutcome =
  | {
      readonly type: "done" | "counted" | "late" | "overtaken" | "expired" | "without-evidence" | "narrowed";
      readonly proposal: Proposal;
    }
  | { readonly type: "unknown" };

/**
 * Carries out a verdict in one atomic step. When somebody else was first, nothing is written and the
 * proposal is given as it stands. The right of whoever wishes is checked before, in `rights`.
 */
export async function decide(
  parts: Parts,
  workspace: WorkspaceId,
  id: ProposalId,
  wish: Wish,
  by: writes.Verdict["by"],
): Promise<WishOutcome> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const proposal = await parts.ledger.proposal(workspace, id);
    if (!proposal) return { type: "unknown" };
    const step = await planStep(parts, proposal, wish, { by, at: parts.clock.now() });
    if (!step.write) return { type: step.type, proposal };
    const outcome = await parts.ledger.write(step.write);
    if (outcome.written) return { type: step.type, proposal: step.write.proposals[0] ?? proposal };
  }
  throw new StoreError("decide", new Error("Too many conflicts"));
}

interface Step {
  readonly type: Exclude<WishOutcome["type"], "unknown">;
  readonly write: LedgerWrite | undefined;
}

async function planStep(
  parts: Parts,
  proposal: Proposal,
  wish: Wish,
  verdict: writes.Verdict,
): Promise<Step> {
  if (wish.type === "undo") return planUndo(parts, proposal, verdict);
  if (proposal.status !== "pending") return { type: "late", write: undefined };
  if (wish.type === "expire" || proposal.expiresAt <= verdict.at) {
    return { type: "expired", write: writes.ending(proposal, { by: bySystem, at: verdict.at }, "expired") };
  }
  if (wish.type === "withdraw") return { type: "done", write: writes.ending(proposal, verdict, "withdrawn") };
  if (wish.type === "reject" && proposal.source === "deletion") return planKeeping(parts, proposal, verdict);
  if (wish.type === "reject") {
    const fingerprint = await fingerprintOf(parts, proposal.workspace);
    return { type: "done", write: writes.rejection(proposal, verdict, wish.reason, fingerprint) };
  }
  return planApproval(parts, proposal, wish, verdict);
}

function overtaken(proposal: Proposal, { at }: writes.Verdict): Step {
  return { type: "overtaken", write: writes.ending(proposal, { by: bySystem, at }, "withdrawn") };
}

async function planKeeping(parts: Parts, proposal: Proposal, verdict: writes.Verdict): Promise<Step> {
  const book = await parts.ledger.book(proposal.workspace, proposal.audience);
  if (writes.isOvertaken(proposal, book)) return overtaken(proposal, verdict);
  const click: SignalReceipt = {
    type: "signal",
    signal: newId(),
    act: "click",
    author: verdict.by.id,
    givenAt: verdict.at,
  };
  return { type: "done", write: writes.keeping(proposal, book, verdict, click, newId()) };
}

const bySystem = { id: reverie, name: "Reverie" };

async function planApproval(
  parts: Parts,
  proposal: Proposal,
  wish: Extract<Wish, { type: "approve" }>,
  verdict: writes.Verdict,
): Promise<Step> {
  if (!hasReceipt(proposal.change.receipts)) {
    return {
      type: "without-evidence",
      write: writes.ending(proposal, { by: bySystem, at: verdict.at }, "withdrawn"),
    };
  }
  const { workspace, audience, change } = proposal;
  if (await isNarrowedNow(parts, workspace, audience, change.receipts)) {
    return {
      type: "narrowed",
      write: writes.ending(proposal, { by: bySystem, at: verdict.at }, "withdrawn"),
    };
  }
  const book = await parts.ledger.book(workspace, audience);
  if (writes.isOvertaken(proposal, book)) return overtaken(proposal, verdict);
  const asked = wish.edit ? writes.edited(proposal, wish.edit) : proposal;
  const others = await othersWhoCount(asked, wish, verdict);
  if (others + 1 < wish.quorum) return planPartial(asked, wish, verdict);
  const write = writes.approval(proposal, book, verdict, wish.edit, newId());
  if (proposal.source !== "forget") return { type: "done", write };
  const [fingerprint, memory] = await Promise.all([
    fingerprintOf(parts, workspace),
    parts.ledger.memory(workspace, change.memory),
  ]);
  const tombstones = memory ? writes.forgottenTombstones(memory, verdict.at, fingerprint) : [];
  return { type: "done", write: { ...write, tombstones } };
}

async function othersWhoCount(
  { approvals }: Proposal,
  { countsStill }: Extract<Wish, { type: "approve" }>,
  verdict: writes.Verdict,
): Promise<number> {
  const others = approvals.filter(({ by }) => by !== verdict.by.id);
  const count = await Promise.all(others.map(({ by }) => countsStill(by)));
  return count.filter(Boolean).length;
}

function planPartial(
  asked: Proposal,
  { edit }: Extract<Wish, { type: "approve" }>,
  verdict: writes.Verdict,
): Step {
  const isCounted = edit === null && asked.approvals.some(({ by }) => by === verdict.by.id);
  return { type: "counted", write: isCounted ? undefined : writes.partialApproval(asked, verdict) };
}

async function planUndo(parts: Parts, proposal: Proposal, verdict: writes.Verdict): Promise<Step> {
  if (proposal.applied === null || proposal.status === "undone") return { type: "late", write: undefined };
  const { workspace, audience, change } = proposal;
  const [book, memory] = await Promise.all([
    parts.ledger.book(workspace, audience),
    parts.ledger.memory(workspace, change.memory),
  ]);
  const write = memory && writes.undoing(proposal, memory, book, verdict);
  if (!write) return { type: "late", write: undefined };
  if (change.change === "remove") return { type: "done", write };
  // Taken back is as good as rejected: the evidence that was read once does not bring it back.
  const fingerprint = await fingerprintOf(parts, workspace);
  const tombstones = writes.rejection(proposal, verdict, null, fingerprint).tombstones;
  return { type: "done", write: { ...write, tombstones } };
}

/** Marks evidence as gone (law 6) and gives whose it was; what follows is for the caller to decide. */
export function loseReceipts(
  parts: Parts,
  workspace: WorkspaceId,
  lost: readonly LostQuote[],
): Promise<LostReceipts> {
  return parts.ledger.loseReceipts(workspace, lost);
}

/** Erases a person from the ledger. */
export function eraseFromLedger(
  parts: Parts,
  workspace: WorkspaceId,
  ...who: [Parameters<Parts["ledger"]["erasePerson"]>[1], readonly string[]]
): Promise<ErasedLedger> {
  return parts.ledger.erasePerson(workspace, ...who);
}

/** The proposal whose approval made what a memory says today: the one that an undo would take back. */
export async function proposalOnTop(
  parts: Parts,
  workspace: WorkspaceId,
  memory: Proposal["change"]["memory"],
): Promise<Proposal | undefined> {
  const found = await parts.ledger.memory(workspace, memory);
  const change = found && currentChange(found);
  return change && parts.ledger.proposal(workspace, change.proposal);
}
