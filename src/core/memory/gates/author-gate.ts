import type { PersonId } from "../../ids.ts";
import type { QuoteReceipt, Receipt, SignalReceipt } from "../../memory.ts";
import { mayBeEvidenceForTeam, reverie } from "../../message.ts";
import type { Gate, GateFacts } from "./gate.ts";

/**
 * Only words of those who may be evidence count: never Reverie's own or another bot's; for the team no
 * guest's or outsider's; for a channel no outsider's; for a person at least some of their own.
 */
export const authorGate: Gate = (candidate, facts) => {
  const receipts = candidate.receipts.filter((receipt) => counts(receipt, facts));
  if (receipts.length === 0)
    return { stop: "None of its words come from somebody who counts as evidence here." };
  if (facts.audience.type === "person") {
    const { person } = facts.audience;
    const own = receipts.some((receipt) => receipt.type === "measure" || authorOf(receipt, facts) === person);
    if (!own) return { stop: "None of its words are the person's own." };
  }
  return { ...candidate, receipts };
};

function counts(receipt: Receipt, { audience, messages }: GateFacts): boolean {
  if (receipt.type !== "quote") return true;
  const message = messages.get(receipt.message);
  if (!message || message.author === reverie || message.authorRole === "bot") return false;
  if (audience.type === "team") return mayBeEvidenceForTeam(message.authorRole);
  return audience.type === "person" || message.authorRole !== "outsider";
}

/** Who gave the receipt; of a quote, who said the message that is stored, whatever the receipt says. */
function authorOf(receipt: QuoteReceipt | SignalReceipt, { messages }: GateFacts): PersonId | undefined {
  return receipt.type === "quote" ? messages.get(receipt.message)?.author : receipt.author;
}
