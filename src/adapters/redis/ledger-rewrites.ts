import { formatAudience, personAudience } from "../../core/audience.ts";
import type { MemoryId, MessageId, PersonId, ProposalId } from "../../core/ids.ts";
import type { Change } from "../../core/memory.ts";
import type { ErasedLedger, LostQuote, LostReceipts } from "../../core/ports/ledger.ts";
import { type Proposal, proposalStatuses, type Tombstone } from "../../core/proposal.ts";
import type { AuditEntry, DreamRecord } from "../../core/record.ts";
import {
  hasLost,
  loseInChange,
  loseInDream,
  loseInProposal,
  lostQuotes,
} from "../../core/storage/lost-quotes.ts";
import {
  redactedChange,
  redactedDream,
  redactedProposal,
  redactedTombstone,
  textsSaid,
} from "../../core/storage/memory-redaction.ts";
import { collectQuotes, createPersonErasure } from "../../core/storage/person-erasure.ts";
import type { LedgerReads } from "./ledger-reads.ts";
import { auditEntry, changeEntry, dreamEntry, proposalEntry, tombstoneEntry } from "./ledger-records.ts";

/** Records that take the place of those that were read. */
export interface Rewrite {
  readonly proposals: readonly Proposal[];
  readonly changes: readonly Change[];
  readonly tombstones: readonly Tombstone[];
  readonly dreams: readonly DreamRecord[];
  readonly audit: readonly (readonly [number: string, entry: AuditEntry])[];
  /** The audiences of which nothing stays. */
  readonly dropped: readonly string[];
}

/** The rewrite as the script takes it. */
export function rewriteEntry({ proposals, changes, tombstones, dreams, audit, dropped }: Rewrite): string {
  return JSON.stringify({
    proposals: proposals.map(proposalEntry),
    changes: changes.map(changeEntry),
    tombstones: tombstones.map(tombstoneEntry),
    dreams: dreams.map(dreamEntry),
    audit: audit.map(([number, entry]) => ({ ...auditEntry(entry), number })),
    dropped,
    statuses: proposalStatuses,
  });
}

interface Planned<Result> {
  readonly rewrite: Rewrite;
  readonly result: Result;
}

/** Empties the lost quotes wherever they stand, and says whose they were, also when they had been emptied before. */
export async function planLosses(
  reads: LedgerReads,
  lost: readonly LostQuote[],
): Promise<Planned<LostReceipts>> {
  const messages = new Set<MessageId>(lost.map(({ message }) => message));
  const isLost = lostQuotes(lost);
  const [proposals, changes, dreams] = await reads.holding([...messages]);
  const lostProposals = proposals.map((proposal) => ({
    before: proposal,
    after: loseInProposal(proposal, isLost),
  }));
  const lostChanges = changes.map((change) => ({ before: change, after: loseInChange(change, isLost) }));
  const wordless = lostProposals.flatMap(({ after }) => (after?.isWordless ? [after.proposal] : []));
  const tombstones = await Promise.all(wordless.map((proposal) => tombstoneOf(reads, proposal)));
  const proposalsNow = lostProposals.map(({ before, after }) => after?.proposal ?? before);
  const changesNow = lostChanges.map(({ before, after }) => after ?? before);
  return {
    rewrite: {
      proposals: lostProposals.flatMap(({ after }) => (after ? [after.proposal] : [])),
      changes: lostChanges.flatMap(({ after }) => (after ? [after] : [])),
      tombstones: tombstones.flat().map((tombstone) => ({ ...tombstone, text: null })),
      dreams: dreams.map((dream) => loseInDream(dream, isLost, messages)),
      audit: [],
      dropped: [],
    },
    result: {
      proposals: proposalsNow
        .filter(({ change }) => hasLost(change.receipts, messages))
        .map(({ id }): ProposalId => id),
      memories: [
        ...new Set(
          changesNow
            .filter(({ receipts }) => hasLost(receipts, messages))
            .map(({ memory }): MemoryId => memory),
        ),
      ],
    },
  };
}

async function tombstoneOf(reads: LedgerReads, { id, audience }: Proposal): Promise<Tombstone[]> {
  return reads.documents<Tombstone>(`tombstone:${formatAudience(audience)}`, [id]);
}

/** Takes a person out: their own book goes, and what is others' loses their words, their names and their id. */
export async function planErasure(
  reads: LedgerReads,
  person: PersonId,
  names: readonly string[],
): Promise<Planned<ErasedLedger>> {
  const own = formatAudience(personAudience(person));
  const [proposals, changes, dreams, audit, tombstones] = await Promise.all([
    reads.all<Proposal>("proposal"),
    reads.allChanges(),
    reads.all<DreamRecord>("dream"),
    reads.all<AuditEntry>("audit"),
    reads.tombstones(),
  ]);
  const erasure = createPersonErasure(person, names);
  const isOwn = ({ audience }: Pick<Tombstone, "audience">) => formatAudience(audience) === own;
  const others = [...proposals.values()].filter((proposal) => !isOwn(proposal));
  const ownChanges = changes.filter(isOwn);
  const otherChanges = changes.filter((change) => !isOwn(change));
  const quotes = new Set<string>();
  for (const { change } of others) collectQuotes(change.receipts, person, quotes);
  for (const { receipts } of otherChanges) collectQuotes(receipts, person, quotes);
  return {
    rewrite: {
      // A new version, so that whoever read the old one does not write the person back.
      proposals: changed(others, erasure.proposal).map((each) => ({ ...each, version: each.version + 1 })),
      changes: changed(otherChanges, erasure.change),
      tombstones: changed(
        tombstones.filter((each) => !isOwn(each)),
        erasure.tombstone,
      ),
      dreams: changed([...dreams.values()], erasure.dream),
      audit: [...audit].flatMap(([number, entry]) =>
        changed([entry], erasure.audit).map((erased) => [number, erased] as const),
      ),
      dropped: [own],
    },
    result: {
      memories: new Set(ownChanges.map(({ memory }) => memory)).size,
      proposals: proposals.size - others.length,
      quotes: quotes.size,
    },
  };
}

/** Takes every word of a memory out of all that stands of it. */
export async function planRedaction(reads: LedgerReads, memory: MemoryId): Promise<Planned<undefined>> {
  const [allProposals, allChanges, dreams] = await Promise.all([
    reads.all<Proposal>("proposal"),
    reads.allChanges(),
    reads.all<DreamRecord>("dream"),
  ]);
  const proposals = [...allProposals.values()].filter(({ change }) => change.memory === memory);
  const changes = allChanges.filter((change) => change.memory === memory);
  const texts = textsSaid(proposals, changes);
  const tombstones = await Promise.all(proposals.map((proposal) => tombstoneOf(reads, proposal)));
  return {
    rewrite: {
      proposals: proposals.map(redactedProposal),
      changes: changes.map(redactedChange),
      tombstones: tombstones.flat().map(redactedTombstone),
      dreams: changed([...dreams.values()], (dream) => redactedDream(dream, texts)),
      audit: [],
      dropped: [],
    },
    result: undefined,
  };
}

/** The records that an erasure changes, as they are after it. */
function changed<Record>(records: readonly Record[], erase: (record: Record) => Record): Record[] {
  return records.flatMap((record) => {
    const erased = erase(record);
    return JSON.stringify(erased) === JSON.stringify(record) ? [] : [erased];
  });
}
