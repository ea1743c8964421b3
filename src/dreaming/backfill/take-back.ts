import type { ProposalId } from "../../core/ids.ts";
import { settleEvidence } from "../../core/memory/evidence.ts";
import { memoryState } from "../../core/memory.ts";
import type { Parts } from "../../core/parts.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import type { JobRun } from "../../core/ports/jobs.ts";
import type { LostReceipts } from "../../core/ports/ledger.ts";
import { recordOnce } from "./audit.ts";
import { type Backfill, changeBackfill, holdsWords, intoState, readBackfill } from "./backfill.ts";
import { answeredOffer, takenSentence } from "./cards.ts";
import { readJob } from "./job.ts";
import { namingOf } from "./naming.ts";
import { dropRecorded, readRecorded } from "./recorded.ts";
import { redraw, tell } from "./tell.ts";

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
  const messages = backfill.taken ?? 0;
  const losses = await forgetAll(parts, backfill, run.signal);
  await recordOnce(parts, backfill, person, "took-back");
  const naming = await namingOf(parts, backfill, backfill.from);
  const sentence = takenSentence(naming, { messages, ...(await countLost(parts, backfill, losses)) });
  await tell(parts, workspace, person, plainContent(sentence), `backfill ${id} taken back`);
  const wasTaken = answeredOffer(naming, "What was read of it was taken back.");
  for (const card of [backfill.offer, backfill.report]) await redraw(parts, workspace, card, wasTaken);
  await changeBackfill(parts, backfill, (each) => intoState(each, "taken-back", parts.clock.now()));
  await dropRecorded(parts, backfill);
  parts.log.info("backfill-taken-back", { workspace, messages });
}

/** From here on nothing more is read. What is there is counted before the first goes. */
async function begin(parts: Parts, backfill: Backfill): Promise<Backfill> {
  let count = 0;
  for (const step of backfill.stretches.keys()) {
    const recorded = await readRecorded(parts, backfill, step);
    count += (await parts.history.get(backfill.workspace, recorded)).length;
  }
  return changeBackfill(parts, backfill, (known) => ({
    ...intoState(known, "taking-back", parts.clock.now()),
    taken: known.taken ?? count,
  }));
}

async function forgetAll(parts: Parts, backfill: Backfill, signal: AbortSignal): Promise<LostReceipts[]> {
  const { workspace } = backfill;
  const losses: LostReceipts[] = [];
  for (const step of backfill.stretches.keys()) {
    signal.throwIfAborted();
    const recorded = await readRecorded(parts, backfill, step);
    // Without a mark: what was taken back may be read again, and what is told of it live may be kept.
    await parts.history.forget(workspace, recorded);
    if (recorded.length > 0) losses.push(await settleEvidence(parts, workspace, recorded));
  }
  return losses;
}

/** The proposals that were withdrawn, and the memories that have no evidence left. */
async function countLost(parts: Parts, { workspace }: Backfill, losses: readonly LostReceipts[]) {
  const proposals = new Set<ProposalId>(losses.flatMap((each) => each.proposals));
  const memories = new Set(losses.flatMap((each) => each.memories));
  const found = await Promise.all([...proposals].map((id) => parts.ledger.proposal(workspace, id)));
  const standing = await Promise.all([...memories].map((id) => parts.ledger.memory(workspace, id)));
  return {
    proposals: found.filter((proposal) => proposal?.status === "withdrawn").length,
    memories: standing.filter((memory) => memory && memoryState(memory) === "suspended").length,
  };
}
