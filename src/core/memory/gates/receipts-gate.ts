import type { Receipt } from "../../memory.ts";
import { isQuoteOf } from "../../text/quotes.ts";
import type { Gate, GateFacts } from "./gate.ts";

/**
 * A change has a receipt, and each of its quotes is found in the stored message (law 2). Quotes from a channel
 * that is left out do not count, nor from one that is not followed: nobody would tell of their deletion. Of a
 * channel that the platform does not know at all, the audience gate judges by its reach.
 */
export const receiptsGate: Gate = (candidate, facts) => {
  const lost = candidate.receipts.find((receipt) => !stands(receipt, facts));
  if (lost) return { stop: "A quote was not found in the message that it names." };
  const measured = candidate.receipts.some(({ type }) => type === "measure");
  if (measured && candidate.change !== "remove") return { stop: "A measure is no evidence for new words." };
  if (candidate.receipts.length === 0) return { stop: "It has no receipt." };
  const flaws = candidate.receipts.flatMap((receipt) => flawOf(receipt, facts) ?? []);
  const [flaw] = flaws;
  if (flaw === undefined) return candidate;
  if (flaws.length === candidate.receipts.length) return { stop: flaw };
  return { ...candidate, receipts: candidate.receipts.filter((receipt) => !flawOf(receipt, facts)) };
};

/** What is wrong with the place of a quote. Goes by where the stored message stands, whatever the receipt says. */
function flawOf(receipt: Receipt, { messages, isFollowed, isExcluded }: GateFacts): string | undefined {
  const channel = receipt.type === "quote" ? messages.get(receipt.message)?.channel : undefined;
  if (channel === undefined) return undefined;
  if (isExcluded(channel)) return "It was said in a channel that is left out of what I may keep.";
  return isFollowed(channel) === false
    ? "It was said in a channel where I am not told of edits and deletions."
    : undefined;
}

function stands(receipt: Receipt, facts: GateFacts): boolean {
  if (receipt.type !== "quote") return true;
  const message = facts.messages.get(receipt.message);
  return message !== undefined && isQuoteOf(message.text, receipt.quote);
}
