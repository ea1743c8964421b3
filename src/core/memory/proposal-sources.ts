import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Receipt } from "../memory.ts";
import type { Parts } from "../parts.ts";
import type { Proposal, ProposedChange } from "../proposal.ts";
import { readerOf } from "./readable-books.ts";

/**
 * The evidence of all that a proposal shows: its own, and that of everything that the memory which it is about has ever
 * said. A removal rests on a click or a measure alone, and shows words that come from somewhere (law 3).
 */
export async function sourcesOfProposal(
  parts: Pick<Parts, "ledger">,
  {
    workspace,
    change,
  }: {
    readonly workspace: WorkspaceId;
    readonly change: Pick<ProposedChange, "memory" | "receipts">;
  },
): Promise<readonly Receipt[]> {
  const memory = await parts.ledger.memory(workspace, change.memory);
  return [...change.receipts, ...(memory?.changes ?? []).flatMap(({ receipts }) => receipts)];
}

/** The proposals that somebody who may see their audiences may read: they are in every place that has become narrower. */
export async function readableProposals(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  proposals: readonly Proposal[],
): Promise<Proposal[]> {
  const mayRead = await readerOf(parts, workspace, person);
  const readable = await Promise.all(
    proposals.map(async (proposal) => mayRead(await sourcesOfProposal(parts, proposal), proposal.audience)),
  );
  return proposals.filter((_, index) => readable[index]);
}
