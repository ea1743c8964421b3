import type { Proposal } from "../proposal.ts";
import { soundsLikeCorrection } from "../text/correction.ts";

/** Whether a proposal can be tried on past questions: it changes or removes a memory, or came from a correction. */
export function isTriable({ status, change }: Pick<Proposal, "status" | "change">): boolean {
  if (status !== "pending" || change.text === "") return false;
  if (change.change !== "add") return true;
  return change.receipts.some((receipt) => receipt.type === "quote" && soundsLikeCorrection(receipt.quote));
}
