import type { Receipt } from "../../memory.ts";
import { isQuoteOf } from "../../text/quotes.ts";
import type { Gate, GateFacts } from "./gate.ts";

/** A change has a receipt, and each of its quotes is found in the stored message (law 2). */
export const receiptsGate: Gate = (candidate, facts) => {
  const lost = candidate.receipts.find((receipt) => !stands(receipt, facts));
  if (lost) return { stop: "A quote was not found in the message that it names." };
  const measured = candidate.receipts.some(({ type }) => type === "measure");
  if (measured && candidate.change !== "remove") return { stop: "A measure is no evidence for new words." };
  return candidate.receipts.length > 0 ? candidate : { stop: "It has no receipt." };
};

function stands(receipt: Receipt, facts: GateFacts): boolean {
  if (receipt.type !== "quote") return true;
  const message = facts.messages.get(receipt.message);
  return message !== undefined && isQuoteOf(message.text, receipt.quote);
}
