import { scanForSecrets } from "../../text/secrets.ts";
import type { Candidate } from "../candidate.ts";
import { audienceGate } from "./audience-gate.ts";
import { authorGate } from "./author-gate.ts";
import { duplicateGate } from "./duplicate-gate.ts";
import { type Gate, type GateFacts, saidBy } from "./gate.ts";
import { lengthGate } from "./length-gate.ts";
import { optedOutGate } from "./opted-out-gate.ts";
import { personalDataGate } from "./personal-data-gate.ts";
import { receiptsGate } from "./receipts-gate.ts";
import { schemaGate, withPlainWords } from "./schema-gate.ts";
import { secretsGate } from "./secrets-gate.ts";
import { steeringGate } from "./steering-gate.ts";
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
  { name: "secrets", gate: secretsGate, isSecret: true },
  { name: "personal-data", gate: personalDataGate, isSecret: true },
  { name: "topics", gate: topicsGate, isSecret: true },
  { name: "opted-out", gate: optedOutGate, isSecret: true },
  { name: "steering", gate: steeringGate, isSecret: false },
  { name: "length", gate: lengthGate, isSecret: false },
];

/** What came of a candidate: it passed, as the gates left it, or it was dropped at a gate. */
export type GateOutcome =
  | { readonly passed: true; readonly candidate: Candidate }
  | { readonly passed: false; readonly gate: string; readonly reason: string; readonly isSecret: boolean };

/** Takes a candidate through all gates. Its texts are looked through for secrets before, because that takes a moment. */
export async function passGates(
  candidate: Candidate,
  facts: Omit<GateFacts, "hasSecret">,
): Promise<GateOutcome> {
  const all = { ...facts, hasSecret: await scanForSecrets(saidBy(withPlainWords(candidate))) };
  let current = candidate;
  for (const { name, gate, isSecret } of gates) {
    const result = gate(current, all);
    if ("stop" in result) {
      // Words that nobody may read are read by nobody, whichever gate they met first.
      const isHidden = isSecret || isKeptOut(withPlainWords(current), all);
      return { passed: false, gate: name, reason: result.stop, isSecret: isHidden };
    }
    current = result;
  }
  return { passed: true, candidate: current };
}

/** Whether a text holds nothing that nobody may read: no secret, no topic or person that is kept out. */
export async function mayBeRead(text: string, facts: Omit<GateFacts, "hasSecret">): Promise<boolean> {
  const spoken = { ...silent, text };
  return !isKeptOut(withPlainWords(spoken), { ...facts, hasSecret: await scanForSecrets([text]) });
}

const silent: Candidate = {
  change: "add",
  memory: null,
  kind: "fact",
  text: "",
  why: "",
  receipts: [],
  travels: false,
  warnings: [],
};

function isKeptOut(candidate: Candidate, facts: GateFacts): boolean {
  return gates.some(({ gate, isSecret }) => isSecret && "stop" in gate(candidate, facts));
}
