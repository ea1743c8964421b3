import { type Audience, formatAudience } from "./audience.ts";
import type { DreamId, WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import type { Proposal, ProposalStatus } from "./proposal.ts";

const statuses: readonly ProposalStatus[] = [
  "approved",
  "rejected",
  "pending",
  "expired",
  "withdrawn",
  "undone",
];

/** The most proposals of each kind that are looked through. */
const proposalsRead = 2000;

/** The proposals that each dream found, also those that are decided. */
export async function readProposalsByDream(
  parts: Pick<Parts, "ledger">,
  workspace: WorkspaceId,
): Promise<ReadonlyMap<DreamId, readonly Proposal[]>> {
  const lists = await Promise.all(
    statuses.map((status) => parts.ledger.proposals(workspace, null, status, proposalsRead)),
  );
  const byDream = new Map<DreamId, Proposal[]>();
  for (const proposal of lists.flat()) {
    // What a dream asks of old memories, and what somebody imported, is nothing that it found.
    if (!proposal.dream || proposal.source !== "dream") continue;
    byDream.set(proposal.dream, [...(byDream.get(proposal.dream) ?? []), proposal]);
  }
  return byDream;
}

/** How many of the proposals stand with each verdict, in words, such as `2 approved, 1 rejected`. */
export function verdictWords(proposals: readonly Proposal[]): string {
  return statuses
    .map((status) => ({ status, count: proposals.filter((each) => each.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status === "pending" ? "waiting" : status}`)
    .join(", ");
}

/** How many of the proposals people accepted, also where one was taken back later. */
export function acceptedCount(proposals: readonly Proposal[]): number {
  return proposals.filter(({ applied, status }) => applied !== null && status !== "rejected").length;
}

/** The proposals that are for an audience. */
export function ofAudience(proposals: readonly Proposal[], audience: Audience): Proposal[] {
  return proposals.filter((each) => formatAudience(each.audience) === formatAudience(audience));
}
