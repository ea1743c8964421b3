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

interface NamedGate {
  readonly name: string;
  readonly gate: Gate;
  /** Whether what it stops may be read by nobody, in `dream why` neither. */
  readonly isSecret: boolean;
}

/** The gates in the order in which a change meets them. A new gate is a file and a line here. */
const gates: readonly NamedGate[] = [
  { name: "schema", gate: schemaGate, isSecret: false },
  { name: "receipts", gate: receiptsGate, isSecret: false },
  { name: "author", gate: authorGate, isSecret: false },
  { name: "audience", gate: audienceGate, isSecret: false },
  { name: "tombstone", gate: tombstoneGate, isSecret: false },
  { name: "duplicate", gate: duplicateGate, isSecret: false },
  { name: "topics", gate: topicsGate, isSecret: true },
  { name: "length", gate: lengthGate, isSecret: false },
];

/** What came of a candidate: it passed, as the gates left it, or it was dropped at a gate. */
export type GateOutcome =
  | { readonly passed: true; readonly candidate: Candidate }
  | { readonly passed: false; readonly gate: string; readonly reason: string; readonly isSecret: boolean };

/** Takes a candidate through all gates. */
export function passGates(candidate: Candidate, facts: GateFacts): GateOutcome {
  let current = candidate;
  for (const { name, gate, isSecret } of gates) {
    const result = gate(current, facts);
    if ("stop" in result) return { passed: false, gate: name, reason: result.stop, isSecret };
    current = result;
  }
  return { passed: true, candidate: current };
}
