import type { Proposal } from "../../../src/core/proposal.ts";
import type { TeamMessage } from "../data-set.ts";
import type { Readers } from "../readers.ts";

/** The normalisation that the law states, written a second time: entities once, NFC, white space folded. */
function fold(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: " ",
  };
  return text
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/gu, (whole, name: string) => entities[name] ?? whole)
    .normalize("NFC")
    .split(/\s+/u)
    .filter((word) => word !== "")
    .join(" ");
}

/** How many quotes a proposal has, and how many of them stand word for word in the message that they name. */
export function countQuotes(
  { change }: Proposal,
  messages: ReadonlyMap<string, TeamMessage>,
): { readonly quotes: number; readonly valid: number } {
  const quotes = change.receipts.filter((receipt) => receipt.type === "quote");
  const valid = quotes.filter(({ message, quote }) => {
    const said = fold(messages.get(message)?.text ?? "");
    const words = fold(quote);
    return words !== "" && (said === words || (words.length >= 12 && said.includes(words)));
  });
  return { quotes: quotes.length, valid: valid.length };
}

/** Whether a proposal reaches somebody who cannot read all of its sources. */
export function isScopeError(
  { audience, change }: Proposal,
  messages: ReadonlyMap<string, TeamMessage>,
  readers: Readers,
): boolean {
  return change.receipts.some((receipt) => {
    if (receipt.type !== "quote") return false;
    const message = messages.get(receipt.message);
    if (!message) return true;
    const reach = readers.channel(message.channel)?.reach;
    if (audience.type === "team") return reach !== "public";
    if (audience.type === "channel") return message.channel !== audience.channel && reach !== "public";
    return message.person !== audience.person && reach !== "public";
  });
}
