import type { Receipt } from "../../memory.ts";
import { isQuoteOf } from "../../text/quotes.ts";
import type { Gate, GateFacts } from "./gate.ts";

/**
 * A change has a receipt, and each of its quotes is found in the stored message (law 2). Quotes from a channel
 * that is not followed do not count: nobody would tell of their deletion. Of a channel that the platform does
 * not know at all, the audience gate judges by its reach.
 */
export const receiptsGate: Gate = (candidate, facts) => {
  const lost = candidate.receipts.find((receipt) => !stands(receipt, facts));
  if (lost) return { stop: "A quote was not found in the message that it names." };
  const measured = candidate.receipts.some(({ type }) => type === "measure");
  if (measured && candidate.change !== "remove") return { stop: "A measure is no evidence for new words." };
  if (candidate.receipts.length === 0) return { stop: "It has no receipt." };
  const receipts = candidate.receipts.filter((receipt) => !isUnfollowed(receipt, facts));
  if (receipts.length === candidate.receipts.length) return candidate;
  return receipts.length > 0 ? { ...candidate, receipts } : { stop: unfollowed };
};

const unfollowed = "It was said in a channel where I am not told of edits and deletions.";

/** Goes by where the stored message stands, whatever the receipt says. */
function isUnfollowed(receipt: Receipt, { messages, isFollowed }: GateFacts): boolean {
  if (receipt.type !== "quote") return false;
  const message = messages.get(receipt.message);
  return message !== undefined && isFollowed(message.channel) === false;
}

function stands(receipt: Receipt, facts: GateFacts): boolean {
  if (receipt.type !== "quote") return true;
  const message = facts.messages.get(receipt.message);
  return message !== undefined && isQuoteOf(message.text, receipt.quote);
}
