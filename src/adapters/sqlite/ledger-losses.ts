import type { MemoryId, MessageId, ProposalId } from "../../core/ids.ts";
import { type Change, hasReceipt, type Receipt } from "../../core/memory.ts";
import type { LostQuote, LostReceipts } from "../../core/ports/ledger.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { DreamRecord } from "../../core/record.ts";
import type { LedgerTable } from "./ledger-table.ts";
import { type IsLost, loseInDream, lostQuotes, markLost } from "./lost-quotes.ts";

/**
 * Empties the lost quotes wherever they stand, and says whose they were, also when they had been
 * emptied before: a caller that died on its way asks again. Runs inside a transaction of the caller's.
 */
export function loseReceipts(
  table: LedgerTable,
  workspace: string,
  lost: readonly LostQuote[],
): LostReceipts {
  const messages = [...new Set(lost.map(({ message }) => message))];
  const isLost = lostQuotes(lost);
  const touches = (receipts: readonly Receipt[]) => hasGone(receipts, new Set(messages));

  const proposals: ProposalId[] = [];
  for (const id of table.holdersOf(workspace, "proposal", messages)) {
    const proposal = loseInProposal(table, workspace, id, isLost);
    if (proposal && touches(proposal.change.receipts)) proposals.push(proposal.id);
  }
  const memories = new Set<MemoryId>();
  for (const id of table.holdersOf(workspace, "change", messages)) {
    const change = loseInChange(table, workspace, id, isLost);
    if (change && touches(change.receipts)) memories.add(change.memory);
  }
  for (const id of table.holdersOf(workspace, "dream", messages)) {
    const dream = table.record<DreamRecord>("dream", workspace, id);
    if (dream) table.putDream(loseInDream(dream, isLost, new Set(messages)));
  }
  return { proposals, memories: [...memories] };
}

/** The words of one message that proposals, changes and dreams still hold, each once. */
export function quotesOf(table: LedgerTable, workspace: string, message: MessageId): string[] {
  const holders = (holder: "proposal" | "change" | "dream") => table.holdersOf(workspace, holder, [message]);
  const receipts = [
    ...holders("proposal").flatMap(
      (id) => table.record<Proposal>("proposal", workspace, id)?.change.receipts ?? [],
    ),
    ...holders("change").flatMap((id) => table.record<Change>("change", workspace, id)?.receipts ?? []),
  ];
  const reflections = holders("dream").flatMap(
    (id) => table.record<DreamRecord>("dream", workspace, id)?.reflections ?? [],
  );
  return [
    ...new Set([
      ...receipts.flatMap((receipt) => (isStanding(receipt, message) ? [receipt.quote] : [])),
      ...reflections.flatMap(({ watch }) =>
        watch.filter((watched) => watched.message === message).map(({ quote }) => quote),
      ),
    ]),
  ];
}

function isStanding(receipt: Receipt, message: MessageId): receipt is Extract<Receipt, { type: "quote" }> {
  return receipt.type === "quote" && receipt.message === message && !receipt.gone;
}

function hasGone(receipts: readonly Receipt[], messages: ReadonlySet<MessageId>): boolean {
  return receipts.some(
    (receipt) => receipt.type === "quote" && receipt.gone && messages.has(receipt.message),
  );
}

function loseInProposal(
  table: LedgerTable,
  workspace: string,
  id: string,
  isLost: IsLost,
): Proposal | undefined {
  const proposal = table.record<Proposal>("proposal", workspace, id);
  if (!proposal) return undefined;
  const receipts = markLost(proposal.change.receipts, isLost);
  if (receipts === proposal.change.receipts) return proposal;
  // What was approved stands in the memory's stack; anything else goes with the words that it was made of.
  const isWordless = proposal.applied === null && !hasReceipt(receipts);
  const words = isWordless ? { text: "", why: "" } : {};
  // A new version, so that whoever read the old one does not write the words back.
  const next = {
    ...proposal,
    version: proposal.version + 1,
    change: { ...proposal.change, ...words, receipts },
  };
  table.putProposal(next);
  const tombstone = isWordless ? table.record<Tombstone>("tombstone", workspace, id) : undefined;
  if (tombstone) table.putTombstone({ ...tombstone, text: null });
  return next;
}

function loseInChange(table: LedgerTable, workspace: string, id: string, isLost: IsLost): Change | undefined {
  const change = table.record<Change>("change", workspace, id);
  if (!change) return undefined;
  const receipts = markLost(change.receipts, isLost);
  if (receipts === change.receipts) return change;
  const next = { ...change, receipts };
  table.putChange(next);
  return next;
}
