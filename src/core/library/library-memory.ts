import { formatAudience } from "../audience.ts";
import type { CardAction, CardQuote } from "../card.ts";
import type { ChangeId, MemoryId } from "../ids.ts";
import type { Marks } from "../memory/marks.ts";
import { changeWords, readableChanges, undoOf } from "../memory/memory-history.ts";
import { memorySection, signalSentence } from "../memory/memory-section.ts";
import { type Naming, quotesOf } from "../memory/proposal-card.ts";
import type { readerOf } from "../memory/readable-books.ts";
import { type Change, currentChange, type Memory, type MemoryKind, memoryState } from "../memory.ts";

/** A memory with how it came to say what it says. Instants are in milliseconds. */
export interface LibraryMemory {
  readonly id: MemoryId;
  /** As in `formatAudience`. */
  readonly audience: string;
  readonly kind: MemoryKind;
  /** Byte for byte. */
  readonly text: string;
  readonly state: "live" | "suspended";
  /** Of a person's memory: whether it joins wherever that person asks. */
  readonly travels: boolean;
  /** Whether every answer that may have it is given it. */
  readonly isPinned: boolean;
  /** When somebody is to look at it again; null for never. */
  readonly reviewBy: number | null;
  /** When its newest change was decided. */
  readonly at: number;
  /** Who decided it and how, or why it is not used. */
  readonly note: string;
  /** The same as below the memory in `/reverie memory`. */
  readonly actions: readonly CardAction[];
  /** Its changes, newest first. */
  readonly stack: readonly LibraryChange[];
}

/** One change in a memory's stack. Instants are in milliseconds. */
export interface LibraryChange {
  readonly id: ChangeId;
  readonly revision: number;
  /** What it did, in one word. */
  readonly verb: string;
  readonly kind: MemoryKind;
  readonly text: string;
  readonly why: string;
  /** Who decided. */
  readonly by: string;
  readonly at: number;
  readonly undone: Mark | null;
  readonly disputed: Mark | null;
  /** Whether it is what the memory says today. */
  readonly isCurrent: boolean;
  /** The words that it rests on, as far as they stand. */
  readonly quotes: readonly CardQuote[];
  /** What else it rests on, a sentence each. */
  readonly evidence: readonly string[];
  readonly actions: readonly CardAction[];
}

interface Mark {
  readonly by: string;
  readonly at: number;
}

/** A memory as the library shows it to whoever may read what `mayRead` tells; undefined where it is forgotten. */
export function libraryMemory(
  memory: Memory,
  naming: Naming,
  marks: Marks,
  mayRead: Awaited<ReturnType<typeof readerOf>>,
): LibraryMemory | undefined {
  const current = currentChange(memory);
  const state = memoryState(memory);
  if (!current || state === "removed") return undefined;
  const { kind, text, travels, at } = current;
  const { note, actions } = memorySection(current, state === "suspended", marks, naming);
  return {
    id: memory.id,
    audience: formatAudience(memory.audience),
    kind,
    text,
    state,
    travels,
    isPinned: marks.pinned.has(memory.id),
    reviewBy: marks.reviewBy.get(memory.id) ?? null,
    at,
    note,
    actions,
    stack: readableChanges(memory, mayRead).map((change) => libraryChange(change, current, naming)),
  };
}

function libraryChange(change: Change, current: Change, naming: Naming): LibraryChange {
  const { id, revision, kind, text, why, authorName, at, undone, disputed, receipts } = change;
  return {
    id,
    revision,
    verb: changeWords[change.change],
    kind,
    text,
    why,
    by: authorName,
    at,
    undone: undone && { by: undone.byName, at: undone.at },
    disputed: disputed && { by: disputed.byName, at: disputed.at },
    isCurrent: id === current.id,
    quotes: quotesOf(receipts, naming, receipts.length),
    evidence: evidenceOf(change),
    actions: undoOf(change),
  };
}

function evidenceOf({ receipts }: Change): string[] {
  const measures = receipts.flatMap((receipt) => (receipt.type === "measure" ? [receipt.measure] : []));
  const gone = receipts.filter((receipt) => receipt.type === "quote" && receipt.gone).length;
  const lost = gone > 0 ? `${gone === 1 ? "One message" : `${gone} messages`} that it rested on went.` : "";
  return [signalSentence(receipts), ...measures, lost].filter((sentence) => sentence !== "");
}
