import type { Receipt } from "../../memory.ts";
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
    const own = receipts.some((receipt) => receipt.type === "measure" || receipt.author === person);
    if (!own) return { stop: "None of its words are the person's own." };
  }
  return { ...candidate, receipts };
};

function counts(receipt: Receipt, { audience, messages }: GateFacts): boolean {
  if (receipt.type !== "quote") return true;
  const role = messages.get(receipt.message)?.authorRole;
  if (receipt.author === reverie || role === undefined || role === "bot") return false;
  if (audience.type === "team") return mayBeEvidenceForTeam(role);
  return audience.type === "person" || role !== "outsider";
}
