import { type Audience, formatAudience } from "../audience.ts";
import type { CardQuote } from "../card.ts";
import type { PersonId, ProposalId, WorkspaceId } from "../ids.ts";
import { readNaming } from "../memory/naming.ts";
import { quotesOf } from "../memory/proposal-card.ts";
import { readableProposals } from "../memory/proposal-sources.ts";
import type { MemoryKind } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { isUnderReview, type Proposal, type RejectionReason } from "../proposal.ts";

/** The most refused proposals of one audience that are shown. */
const shownOfEach = 100;

/** A proposal that somebody refused. It does not come back without new evidence. */
export interface Refused {
  readonly id: ProposalId;
  /** As in `formatAudience`. */
  readonly audience: string;
  /** What it would have done. */
  readonly change: "add" | "update" | "remove";
  readonly kind: MemoryKind;
  readonly text: string;
  /** The sentence that it would have replaced, or null. */
  readonly before: string | null;
  /** Null where whoever refused it gave none. */
  readonly reason: RejectionReason | null;
  readonly by: string;
  /** When it was refused, in milliseconds. */
  readonly at: number;
  readonly quotes: readonly CardQuote[];
}

/** Reads what was refused for these audiences and has its words still, newest first. */
export async function readRefused(
  parts: Parts,
  workspace: WorkspaceId,
  audiences: readonly Audience[],
  person: PersonId,
): Promise<Refused[]> {
  const lists = await Promise.all(
    audiences.map((audience) => parts.ledger.proposals(workspace, audience, "rejected", shownOfEach)),
  );
  const proposals = await readableProposals(parts, workspace, person, lists.flat().filter(isRefusal));
  const naming = await readNaming(
    parts,
    workspace,
    proposals.flatMap(({ change }) => change.receipts),
  );
  return proposals
    .flatMap(({ id, audience, change: { change, kind, text, receipts }, before, decision }) => {
      if (!decision) return [];
      const { reason, byName, at } = decision;
      const quotes = quotesOf(receipts, naming);
      return [
        {
          id,
          audience: formatAudience(audience),
          change,
          kind,
          text,
          before,
          reason,
          by: byName,
          at,
          quotes,
        },
      ];
    })
    .toSorted((one, other) => other.at - one.at);
}

/** A "no" to what becomes of a memory that is under review keeps the memory: that refuses nothing. */
function isRefusal(proposal: Proposal): boolean {
  return proposal.change.text !== "" && !isUnderReview(proposal);
}
