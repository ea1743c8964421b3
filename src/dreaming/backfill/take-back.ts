import { asId, type MemoryId, type MessageId, type ProposalId } from "../../core/ids.ts";
import { settleEvidence } from "../../core/memory/evidence.ts";
import { redraw as redrawProposal } from "../../core/memory/proposal-cards.ts";
import { memoryState, quotedMessages } from "../../core/memory.ts";
import type { Parts } from "../../core/parts.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import type { JobRun } from "../../core/ports/jobs.ts";
import { recordOnce } from "./audit.ts";
import { type Backfill, changeBackfill, holdsWords, intoState, readBackfill } from "./backfill.ts";
import { answeredOffer, takenSentence } from "./cards.ts";
import { readJob } from "./job.ts";
import { namingOf } from "./naming.ts";
import { dropRecorded, readRecorded } from "./recorded.ts";
import { redraw, tell } from "./tell.ts";

/** The most waiting proposals that are looked through. */
const pendingRead = 1000;

/**
 * The job that takes out of history what a backfill recorded, as if each message had been deleted (law 6), and tells what
 * went. Killed at any line it can be run again.
 */
export async function takeBack(parts: Parts, run: JobRun): Promise<void> {
  const { workspace, id, person } = readJob(run.job.data);
  const known = await readBackfill(parts, workspace, id);
  if (known?.state === "taken-back") return dropRecorded(parts, known);
  if (!known || !holdsWords(known)) return;
  const backfill = await begin(parts, known);
  const memories = await forgetAll(parts, backfill, run.signal);
  await recordOnce(parts, backfill, person, "took-back");
  const naming = await namingOf(parts, backfill, backfill.from);
  const messages = backfill.taken?.messages ?? 0;
  const proposals = await countWithdrawn(parts, backfill);
  const sentence = takenSentence(naming, { messages, proposals, memories });
  await tell(parts, workspace, person, plainContent(sentence), `backfill ${id} taken back`);
  const wasTaken = answeredOffer(naming, "What was read of it was taken back.");
  for (const card of [backfill.offer, backfill.report]) await redraw(parts, workspace, card, wasTaken);
  await changeBackfill(parts, backfill, (each) => intoState(each, "taken-back", parts.clock.now()));
  await dropRecorded(parts, backfill);
  parts.log.info("backfill-taken-back", { workspace, messages });
}

/** From here on nothing more is read. What is there, and what waits that rests on it, is noted before the first goes. */
async function begin(parts: Parts, backfill: Backfill): Promise<Backfill> {
  if (backfill.state === "taking-back" && backfill.taken) return backfill;
  const { workspace } = backfill;
  const stopped = await changeBackfill(parts, backfill, (known) =>
    intoState(known, "taking-back", parts.clock.now()),
  );
  const there = new Set<MessageId>();
  for (const step of stopped.stretches.keys()) {
    const recorded = await readRecorded(parts, stopped, step);
    for (const { id } of await parts.history.get(workspace, recorded)) there.add(id);
  }
  const pending = await parts.ledger.proposals(workspace, null, "pending", pendingRead);
  const proposals = pending
    .filter(({ change }) => quotedMessages(change.receipts).some((message) => there.has(message)))
    .map(({ id }) => id);
  const taken = { messages: there.size, proposals };
  return changeBackfill(parts, stopped, (known) => ({ ...known, taken: known.taken ?? taken }));
}

/** Gives how many memories have no evidence left. */
async function forgetAll(parts: Parts, backfill: Backfill, signal: AbortSignal): Promise<number> {
  const { workspace } = backfill;
  const memories = new Set<MemoryId>();
  for (const step of backfill.stretches.keys()) {
    signal.throwIfAborted();
    const recorded = await readRecorded(parts, backfill, step);
    // Without a mark: what was taken back may be read again, and what is told of it live may be kept.
    await parts.history.forget(workspace, recorded);
    if (recorded.length === 0) continue;
    const losses = await settleEvidence(parts, workspace, recorded);
    for (const memory of losses.memories) memories.add(memory);
  }
  const standing = await Promise.all([...memories].map((id) => parts.ledger.memory(workspace, id)));
  return standing.filter((memory) => memory && memoryState(memory) === "suspended").length;
}

/** Of the proposals that rested on it; each is drawn again, since a run may have died between its verdict and its card. */
async function countWithdrawn(parts: Parts, { workspace, taken }: Backfill): Promise<number> {
  const rested = (taken?.proposals ?? []).map((id) => parts.ledger.proposal(workspace, asId<ProposalId>(id)));
  const withdrawn = (await Promise.all(rested)).filter((proposal) => proposal?.status === "withdrawn");
  for (const proposal of withdrawn) if (proposal) await redrawProposal(parts, proposal);
  return withdrawn.length;
}
