import type { Audience } from "../audience.ts";
import { StoreError } from "../errors.ts";
import type { ChangeId, MemoryId, ProposalId, WorkspaceId } from "../ids.ts";
import { currentChange } from "../memory.ts";
import { reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { ErasedLedger, ErasedWorkspaceLedger, LostQuote, LostReceipts } from "../ports/ledger.ts";
import type { Proposal } from "../proposal.ts";
import type { AuditEntry, DreamRecord } from "../record.ts";
import { isDecidedByPolicy, superviseAgain } from "./autonomy.ts";
import { planVerdict, type Step, type Wish, type WishOutcome } from "./plan-verdict.ts";
import { disputing, type Verdict } from "./verdict-writes.ts";
import { writeWith } from "./write-with.ts";

// The ledger's writes are called from this file and from nowhere else: a test reads the sources for it.

/** A try fails only when another writer succeeded in between, so that this many mean that something else is wrong. */
const mostTries = 200;

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
  const write = writeWith(workspace, {
    expect: {
      proposals: proposals.map(({ id }) => ({ id, version: 0 })),
      books: [],
      cursors: cursor ? [{ audience: cursor.audience, sequence: cursor.from }] : [],
    },
    proposals,
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
  return (await parts.ledger.write(write)).written;
}

/** Stores how a dream stands. */
export async function recordDream(parts: Parts, dream: DreamRecord): Promise<void> {
  await propose(parts, { workspace: dream.workspace, proposals: [], dream, cursor: null });
}

/** Stores an audit entry of something that changed no memory. */
export async function recordAct(parts: Parts, entry: AuditEntry): Promise<void> {
  await parts.ledger.write(writeWith(entry.workspace, { audit: [entry] }));
}

/**
 * Carries out a verdict in one atomic step. When somebody else was first, nothing is written and the
 * proposal is given as it stands. The right of whoever wishes is checked before, in `rights`.
 */
export async function decide(
  parts: Parts,
  workspace: WorkspaceId,
  id: ProposalId,
  wish: Wish,
  by: Verdict["by"],
): Promise<WishOutcome> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const proposal = await parts.ledger.proposal(workspace, id);
    if (!proposal) return { type: "unknown" };
    const step = await planVerdict(parts, proposal, wish, { by, at: parts.clock.now() });
    const decided = step.write?.proposals[0] ?? proposal;
    // Before it is taken back: after a crash in between it can be taken back again, and people decide meanwhile.
    if (wish.type === "undo" && step.write && isDecidedByPolicy(proposal))
      await superviseAgain(parts, proposal);
    const isDone = !step.write || (await parts.ledger.write(step.write)).written;
    if (isDone) return outcomeOf(step, decided);
  }
  throw new StoreError("decide", new Error("Too many conflicts"));
}

function outcomeOf(step: Step, proposal: Proposal): WishOutcome {
  if (step.type === "succeeded") return { type: step.type, proposal, successor: step.successor };
  return { type: step.type, proposal };
}

/** Stores a dispute of the change with its proposal. False when another change came on top meanwhile: then nothing was stored. */
export async function storeDispute(
  parts: Parts,
  proposal: Proposal,
  disputed: ChangeId,
  by: Verdict["by"],
): Promise<boolean> {
  const { workspace, audience } = proposal;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const book = await parts.ledger.book(workspace, audience);
    const memory = book.memories.find(({ id }) => id === proposal.change.memory);
    const change = memory && currentChange(memory);
    if (!change || change.id !== disputed) return false;
    const write = disputing(change, book, proposal, { by, at: parts.clock.now() });
    if ((await parts.ledger.write(write)).written) return true;
  }
  throw new StoreError("dispute", new Error("Too many conflicts"));
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

/** Takes every word of a memory out of the ledger, for good. */
export function redactInLedger(parts: Parts, workspace: WorkspaceId, memory: MemoryId): Promise<void> {
  return parts.ledger.redactMemory(workspace, memory);
}

/** Erases a whole workspace from the ledger. */
export function eraseWorkspaceFromLedger(
  parts: Parts,
  workspace: WorkspaceId,
): Promise<ErasedWorkspaceLedger> {
  return parts.ledger.eraseWorkspace(workspace);
}
