import type { CardAction, CardSection } from "../card.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Change, Memory } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { undoButton } from "./memory-section.ts";
import { type Naming, quotesOf } from "./proposal-card.ts";
import { readerOf } from "./readable-books.ts";

/** What a change did, in one word. */
export const changeWords = { add: "Remembered", update: "Changed", remove: "Forgotten" } as const;

/**
 * The changes of a memory that somebody sees, newest first. One that was taken back may rest on a place that has become
 * narrower since, and is then left out like a memory that does (law 3).
 */
export async function readHistoryFor(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  memory: Memory,
): Promise<Change[]> {
  return readableChanges(memory, await readerOf(parts, workspace, person));
}

/** The same for whoever may read what this tells. */
export function readableChanges(
  { changes, audience }: Memory,
  mayRead: Awaited<ReturnType<typeof readerOf>>,
): Change[] {
  return changes.toReversed().filter(({ receipts }) => mayRead(receipts, audience));
}

/** One change of a memory's history. */
export function changeSection(change: Change, naming: Naming): CardSection {
  const undone = change.undone
    ? ` Taken back by ${change.undone.byName}, ${naming.date(change.undone.at)}.`
    : "";
  return {
    title: `Revision ${change.revision} · ${changeWords[change.change]} · ${change.kind}`,
    text: change.text,
    before: null,
    warnings: [],
    note: `${change.authorName}, ${naming.date(change.at)}.${undone} ${change.why}`.trim(),
    quotes: quotesOf(change.receipts, naming),
    actions: undoOf(change),
  };
}

/** What can be done about one change of a history. */
export function undoOf(change: Change): CardAction[] {
  return change.undone ? [] : [undoButton(change, `Undo revision ${change.revision}`)];
}
