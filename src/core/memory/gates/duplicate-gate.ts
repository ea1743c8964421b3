import { foldQuote } from "../../text/quotes.ts";
import { saysTheSame } from "../../text/similarity.ts";
import type { Candidate } from "../candidate.ts";
import type { Gate, GateFacts } from "./gate.ts";
import { standing } from "./standing.ts";

/** It says something that no memory and no pending proposal of this audience, or of a wider one, says already. */
export const duplicateGate: Gate = (candidate, facts) => {
  if (isPending(candidate, facts)) return { stop: "The same is proposed already." };
  if (candidate.change === "remove") return candidate;
  const known = standing(facts.books).some((change) =>
    // An update is near to what it changes by its nature: a new weekday, another name.
    change.memory === candidate.memory
      ? change.kind === candidate.kind && foldQuote(change.text) === foldQuote(candidate.text)
      : saysTheSame(change.text, candidate.text),
  );
  return known ? { stop: "A memory says the same already." } : candidate;
};

function isPending(candidate: Candidate, facts: GateFacts): boolean {
  return facts.pending.some(({ change }) => {
    if (candidate.change === "remove" || change.change === "remove") {
      return candidate.change === change.change && candidate.memory === change.memory;
    }
    return saysTheSame(change.text, candidate.text);
  });
}
