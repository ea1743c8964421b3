import type { Change, Receipt } from "../memory.ts";
import type { Proposal, Tombstone } from "../proposal.ts";
import type { DreamRecord } from "../record.ts";

/** The proposal without a word of what it would have changed, at the next version: who did what and when stays. */
export function redactedProposal(proposal: Proposal): Proposal {
  const { change } = proposal;
  return {
    ...proposal,
    // A new version, so that whoever read the old one does not write the words back.
    version: proposal.version + 1,
    before: null,
    change: { ...change, text: "", why: "", receipts: change.receipts.map(redactedReceipt), warnings: [] },
  };
}

/** The change without a word of what it said. */
export function redactedChange(change: Change): Change {
  return { ...change, text: "", why: "", receipts: change.receipts.map(redactedReceipt) };
}

function redactedReceipt(receipt: Receipt): Receipt {
  if (receipt.type === "quote") return { ...receipt, quote: "", gone: true };
  return receipt.type === "measure" ? { ...receipt, measure: "" } : receipt;
}

/** The tombstone without its text. What it is known again by holds no word. */
export function redactedTombstone(tombstone: Tombstone): Tombstone {
  return { ...tombstone, text: null };
}

/** The dream without those of its dropped sentences that say the same words. */
export function redactedDream(dream: DreamRecord, texts: ReadonlySet<string>): DreamRecord {
  return {
    ...dream,
    reflections: dream.reflections.map((reflection) => ({
      ...reflection,
      dropped: reflection.dropped.map((each) => (texts.has(each.text) ? { ...each, text: "" } : each)),
    })),
  };
}

/** Every sentence that these records say of a memory, each once. */
export function textsSaid(proposals: readonly Proposal[], changes: readonly Change[]): Set<string> {
  const said = [
    ...proposals.flatMap(({ change, before }) => [change.text, before ?? ""]),
    ...changes.map(({ text }) => text),
  ];
  return new Set(said.filter((text) => text !== ""));
}
