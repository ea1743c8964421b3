import { formatAudience } from "../../core/audience.ts";
import type { Change } from "../../core/memory.ts";
import type { LedgerWrite, WriteOutcome } from "../../core/ports/ledger.ts";
import type { LedgerTable } from "./ledger-table.ts";

/** Writes all of it where every expectation holds. Runs inside a transaction of the caller's. */
export function applyWrite(table: LedgerTable, write: LedgerWrite): WriteOutcome {
  const conflict = findConflict(table, write);
  if (conflict) return { written: false, conflict };
  for (const proposal of write.proposals) table.putProposal(proposal);
  for (const change of write.changes) putChange(table, change);
  for (const tombstone of write.tombstones) table.putTombstone(tombstone);
  for (const { audience, sequence } of write.cursors) {
    table.putCursor(write.workspace, formatAudience(audience), sequence);
  }
  for (const dream of write.dreams) table.putDream(dream);
  for (const entry of write.audit) table.addAudit(entry);
  return { written: true };
}

function findConflict(
  table: LedgerTable,
  { workspace, expect }: LedgerWrite,
): "proposal" | "book" | "cursor" | undefined {
  const { proposals, books, cursors } = expect;
  if (proposals.some(({ id, version }) => table.number("proposalVersion", workspace, id) !== version)) {
    return "proposal";
  }
  const revisionOf = (audience: string) => table.number("revision", workspace, audience);
  if (books.some(({ audience, revision }) => revisionOf(formatAudience(audience)) !== revision))
    return "book";
  const cursorOf = (audience: string) => table.number("cursor", workspace, audience);
  if (cursors.some(({ audience, sequence }) => cursorOf(formatAudience(audience)) !== sequence))
    return "cursor";
  return undefined;
}

/**
 * Of a change that is stored already only its undoing and a dispute of it are taken. Whoever writes it has read it before,
 * and a quote that was lost or a person who was erased meanwhile must not come back.
 */
function putChange(table: LedgerTable, change: Change): void {
  const stored = table.record<Change>("change", change.workspace, change.id);
  table.putChange(stored ? { ...stored, undone: change.undone, disputed: change.disputed } : change);
  table.raiseRevision(change);
}
