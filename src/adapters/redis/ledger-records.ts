import { formatAudience } from "../../core/audience.ts";
import type { MessageId, WorkspaceId } from "../../core/ids.ts";
import { type Change, quotedMessages } from "../../core/memory.ts";
import type { LedgerWrite } from "../../core/ports/ledger.ts";
import type { Proposal, Tombstone } from "../../core/proposal.ts";
import type { AuditEntry, DreamRecord } from "../../core/record.ts";

/** What can hold words of a message. */
export type Holder = "proposal" | "change" | "dream";

/** What of a change may be written again once it stands: the rest stays as it was written. */
export type Marks = Pick<Change, "undone" | "disputed">;

/** The beginning of every key of a workspace's ledger. */
export function ledgerKey(prefix: string, workspace: WorkspaceId): string {
  return `${prefix}:ledger:${JSON.stringify(workspace)}:`;
}

/** A change as it is stored: its words, and what may become of them apart. */
function splitChange({ undone, disputed, ...words }: Change): { words: string; marks: string } {
  return { words: JSON.stringify(words), marks: JSON.stringify({ undone, disputed }) };
}

export function joinChange(words: string, marks: string): Change {
  return { ...(JSON.parse(words) as Omit<Change, keyof Marks>), ...(JSON.parse(marks) as Marks) };
}

export function proposalEntry(proposal: Proposal) {
  const { id, audience, version, status, proposedAt, change } = proposal;
  return {
    id,
    audience: formatAudience(audience),
    version,
    status,
    at: proposedAt,
    document: JSON.stringify(proposal),
    messages: quotedMessages(change.receipts),
  };
}

export function changeEntry(change: Change) {
  const { id, audience, memory, receipts, revision, undone, disputed } = change;
  return {
    id,
    audience: formatAudience(audience),
    memory,
    revision: Math.max(revision, undone?.revision ?? 0, disputed?.revision ?? 0),
    ...splitChange(change),
    messages: quotedMessages(receipts),
  };
}

export function tombstoneEntry(tombstone: Tombstone) {
  const { audience, proposal } = tombstone;
  return { audience: formatAudience(audience), proposal, document: JSON.stringify(tombstone) };
}

export function dreamEntry(dream: DreamRecord) {
  const messages = dream.reflections.flatMap(({ watch, dropped }): MessageId[] => [
    ...watch.map(({ message }) => message),
    ...dropped.flatMap((each) => each.messages),
  ]);
  const { id, startedAt } = dream;
  return { id, at: startedAt, document: JSON.stringify(dream), messages: [...new Set(messages)] };
}

export function auditEntry(entry: AuditEntry) {
  return { at: entry.at, document: JSON.stringify(entry) };
}

/** A whole write as the script takes it. Every document is a text of its own, which the script never reads. */
export function writeEntry({
  expect,
  proposals,
  changes,
  tombstones,
  cursors,
  dreams,
  audit,
}: Omit<LedgerWrite, "workspace">): string {
  return JSON.stringify({
    expect: {
      proposals: expect.proposals,
      books: expect.books.map(({ audience, revision }) => ({ audience: formatAudience(audience), revision })),
      cursors: expect.cursors.map(({ audience, sequence }) => ({
        audience: formatAudience(audience),
        sequence,
      })),
    },
    proposals: proposals.map(proposalEntry),
    changes: changes.map(changeEntry),
    tombstones: tombstones.map(tombstoneEntry),
    cursors: cursors.map(({ audience, sequence }) => ({ audience: formatAudience(audience), sequence })),
    dreams: dreams.map(dreamEntry),
    audit: audit.map(auditEntry),
  });
}
