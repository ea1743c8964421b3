import type { Receipt } from "../../memory.ts";
import type { Tombstone } from "../../proposal.ts";
import { nearDuplicate, similarity } from "../../text/similarity.ts";
import type { Gate } from "./gate.ts";

/** What was rejected or forgotten does not come back without evidence that is newer than the refusal (law 5). */
export const tombstoneGate: Gate = (candidate, facts) => {
  const prints = new Set(facts.fingerprint(candidate));
  const match = facts.tombstones.find(
    (tombstone) =>
      similarity(prints, new Set(tombstone.fingerprints)) >= nearDuplicate &&
      !candidate.receipts.some((receipt) => isNewer(receipt, tombstone)),
  );
  if (!match) return candidate;
  return {
    stop:
      match.because === "rejected" ? "It was rejected and nothing new speaks for it." : "It was forgotten.",
  };
};

function isNewer(receipt: Receipt, tombstone: Tombstone): boolean {
  switch (receipt.type) {
    case "quote":
      return receipt.saidAt > tombstone.at && !tombstone.evidence.includes(receipt.message);
    case "signal":
      return receipt.givenAt > tombstone.at;
    case "measure":
      return false;
  }
}
