import type { Candidate } from "../candidate.ts";
import { audienceGate } from "./audience-gate.ts";
import { authorGate } from "./author-gate.ts";
import { duplicateGate } from "./duplicate-gate.ts";
import type { Gate, GateFacts } from "./gate.ts";
import { lengthGate } from "./length-gate.ts";
import { receiptsGate } from "./receipts-gate.ts";
import { schemaGate } from "./schema-gate.ts";
import { tombstoneGate } from "./tombstone-gate.ts";
import { topicsGate } from "./topics-gate.ts";

/** The gates in the order in which a change meets them. A new gate is a file and a line here. */
const gates: readonly { readonly name: string; readonly gate: Gate }[] = [
  { name: "schema", gate: schemaGate },
  { name: "receipts", gate: receiptsGate },
  { name: "author", gate: authorGate },
  { name: "audience", gate: audienceGate },
  { name: "tombstone", gate: tombstoneGate },
  { name: "duplicate", gate: duplicateGate },
  { name: "topics", gate: topicsGate },
  { name: "length", gate: lengthGate },
];

/** What came of a candidate: it passed, as the gates left it, or it was dropped at a gate. */
export type GateOutcome =
  | { readonly passed: true; readonly candidate: Candidate }
  | { readonly passed: false; readonly gate: string; readonly reason: string };

/** Takes a candidate through all gates. */
export function passGates(candidate: Candidate, facts: GateFacts): GateOutcome {
  let current = candidate;
  for (const { name, gate } of gates) {
    const result = gate(current, facts);
    if ("stop" in result) return { passed: false, gate: name, reason: result.stop };
    current = result;
  }
  return { passed: true, candidate: current };
}
