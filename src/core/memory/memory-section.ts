import type { CardAction, CardSection } from "../card.ts";
import type { Change, Receipt, SignalReceipt } from "../memory.ts";
import { disputeButton } from "./dispute.ts";
import { type Naming, quotesOf } from "./proposal-card.ts";
import { shareButton } from "./share.ts";
import { suspendedNote } from "./suspended-note.ts";

/** A memory as it stands in a list: what it says, where it came from, and what can be done about it. */
export function memorySection(change: Change, isSuspended: boolean, naming: Naming): CardSection {
  const { memory, kind, text, receipts, travels, audience, at } = change;
  const reach = audience.type !== "person" || travels ? "" : " · only in direct messages";
  const note = isSuspended
    ? suspendedNote(change)
    : `Decided by ${change.authorName}, ${naming.date(at)}. ${signalSentence(receipts)}`.trim();
  return {
    title: `${memory} · ${kind}${reach}`,
    text,
    before: null,
    warnings: [],
    note,
    quotes: quotesOf(receipts, naming),
    actions: [
      undoButton(change, `Undo the newest change of ${memory}`),
      ...(audience.type === "person" || change.disputed ? [] : [disputeButton(memory, text)]),
      ...(audience.type === "team" || isSuspended ? [] : [shareButton(memory, text)]),
    ],
  };
}

/** The button that takes one change back and leaves the others alone. */
export function undoButton({ proposal }: Pick<Change, "proposal">, description: string): CardAction {
  return { verb: "undo", label: "Undo", description, style: "plain", value: proposal };
}

const acts: Readonly<Record<SignalReceipt["act"], string>> = {
  command: "by a command",
  click: "by a click",
  form: "by a form",
  import: "by an import",
};

/** How the first stored act among these receipts was done, such as `Said by a command.`; empty where there is none. */
export function signalSentence(receipts: readonly Receipt[]): string {
  const signal = receipts.find((receipt) => receipt.type === "signal");
  return signal ? `Said ${acts[signal.act]}.` : "";
}
