import { plainText } from "../../text/quoted-data.ts";
import type { Candidate } from "../candidate.ts";
import type { Gate } from "./gate.ts";
import { findLiveMemory } from "./standing.ts";

/**
 * An update or removal names a memory of this audience's that is in use: of one that waits for review nothing
 * new is proposed. An addition names none and says something. Hidden and control characters are taken out here, so that every later gate reads what people
 * will read and what will be stored.
 */
export const schemaGate: Gate = (candidate, facts) => {
  if (candidate.change !== "add" && !findLiveMemory(candidate.memory, facts.books[0])) {
    return { stop: "It changes a memory that is not there, or not in use." };
  }
  const plain = withPlainWords(candidate);
  if (candidate.change !== "remove" && plain.text === "") return { stop: "It says nothing." };
  return { ...plain, memory: candidate.change === "add" ? null : candidate.memory };
};

/** The candidate as people will read it: its sentence and the reason for it on one line, with nothing hidden in them. */
export function withPlainWords(candidate: Candidate): Candidate {
  return { ...candidate, text: onOneLine(candidate.text), why: onOneLine(candidate.why) };
}

function onOneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, " ").trim();
}
