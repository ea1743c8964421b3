import { type Audience, personAudience, sameAudience } from "../audience.ts";
import { asId, type PersonId } from "../ids.ts";
import type { Change, Receipt } from "../memory.ts";
import { formerMember } from "../message.ts";
import type { Proposal, Tombstone } from "../proposal.ts";
import type { AuditEntry, DreamRecord, ReflectionRecord } from "../record.ts";
import { createRedaction, type Redaction } from "./redaction.ts";

/** The id that stands where an erased person's id was. */
const formerMemberId: PersonId = asId("former-member");

/** Takes one person out of what the ledger keeps of others. Each method gives the record without them. */
export interface PersonErasure {
  proposal(proposal: Proposal): Proposal;
  change(change: Change): Change;
  tombstone(tombstone: Tombstone): Tombstone;
  dream(dream: DreamRecord): DreamRecord;
  audit(entry: AuditEntry): AuditEntry;
}

/** The erasure of a person who bears these names. It knows nothing of where the records are stored. */
export function createPersonErasure(person: PersonId, names: readonly string[]): PersonErasure {
  const own = personAudience(person);
  const { redact } = createRedaction(person, names);
  const isOwn = (audience: Audience) => sameAudience(audience, own);
  const id = (someone: PersonId) => (someone === person ? formerMemberId : someone);
  const name = (someone: PersonId, theirName: string) => (someone === person ? formerMember : theirName);
  const receipts = (list: readonly Receipt[]) => list.map((receipt) => eraseReceipt(receipt, person, redact));
  /** Whoever did something, in the places where an act stands with its date. */
  const act = <Act extends { readonly by: PersonId; readonly byName: string }>(done: Act): Act => ({
    ...done,
    by: id(done.by),
    byName: name(done.by, done.byName),
  });
  return {
    proposal: (proposal) => ({
      ...proposal,
      change: {
        ...proposal.change,
        text: redact(proposal.change.text),
        why: isObjectionOf(proposal, person) ? "" : redact(proposal.change.why),
        receipts: receipts(proposal.change.receipts),
      },
      before: proposal.before === null ? null : redact(proposal.before),
      approvals: proposal.approvals.map(act),
      decision: proposal.decision && act(proposal.decision),
    }),
    change: (change) => ({
      ...change,
      text: redact(change.text),
      // What somebody gave for a reason stands on their act alone.
      why: change.receipts.every((each) => isActOf(each, person)) ? "" : redact(change.why),
      receipts: receipts(change.receipts),
      author: id(change.author),
      authorName: name(change.author, change.authorName),
      undone: change.undone && act(change.undone),
      disputed: change.disputed && act(change.disputed),
    }),
    tombstone: (tombstone) => ({
      ...tombstone,
      text: tombstone.text === null ? null : redact(tombstone.text),
    }),
    dream: (dream) => ({
      ...dream,
      reflections: dream.reflections
        .filter(({ audience }) => !isOwn(audience))
        .map((reflection) => eraseReflection(reflection, redact)),
    }),
    audit: (entry) => ({
      ...entry,
      person: id(entry.person),
      personName: name(entry.person, entry.personName),
      subject: entry.subject === person ? formerMemberId : entry.subject,
      audience: entry.audience && isOwn(entry.audience) ? personAudience(formerMemberId) : entry.audience,
    }),
  };
}

/** Whether the reason for a proposal is what the person said against a memory. */
function isObjectionOf({ source, change }: Proposal, person: PersonId): boolean {
  return source === "dispute" && change.receipts.some((each) => isActOf(each, person));
}

function isActOf(receipt: Receipt, person: PersonId): boolean {
  return receipt.type === "signal" && receipt.author === person;
}

function eraseReceipt(receipt: Receipt, person: PersonId, redact: Redaction["redact"]): Receipt {
  switch (receipt.type) {
    case "quote":
      if (receipt.author !== person) return { ...receipt, quote: redact(receipt.quote) };
      return { ...receipt, author: formerMemberId, quote: "", gone: true };
    case "signal":
      return receipt.author === person ? { ...receipt, author: formerMemberId } : receipt;
    case "measure":
      return { ...receipt, measure: redact(receipt.measure) };
  }
}

function eraseReflection(reflection: ReflectionRecord, redact: Redaction["redact"]): ReflectionRecord {
  return {
    ...reflection,
    dropped: reflection.dropped.map((dropped) => ({ ...dropped, text: redact(dropped.text) })),
    watch: reflection.watch.map((watched) => ({ ...watched, quote: redact(watched.quote) })),
  };
}

/** Adds the words of the person that still stand in these receipts, each once. */
export function collectQuotes(receipts: readonly Receipt[], person: PersonId, quotes: Set<string>): void {
  for (const receipt of receipts) {
    if (receipt.type !== "quote" || receipt.gone || receipt.author !== person) continue;
    quotes.add(JSON.stringify([receipt.message, receipt.quote]));
  }
}
