import { findSigns } from "../../text/steering/find-signs.ts";
import type { Sign } from "../../text/steering/signs.ts";
import type { Candidate } from "../candidate.ts";
import { withWarnings } from "../warnings.ts";
import type { Gate, GateFacts } from "./gate.ts";

/** What a person may want for themselves: how Reverie answers them is theirs to say. */
const ownToSay: ReadonlySet<Sign> = new Set([
  "steers",
  "asks-to-remember",
  "praises",
  "loosens",
  "hearsay",
  "about-reverie",
]);

/**
 * It states rather than instructs. What itself sets instructions aside, or imitates a conversation or a system, stops
 * here. What else steers Reverie, claims a right or loosens a safeguard goes before a person with a warning, also where
 * only the whole message does so that it quotes: a sentence can be washed clean, its source cannot.
 */
export const steeringGate: Gate = (candidate, facts) => {
  const own = candidate.change === "remove" ? new Set<Sign>() : findSigns(candidate.text);
  if (own.has("overrides") || own.has("imitates"))
    return { stop: "It reads like an instruction to me, and not like something to remember." };
  const isOwnMatter = facts.audience.type === "person";
  const signs = [...own, ...findSigns(candidate.why), ...signsOfSources(candidate, facts)];
  const warned = isOwnMatter ? signs.filter((sign) => !ownToSay.has(sign)) : signs;
  return { ...candidate, warnings: withWarnings(candidate.warnings, warned) };
};

/**
 * The signs of each message that is quoted, and of all of them in a row: an order may be said in pieces. A link in what
 * was said is no matter while the sentence has none.
 */
function signsOfSources({ receipts }: Candidate, { messages }: GateFacts): Sign[] {
  const texts = receipts.flatMap((receipt) =>
    receipt.type === "quote" ? (messages.get(receipt.message)?.text ?? []) : [],
  );
  const all = texts.length > 1 ? [...texts, texts.join(" ")] : texts;
  return all.flatMap((text) => [...findSigns(text)]).filter((sign) => sign !== "links");
}
