import { quotedAuthors } from "../../memory.ts";
import { namesOf } from "../named-people.ts";
import { withWarnings } from "../warnings.ts";
import { type Gate, saidBy } from "./gate.ts";

/**
 * Nobody who opted out is quoted for it or named in it: by a mention of their id, or by their display name as it is
 * written. Where the name is an ordinary word as well, or stands in another case, it is for a person to say: the card
 * warns.
 */
export const optedOutGate: Gate = (candidate, facts) => {
  if (quotedAuthors(candidate.receipts).some((author) => facts.optedOut.includes(author)))
    return { stop: "It rests on words of somebody who opted out." };
  const named = namesOf(saidBy(candidate).join("\n"), facts.optedOut);
  if (named === "certainly") return { stop: "It names somebody who opted out." };
  if (named === "nobody") return candidate;
  return { ...candidate, warnings: withWarnings(candidate.warnings, ["may-name-opted-out"]) };
};
