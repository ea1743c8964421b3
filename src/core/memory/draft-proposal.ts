import type { Audience } from "../audience.ts";
import { type DreamId, idFrom, newId, type WorkspaceId } from "../ids.ts";
import { currentChange } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { type Proposal, proposalLifetimeMs } from "../proposal.ts";
import type { Candidate } from "./candidate.ts";
import { findMemory } from "./gates/standing.ts";

/** Where a new proposal comes from. */
export interface Origin {
  readonly source: Proposal["source"];
  /** The dream that it is of, or what stands for one: what is proposed together stands on one card. */
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
