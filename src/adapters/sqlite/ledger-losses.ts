import type { MemoryId, MessageId, ProposalId } from "../../core/ids.ts";
import type { Change } from "../../core/memory.ts";
import type { LostQuote, LostReceipts } from "../../core/ports/ledger.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { DreamRecord } from "../../core/record.ts";
import {
  hasLost,
  type IsLost,
  loseInChange,
  loseInDream,
  loseInProposal,
  lostQuotes,
  quotesHeld,
} from "../../core/storage/lost-quotes.ts";
import type { Holder, LedgerTable } from "./ledger-table.ts";

/**
 * Empties the lost quotes wherever they stand, and says whose they were, also when they had been
 * emptied before: a caller that died on its way asks again. Runs inside a transaction of the caller's.
 */
export function loseReceipts(
  table: LedgerTable,
  workspace: string,
  lost: readonly LostQuote[],
): LostReceipts {
  const messages = new Set(lost.map(({ message }) => message));
  const isLost = lostQuotes(lost);

  const proposals: ProposalId[] = [];
  for (const id of table.holdersOf(workspace, "proposal", [...messages])) {
    const proposal = putLostProposal(table, workspace, id, isLost);
    if (proposal && hasLost(proposal.change.receipts, messages)) proposals.push(proposal.id);
  }
  const memories = new Set<MemoryId>();
  for (const id of table.holdersOf(workspace, "change", [...messages])) {
    const change = putLostChange(table, workspace, id, isLost);
    if (change && hasLost(change.receipts, messages)) memories.add(change.memory);
  }
  for (const id of table.holdersOf(workspace, "dream", [...messages])) {
    const dream = table.record<DreamRecord>("dream", workspace, id);
    if (dream) table.putDream(loseInDream(dream, isLost, messages));
  }
  return { proposals, memories: [...memories] };
}

/** The words of one message that proposals, changes and dreams still hold, each once. */
export function quotesOf(table: LedgerTable, workspace: string, message: MessageId): string[] {
  const held = <Record>(holder: Holder) =>
    table
      .holdersOf(workspace, holder, [message])
      .flatMap((id) => table.record<Record>(holder, workspace, id) ?? []);
  const receipts = [
    ...held<Proposal>("proposal").flatMap(({ change }) => change.receipts),
    ...held<Change>("change").flatMap((change) => change.receipts),
  ];
  return quotesHeld(receipts, held<DreamRecord>("dream"), message);
}

function putLostProposal(
  table: LedgerTable,
  workspace: string,
  id: string,
  isLost: IsLost,
): Proposal | undefined {
  const proposal = table.record<Proposal>("proposal", workspace, id);
  const lost = proposal && loseInProposal(proposal, isLost);
  if (!lost) return proposal;
  table.putProposal(lost.proposal);
  const tombstone = lost.isWordless ? table.record<Tombstone>("tombstone", workspace, id) : undefined;
  if (tombstone) table.putTombstone({ ...tombstone, text: null });
  return lost.proposal;
}

function putLostChange(
  table: LedgerTable,
  workspace: string,
  id: string,
  isLost: IsLost,
): Change | undefined {
  const change = table.record<Change>("change", workspace, id);
  const lost = change && loseInChange(change, isLost);
  if (lost) table.putChange(lost);
  return lost ?? change;
}
