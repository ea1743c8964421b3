import { newId, type PersonId } from "../ids.ts";
import { hasReceipt, type Receipt, signalOf, sourcesOf } from "../memory.ts";
import { reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { LedgerWrite } from "../ports/ledger.ts";
import { isOver, isUnderReview, type Proposal, type RejectionReason } from "../proposal.ts";
import { fingerprintOf } from "./fingerprints.ts";
import { isNarrowedNow, withoutUnfollowed } from "./fits-audience.ts";
import * as writes from "./verdict-writes.ts";

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
  /** Says afterwards why one rejected. */
  | { readonly type: "explain"; readonly reason: RejectionReason }
  | { readonly type: "undo" }
  /** Of a person's proposal: whether it is to join wherever that person asks. */
  | { readonly type: "travel"; readonly travels: boolean }
  | { readonly type: "expire" }
  | { readonly type: "withdraw" };

/** What came of a wish. `proposal` is as it stands after all. */
export type WishOutcome =
  | {
      readonly type:
        | "done"
        | "counted"
        | "late"
        | "overtaken"
        | "expired"
        | "without-evidence"
        | "narrowed"
        | "unfollowed";
      readonly proposal: Proposal;
    }
  /** The words were edited, and more people have yet to approve them: they wait in another proposal. */
  | { readonly type: "succeeded"; readonly proposal: Proposal; readonly successor: Proposal }
  | { readonly type: "unknown" };

/** What is to be written for a wish; nothing where it comes too late. */
export type Step =
  | {
      readonly type: Exclude<WishOutcome["type"], "unknown" | "succeeded">;
      readonly write: LedgerWrite | undefined;
    }
  | { readonly type: "succeeded"; readonly write: LedgerWrite; readonly successor: Proposal };

/** Reads what a wish depends on and plans the one write that carries it out. Writes nothing itself. */
export async function planVerdict(
  parts: Parts,
  proposal: Proposal,
  wish: Wish,
  verdict: writes.Verdict,
): Promise<Step> {
  if (wish.type === "undo") return planUndo(parts, proposal, verdict);
  if (wish.type === "explain") return planExplaining(parts, proposal, wish.reason, verdict);
  if (proposal.status !== "pending") return { type: "late", write: undefined };
  if (wish.type === "expire" || isOver(proposal, verdict.at)) {
    return { type: "expired", write: writes.ending(proposal, { by: bySystem, at: verdict.at }, "expired") };
  }
  if (wish.type === "travel") return { type: "done", write: writes.travelling(proposal, wish.travels) };
  if (wish.type === "withdraw") return { type: "done", write: writes.ending(proposal, verdict, "withdrawn") };
  if (wish.type === "reject" && isUnderReview(proposal)) return planKeeping(parts, proposal, verdict);
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
  const click = signalOf("click", verdict.by.id, verdict.at);
  return { type: "done", write: writes.keeping(proposal, book, verdict, click, newId()) };
}

/** Whoever rejected may say why; what they say stands with the rejection. */
async function planExplaining(
  parts: Parts,
  proposal: Proposal,
  reason: RejectionReason,
  verdict: writes.Verdict,
): Promise<Step> {
  const { workspace, audience, status, decision } = proposal;
  const tombstones = await parts.ledger.tombstones(workspace, audience);
  const tombstone = tombstones.find((each) => each.proposal === proposal.id);
  const isTheirs = status === "rejected" && decision?.by === verdict.by.id;
  if (!isTheirs || !tombstone) return { type: "late", write: undefined };
  return { type: "done", write: writes.explaining(proposal, decision, tombstone, reason) };
}

const bySystem = { id: reverie, name: "Reverie" };

async function planApproval(
  parts: Parts,
  proposal: Proposal,
  wish: Extract<Wish, { type: "approve" }>,
  verdict: writes.Verdict,
): Promise<Step> {
  const { workspace, audience, change } = proposal;
  const { receipts, lack } = await evidenceNow(parts, proposal);
  if (lack) {
    return { type: lack, write: writes.ending(proposal, { by: bySystem, at: verdict.at }, "withdrawn") };
  }
  const book = await parts.ledger.book(workspace, audience);
  if (writes.isOvertaken(proposal, book)) return overtaken(proposal, verdict);
  const evident = { ...proposal, change: { ...change, receipts } };
  // Whoever approved the old words has yet to approve the new ones.
  const others = wish.edit ? 0 : await othersWhoCount(evident, wish, verdict);
  if (others + 1 < wish.quorum) return planPartial(evident, wish, verdict);
  const write = writes.approval(evident, book, verdict, wish.edit, newId());
  if (proposal.source !== "forget") return { type: "done", write };
  const [fingerprint, memory] = await Promise.all([
    fingerprintOf(parts, workspace),
    parts.ledger.memory(workspace, change.memory),
  ]);
  const tombstones = memory ? writes.forgottenTombstones(memory, verdict.at, fingerprint) : [];
  return { type: "done", write: { ...write, tombstones } };
}

/** What an approval rests on at this moment, or what it lacks. */
async function evidenceNow(
  parts: Parts,
  { workspace, audience, change }: Proposal,
): Promise<{
  readonly receipts: readonly Receipt[];
  readonly lack: "without-evidence" | "narrowed" | "unfollowed" | undefined;
}> {
  const { receipts } = change;
  if (!hasReceipt(receipts)) return { receipts, lack: "without-evidence" };
  // New words may go back to all that the memory has said before.
  const memory = change.change === "update" && (await parts.ledger.memory(workspace, change.memory));
  const sources = memory ? [...receipts, ...sourcesOf(memory)] : receipts;
  if (await isNarrowedNow(parts, workspace, audience, sources)) return { receipts, lack: "narrowed" };
  const followed = await withoutUnfollowed(parts, workspace, receipts);
  return { receipts: followed, lack: hasReceipt(followed) ? undefined : "unfollowed" };
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
  proposal: Proposal,
  { edit }: Extract<Wish, { type: "approve" }>,
  verdict: writes.Verdict,
): Step {
  if (edit) return { type: "succeeded", ...writes.successionOf(proposal, verdict, edit, newId()) };
  const isCounted = proposal.approvals.some(({ by }) => by === verdict.by.id);
  return { type: "counted", write: isCounted ? undefined : writes.partialApproval(proposal, verdict) };
}

async function planUndo(parts: Parts, proposal: Proposal, verdict: writes.Verdict): Promise<Step> {
  // What lost its words for good does not come back.
  const isUndoable = proposal.applied !== null && proposal.status !== "undone" && proposal.change.text !== "";
  if (!isUndoable) return { type: "late", write: undefined };
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
