import { foldQuote } from "../../text/quotes.ts";
import type { Gate } from "./gate.ts";

/** No sensitive topic stands in it, and nobody who opted out is named in it. */
export const topicsGate: Gate = (candidate, facts) => {
  const said = [
    candidate.text,
    candidate.why,
    ...candidate.receipts.map((receipt) => (receipt.type === "quote" ? receipt.quote : "")),
  ];
  const text = said.map(foldQuote).join("\n");
  if (facts.sensitiveTopics.some((topic) => hasWord(text, topic)))
    return { stop: "It touches a topic that is kept out." };
  if (facts.optedOut.some((name) => hasWord(text, name))) return { stop: "It names somebody who opted out." };
  return candidate;
};

/** Whether the words stand in the text whole, in any case. */
function hasWord(text: string, words: string): boolean {
  const escaped = words.normalize("NFC").replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
}
