import type { Proposal } from "../core/proposal.ts";

/** How widely a proposal is supported: by how many people, on how many days. Not by the model's word. */
function supportOf({ change }: Proposal): { readonly people: number; readonly days: number } {
  const quotes = change.receipts.filter((receipt) => receipt.type === "quote");
  return {
    people: new Set(quotes.map(({ author }) => author)).size,
    days: new Set(quotes.map(({ saidAt }) => Math.floor(saidAt / 86_400_000))).size,
  };
}

/** The proposals with the widest support first; among equals the earlier one stays before. */
export function bySupport(proposals: readonly Proposal[]): Proposal[] {
  const weight = (proposal: Proposal) => {
    const { people, days } = supportOf(proposal);
    return people * 2 + days;
  };
  return proposals.toSorted((one, other) => weight(other) - weight(one));
}
