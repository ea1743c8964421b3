import { draftProposal, earlierProposal } from "../core/memory/draft-proposal.ts";
import { readMarks } from "../core/memory/marks.ts";
import { readGivenIn } from "../core/memory/read-health.ts";
import { readOpenBook } from "../core/memory/readable-books.ts";
import { type ReasonToReview, reasonsToReview } from "../core/memory/reasons-to-review.ts";
import { propose } from "../core/memory/remember.ts";
import type { Parts } from "../core/parts.ts";
import type { Proposal } from "../core/proposal.ts";
import type { DreamRecord } from "../core/record.ts";
import type { Reader } from "./readers.ts";

/** How many memories of one audience a dream asks about for reasons of upkeep. */
const askedAtMost = 3;

/** The most waiting proposals that are looked through for one of the same memory. */
const pendingRead = 500;

/**
 * Proposes that memories are forgotten for which there is a reason to look again: each is asked about once for each
 * occasion, and stays as it is until somebody decides. Safe to repeat.
 */
export async function lookAfter(parts: Parts, { workspace, id }: DreamRecord, reader: Reader): Promise<void> {
  const { audience, channels } = reader;
  const book = await readOpenBook(parts, workspace, audience);
  if (book.memories.length === 0) return;
  const [given, marks, pending] = await Promise.all([
    readGivenIn(parts, workspace, channels),
    readMarks(parts, workspace, audience),
    parts.ledger.proposals(workspace, audience, "pending", pendingRead),
  ]);
  const waiting = new Set(pending.map(({ change }) => change.memory));
  const reasons = reasonsToReview(book, { now: parts.clock.now(), given, marks });
  const proposals: Proposal[] = [];
  for (const reason of reasons.filter(({ change }) => !waiting.has(change.memory))) {
    if (proposals.length === askedAtMost) break;
    const seed = `upkeep ${reason.change.id} ${reason.occasion}`;
    if (await earlierProposal(parts, workspace, seed)) continue;
    proposals.push(
      await draftProposal(parts, workspace, audience, candidateFor(reason), {
        source: "upkeep",
        dream: id,
        seed,
      }),
    );
  }
  if (proposals.length > 0) await propose(parts, { workspace, proposals, dream: null, cursor: null });
}

function candidateFor({ change, measure }: ReasonToReview) {
  const { memory, kind, text, travels } = change;
  return {
    change: "remove" as const,
    memory,
    kind,
    text,
    travels,
    why: `${measure} Is it still so?`,
    receipts: [{ type: "measure" as const, measure }],
    warnings: [],
  };
}
