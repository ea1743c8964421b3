import { supportOf, weightOf } from "../core/memory/support.ts";
import type { Proposal } from "../core/proposal.ts";

/** The proposals with the widest support first; among equals the earlier one stays before. */
export function bySupport(proposals: readonly Proposal[]): Proposal[] {
  const weight = ({ change }: Proposal) => weightOf(supportOf(change.receipts));
  return proposals.toSorted((one, other) => weight(other) - weight(one));
}
