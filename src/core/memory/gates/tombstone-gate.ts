import type { Receipt } from "../../memory.ts";
import type { Tombstone } from "../../proposal.ts";
import { nearDuplicate, similarity } from "../../text/similarity.ts";
import type { Candidate } from "../candidate.ts";
import type { Gate, GateFacts } from "./gate.ts";

/** The share of a refused sentence's terms that new words must touch to speak for it. */
const leastTouch = 0.3;

/**
 * What was rejected or forgotten does not come back without new evidence (law 5): not in the same words,
 * and not in other words on the same messages. New evidence is said or given after the refusal, and, where
 * it is words, has something to do with the sentence.
 */
export const tombstoneGate: Gate = (candidate, facts) => {
  const prints = new Set(facts.fingerprint(candidate));
  const match = facts.tombstones.find(
    (tombstone) =>
      (similarity(prints, new Set(tombstone.fingerprints)) >= nearDuplicate ||
        restsOnTheSame(candidate, tombstone)) &&
      !candidate.receipts.some((receipt) => isNew(receipt, tombstone, facts)),
  );
  if (!match) return candidate;
  return {
    stop:
      match.because === "rejected" ? "It was rejected and nothing new speaks for it." : "It was forgotten.",
  };
};

/** Whether all that speaks for new words was evidence of what was refused. */
function restsOnTheSame({ change, receipts }: Candidate, { evidence }: Tombstone): boolean {
  return (
    change !== "remove" &&
    receipts.length > 0 &&
    receipts.every((receipt) => receipt.type === "quote" && evidence.includes(receipt.message))
  );
}

function isNew(receipt: Receipt, tombstone: Tombstone, facts: GateFacts): boolean {
  switch (receipt.type) {
    case "quote":
      return (
        receipt.saidAt > tombstone.at &&
        !tombstone.evidence.includes(receipt.message) &&
        touches(receipt.quote, tombstone, facts)
      );
    case "signal":
      return receipt.givenAt > tombstone.at;
    case "measure":
      return false;
  }
}

function touches(quote: string, { fingerprints }: Tombstone, { fingerprint }: GateFacts): boolean {
  const said = new Set(fingerprint({ change: "add", memory: null, text: quote }));
  const common = fingerprints.filter((print) => said.has(print)).length;
  return common >= Math.max(1, leastTouch * fingerprints.length);
}
