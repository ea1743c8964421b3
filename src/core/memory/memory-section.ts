import type { CardAction, CardSection } from "../card.ts";
import type { Change, Receipt, SignalReceipt } from "../memory.ts";
import { shorten } from "../text/tokens.ts";
import { disputeButton } from "./dispute.ts";
import type { Marks } from "./marks.ts";
import { type Naming, quotesOf } from "./proposal-card.ts";
import { shareButton } from "./share.ts";
import { suspendedNote } from "./suspended-note.ts";

/** A memory as it stands in a list: what it says, where it came from, and what can be done about it. */
export function memorySection(
  change: Change,
  isSuspended: boolean,
  marks: Marks,
  naming: Naming,
): CardSection {
  const { memory, kind, text, receipts, travels, audience, at } = change;
  const isPinned = marks.pinned.has(memory);
  const reviewAt = marks.reviewBy.get(memory);
  const signs = [
    ...(audience.type !== "person" || travels ? [] : ["only in direct messages"]),
    ...(isPinned ? ["pinned"] : []),
    ...(reviewAt === undefined ? [] : [`to be looked at by ${naming.date(reviewAt)}`]),
  ];
  const note = isSuspended
    ? suspendedNote(change)
    : `Decided by ${change.authorName}, ${naming.date(at)}. ${signalSentence(receipts)}`.trim();
  return {
    title: [memory, kind, ...signs].join(" · "),
    text,
    before: null,
    warnings: [],
    note,
    quotes: quotesOf(receipts, naming),
    actions: [
      undoButton(change, `Undo the newest change of ${memory}`),
      ...(audience.type === "person" || change.disputed ? [] : [disputeButton(memory, text)]),
      ...(audience.type === "team" || isSuspended ? [] : [shareButton(memory, text)]),
      ...(isSuspended ? [] : [pinButton(memory, text, isPinned)]),
    ],
  };
}

function pinButton(memory: string, text: string, isPinned: boolean): CardAction {
  const label = isPinned ? "Unpin" : "Pin";
  const description = `${label}: ${shorten(text, 80)}`;
  return { verb: isPinned ? "unpin" : "pin", label, description, style: "plain", value: memory };
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
