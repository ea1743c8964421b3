import { plainText } from "../../text/quoted-data.ts";
import { foldQuote } from "../../text/quotes.ts";
import type { Gate } from "./gate.ts";

/** No sensitive topic stands in it, and nobody who opted out is named in it or quoted for it. */
export const topicsGate: Gate = (candidate, facts) => {
  const quotes = candidate.receipts.filter((receipt) => receipt.type === "quote");
  const said = [candidate.text, candidate.why, ...quotes.map(({ quote }) => quote)];
  const text = said.map((each) => foldQuote(plainText(each))).join("\n");
  if (facts.sensitiveTopics.some((topic) => hasWord(text, topic)))
    return { stop: "It touches a topic that is kept out." };
  if (facts.optedOut.some((name) => hasWord(text, name))) return { stop: "It names somebody who opted out." };
  if (quotes.some(({ author }) => facts.optedOut.includes(author)))
    return { stop: "It rests on words of somebody who opted out." };
  return candidate;
};

/** Whether the words stand in the text whole, in any case. */
function hasWord(text: string, words: string): boolean {
  const escaped = foldQuote(words).replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  if (escaped === "") return false;
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "iu").test(text);
}
