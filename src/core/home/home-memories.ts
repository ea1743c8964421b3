import type { CardSection } from "../card.ts";
import type { Naming } from "../memory/proposal-card.ts";
import { suspendedNote } from "../memory/suspended-note.ts";
import { type Change, hasReceipt, type QuoteReceipt, type SignalReceipt } from "../memory.ts";
import { shorten } from "../text/tokens.ts";
import { ageOf } from "./age.ts";

/** What is needed to tell where memories come from. */
export interface MemoryTelling {
  readonly naming: Pick<Naming, "personName">;
  /** How a place is called for the reader, who may not know of every channel. */
  readonly placeName: (receipt: QuoteReceipt) => string;
  readonly now: number;
}

const acts: Readonly<Record<SignalReceipt["act"], string>> = {
  command: "Asked for by a command.",
  click: "Decided by a click.",
  form: "Asked for in a form.",
  import: "From an import.",
};

/** One memory on the page: its words byte for byte, where they come from, how old they are. */
export function homeMemorySection(change: Change, mayForget: boolean, telling: MemoryTelling): CardSection {
  const { audience, kind, travels, text, memory } = change;
  const whom = audience.type === "person" ? "For you" : "For the team";
  const reach = audience.type !== "person" || travels ? "" : " · only in direct messages";
  return {
    title: `${whom} · ${kind}${reach}`,
    text,
    before: null,
    warnings: [],
    note: hasReceipt(change.receipts) && !change.disputed ? sourceOf(change, telling) : suspendedNote(change),
    quotes: [],
    actions: mayForget
      ? [
          {
            verb: "forget",
            label: "Forget",
            description: `Forget: ${shorten(text, 60)}`,
            style: "plain",
            value: memory,
          },
        ]
      : [],
  };
}

function sourceOf({ receipts, authorName, at, audience }: Change, telling: MemoryTelling): string {
  const decided = `${audience.type === "person" ? "Approved" : `Approved by ${authorName}`} ${ageOf(at, telling.now)}.`;
  const quotes = receipts.filter((receipt) => receipt.type === "quote").filter(({ gone }) => !gone);
  const [first] = quotes;
  if (first) {
    const others = quotes.length > 1 ? ` and ${quotes.length - 1} more` : "";
    return `Said by ${telling.naming.personName(first)} in ${telling.placeName(first)}${others}. ${decided}`;
  }
  const signal = receipts.find((receipt) => receipt.type === "signal");
  return signal ? `${acts[signal.act]} ${decided}` : decided;
}

/** A heading that says something, with room for a hint below. */
export function plainSection(title: string, text: string, note = ""): CardSection {
  return { title, text, before: null, warnings: [], note, quotes: [], actions: [] };
}
