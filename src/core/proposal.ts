import type { Audience } from "./audience.ts";
import type { ChangeId, DreamId, MemoryId, MessageId, PersonId, ProposalId, WorkspaceId } from "./ids.ts";
import type { Warning } from "./memory/warnings.ts";
import type { MemoryKind, Receipt } from "./memory.ts";

/** A pending proposal that nobody decides ends after this time, and nothing is saved. */
export const proposalLifetimeMs = 14 * 24 * 60 * 60 * 1000;

export const proposalStatuses = [
  "pending",
  "approved",
  "rejected",
  "expired",
  "withdrawn",
  "undone",
] as const;
export type ProposalStatus = (typeof proposalStatuses)[number];

/** Why a proposal was refused, one tap each. */
export const rejectionReasons = ["wrong", "private", "temporary", "not useful", "known already"] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/**
 * Whether a proposal asks what becomes of a memory that is out of use, because its evidence was lost or somebody
 * disputes it: then "no" keeps the memory.
 */
export function isUnderReview({ source }: Pick<Proposal, "source">): boolean {
  return source === "deletion" || source === "dispute";
}

/**
 * Whether nobody decided in time. What becomes of a memory that is out of use has no end of its own: somebody has to say.
 */
export function isOver(proposal: Pick<Proposal, "source" | "expiresAt">, now: number): boolean {
  return !isUnderReview(proposal) && proposal.expiresAt <= now;
}

/** What a proposal would do if it were approved as it stands. */
export interface ProposedChange {
  readonly change: "add" | "update" | "remove";
  /** The memory that it updates or removes; of an addition, the id that the memory will have. */
  readonly memory: MemoryId;
  readonly kind: MemoryKind;
  readonly text: string;
  readonly why: string;
  readonly receipts: readonly Receipt[];
  readonly travels: boolean;
  /** Why somebody should look twice before they approve it: it stands on the card, and is never applied without a person. */
  readonly warnings: readonly Warning[];
}

/** How a proposal ended, and by whom. */
export interface Decision {
  readonly by: PersonId;
  readonly byName: string;
  readonly at: number;
  readonly edited: boolean;
  readonly reason: RejectionReason | null;
}

/** A change that waits for a verdict, or had one. */
export interface Proposal {
  readonly id: ProposalId;
  readonly workspace: WorkspaceId;
  readonly audience: Audience;
  /** Rises by one with each write: a write that expects another version changes nothing. */
  readonly version: number;
  readonly status: ProposalStatus;
  readonly source:
    | "dream"
    | "remember"
    | "model"
    | "forget"
    | "deletion"
    | "dispute"
    | "doubt"
    | "share"
    | "import"
    | "upkeep";
  /** The dream that proposed it, or the import that it came with: they share a card. */
  readonly dream: DreamId | null;
  readonly change: ProposedChange;
  /** The change on top of the memory when this was proposed; null for an addition. Overtaken when another is on top. */
  readonly basis: ChangeId | null;
  /** The sentence that the change would replace or remove. */
  readonly before: string | null;
  readonly proposedAt: number;
  readonly expiresAt: number;
  /** Who approved so far; the proposal is decided when the quorum is reached. */
  readonly approvals: readonly { readonly by: PersonId; readonly byName: string; readonly at: number }[];
  readonly decision: Decision | null;
  /** The applied change, once approved. */
  readonly applied: ChangeId | null;
}

/**
 * What was rejected or forgotten. A rejection keeps its text and reason so that people can see it;
 * what was forgotten keeps salted fingerprints of its terms and no word.
 */
export interface Tombstone {
  readonly workspace: WorkspaceId;
  readonly audience: Audience;
  readonly proposal: ProposalId;
  readonly because: "rejected" | "forgotten";
  readonly text: string | null;
  readonly reason: RejectionReason | null;
  readonly fingerprints: readonly string[];
  /** Messages that were its evidence: they are not new evidence later. */
  readonly evidence: readonly MessageId[];
  readonly at: number;
}
