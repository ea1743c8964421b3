import type { Audience } from "./audience.ts";
import {
  type ChangeId,
  type ChannelId,
  type MemoryId,
  type MessageId,
  newId,
  type PersonId,
  type ProposalId,
  type SignalId,
  type WorkspaceId,
} from "./ids.ts";

export const memoryKinds = ["preference", "fact", "decision", "workflow", "lesson"] as const;
export type MemoryKind = (typeof memoryKinds)[number];

/** The longest memory, in UTF-16 units: one short sentence. */
export const memoryTextLimit = 500;

/** Words of a message, verbatim. `gone` once the message was deleted or the words edited away; the quote is then empty. */
export interface QuoteReceipt {
  readonly type: "quote";
  readonly message: MessageId;
  readonly channel: ChannelId;
  readonly author: PersonId;
  readonly quote: string;
  readonly saidAt: number;
  readonly gone: boolean;
}

/** A stored act of a person: a command, a click, a form or a line of an import. */
export interface SignalReceipt {
  readonly type: "signal";
  readonly signal: SignalId;
  readonly act: "command" | "click" | "form" | "import";
  readonly author: PersonId;
  readonly givenAt: number;
  /** The channel of somebody else's message that it was about; null where it was about none. */
  readonly about: ChannelId | null;
}

/** What a removal states in place of evidence: the age, the disuse or the loss that was measured. */
export interface MeasureReceipt {
  readonly type: "measure";
  readonly measure: string;
}

export type Receipt = QuoteReceipt | SignalReceipt | MeasureReceipt;

/** One layer in a memory's stack: an applied change, with who decided it and the evidence it rests on. */
export interface Change {
  readonly id: ChangeId;
  readonly workspace: WorkspaceId;
  readonly audience: Audience;
  readonly memory: MemoryId;
  readonly change: "add" | "update" | "remove";
  readonly kind: MemoryKind;
  /** The sentence as it stands after this change; of a removal, the sentence that it removed. */
  readonly text: string;
  readonly why: string;
  readonly receipts: readonly Receipt[];
  /** Of a person's memory: whether it joins wherever that person asks, or only in direct conversations. */
  readonly travels: boolean;
  /** Whose verdict it was. */
  readonly author: PersonId;
  readonly authorName: string;
  readonly proposal: ProposalId;
  /** The book's revision that it made. */
  readonly revision: number;
  readonly at: number;
  readonly undone: {
    readonly by: PersonId;
    readonly byName: string;
    readonly revision: number;
    readonly at: number;
  } | null;
  /** Who took it out of use until somebody decides; null where nobody did. */
  readonly disputed: {
    readonly by: PersonId;
    readonly byName: string;
    readonly revision: number;
    readonly at: number;
  } | null;
}

/** A stack of changes under one id, oldest first. */
export interface Memory {
  readonly id: MemoryId;
  readonly audience: Audience;
  readonly changes: readonly Change[];
}

/** All memories of one audience. Its revision rises by one with each change and each undo. */
export interface Book {
  readonly workspace: WorkspaceId;
  readonly audience: Audience;
  readonly revision: number;
  readonly memories: readonly Memory[];
}

/** The newest change that is not undone, or undefined when all are. */
export function currentChange(memory: Memory): Change | undefined {
  return memory.changes.findLast((change) => change.undone === null);
}

/** Whether the change still has evidence: a quote that stands, a stored signal or a stated measure. */
export function hasReceipt(receipts: readonly Receipt[]): boolean {
  return receipts.some((receipt) => receipt.type !== "quote" || !receipt.gone);
}

/** The messages that these receipts quote. */
export function quotedMessages(receipts: readonly Receipt[]): MessageId[] {
  return receipts.flatMap((receipt) => (receipt.type === "quote" ? [receipt.message] : []));
}

/** Those who said what these receipts quote. */
export function quotedAuthors(receipts: readonly Receipt[]): PersonId[] {
  return receipts.flatMap((receipt) => (receipt.type === "quote" ? [receipt.author] : []));
}

/** The channels in which it was said what these receipts quote, or what they are about. */
export function placesOf(receipts: readonly Receipt[]): ChannelId[] {
  return receipts.flatMap((receipt) => {
    if (receipt.type === "quote") return [receipt.channel];
    return receipt.type === "signal" && receipt.about ? [receipt.about] : [];
  });
}

/** The receipt of an act that a person has just done, and the channel of the message of somebody else's that it is about. */
export function signalOf(
  act: SignalReceipt["act"],
  author: PersonId,
  givenAt: number,
  about: ChannelId | null = null,
): SignalReceipt {
  return { type: "signal", signal: newId(), act, author, givenAt, about };
}

/** The evidence of all that a memory has said and nobody took back: what it says today may go back to any of it. */
export function sourcesOf({ changes }: Memory): Receipt[] {
  return changes.flatMap(({ undone, receipts }) => (undone ? [] : receipts));
}

/** What a memory says today: `live`, `removed`, or `suspended` because its evidence was taken away (law 6), or somebody disputes it. */
export function memoryState(memory: Memory): "live" | "removed" | "suspended" {
  const change = currentChange(memory);
  // Without words, because they were taken out for good, it says nothing.
  if (!change || change.change === "remove" || change.text === "") return "removed";
  return hasReceipt(change.receipts) && change.disputed === null ? "live" : "suspended";
}

/** A memory that is live, flattened to what a prompt or a list needs. */
export interface LiveMemory {
  readonly id: MemoryId;
  readonly audience: Audience;
  readonly kind: MemoryKind;
  readonly text: string;
  readonly travels: boolean;
  readonly at: number;
  readonly receipts: readonly Receipt[];
  /** The evidence of all that it has said. */
  readonly sources: readonly Receipt[];
}

/** The memories of a book that may be used, oldest first. */
export function liveMemories(book: Book): LiveMemory[] {
  return book.memories.flatMap((memory) => {
    const change = currentChange(memory);
    if (!change || memoryState(memory) !== "live") return [];
    const { kind, text, travels, at, receipts } = change;
    const sources = sourcesOf(memory);
    return [{ id: memory.id, audience: memory.audience, kind, text, travels, at, receipts, sources }];
  });
}

/** Folds the applied changes of one audience, in the order of their revisions, into its memories. */
export function foldChanges(changes: readonly Change[]): Memory[] {
  const stacks = new Map<MemoryId, Change[]>();
  for (const change of changes.toSorted((one, other) => one.revision - other.revision)) {
    const stack = stacks.get(change.memory);
    if (stack) stack.push(change);
    else stacks.set(change.memory, [change]);
  }
  return [...stacks].map(([id, stack]) => ({
    id,
    // A stack is made by its first change, so it is never empty.
    audience: (stack[0] as Change).audience,
    changes: stack,
  }));
}
