import { foldQuote } from "../../text/quotes.ts";
import type { Gate } from "./gate.ts";
import { findMemory } from "./standing.ts";

/** An update or removal names a memory that stands in this audience's book; an addition names none and says something. */
export const schemaGate: Gate = (candidate, facts) => {
  if (candidate.change !== "add" && !findMemory(candidate.memory, facts.books[0])) {
    return { stop: "It changes a memory that is not there." };
  }
  if (candidate.change !== "remove" && foldQuote(candidate.text) === "") return { stop: "It says nothing." };
  return candidate.change === "add" ? { ...candidate, memory: null } : candidate;
};
