import { z } from "zod";
import { asId, type MemoryId, type MessageId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { type Change, currentChange, memoryState } from "../memory.ts";
import { reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { JobHandler } from "../ports/jobs.ts";
import type { LostQuote, LostReceipts } from "../ports/ledger.ts";
import type { Proposal } from "../proposal.ts";
import { isQuoteOf } from "../text/quotes.ts";
import { draftProposal } from "./draft-proposal.ts";
import { forgetWork } from "./forget-work.ts";
import { announce, redraw, redrawInAnyCase } from "./proposal-cards.ts";
import { decide, loseReceipts, propose } from "./remember.ts";
import { withdrawAnswers } from "./withdraw-answers.ts";

const evidenceJob = z.object({ workspace: z.string(), messages: z.array(z.string()) });

/** Has everything looked after that rests on messages which were edited, deleted or forgotten (law 6). Safe to repeat. */
export async function followEvidence(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly MessageId[],
  cause: string,
): Promise<void> {
  if (messages.length === 0) return;
  await parts.jobs.enqueue({
    id: `evidence ${workspace} ${cause}`,
    kind: "evidence",
    key: `evidence ${workspace}`,
    lane: workspace,
    at: parts.clock.now(),
    data: { workspace, messages },
  });
}

/** The job that follows lost evidence through proposals and memories. */
export function evidenceJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    evidence: async ({ job }) => {
      const data = evidenceJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      await settleEvidence(
        parts,
        workspace,
        data.messages.map((id) => asId<MessageId>(id)),
      );
    },
  };
}

/** Follows edited and deleted messages through answers, proposals and memories, and gives whose evidence they were. Safe to repeat. */
export async function settleEvidence(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly MessageId[],
): Promise<LostReceipts> {
  const standing = new Map((await parts.history.get(workspace, messages)).map(({ id, text }) => [id, text]));
  const gone = messages.filter((id) => !standing.has(id));
  await withdrawAnswers(parts, workspace, gone);
  await forgetWork(parts, workspace, { rests: gone });
  const lost = await findLostQuotes(parts, workspace, messages, standing);
  const losses = await loseReceipts(parts, workspace, lost);
  await settleLosses(parts, workspace, losses);
  return losses;
}

/** The quotes that can no longer be found in what is stored of their messages. */
async function findLostQuotes(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly MessageId[],
  standing: ReadonlyMap<MessageId, string>,
): Promise<LostQuote[]> {
  const lost = await Promise.all(
    messages.map(async (message): Promise<LostQuote[]> => {
      const text = standing.get(message);
      if (text === undefined) return [{ message, quote: null }];
      const quotes = await parts.ledger.quotesOf(workspace, message);
      const gone = quotes.filter((quote) => !isQuoteOf(text, quote));
      // The empty quote is what was emptied before: a run that died between its two steps goes on from there.
      return [...gone, ""].map((quote) => ({ message, quote }));
    }),
  );
  return lost.flat();
}

/** Withdraws the pending proposals that lost evidence and puts the memories without any to review. */
export async function settleLosses(
  parts: Parts,
  workspace: WorkspaceId,
  losses: LostReceipts,
): Promise<void> {
  for (const id of losses.proposals) await withdraw(parts, workspace, id);
  for (const id of losses.memories) await reviewSuspended(parts, workspace, id);
}

async function withdraw(parts: Parts, workspace: WorkspaceId, id: ProposalId): Promise<void> {
  const proposal = await parts.ledger.proposal(workspace, id);
  // Once it is withdrawn nothing leads here again: a run that died before the redrawing would leave the words on its card.
  if (proposal?.status === "pending") await redrawInAnyCase(parts, proposal);
  const outcome = await decide(parts, workspace, id, { type: "withdraw" }, { id: reverie, name: "Reverie" });
  if (outcome.type !== "unknown") await redraw(parts, outcome.proposal);
}

/** A memory without evidence is not used; whether it goes for good is for its people to say. */
async function reviewSuspended(parts: Parts, workspace: WorkspaceId, id: MemoryId): Promise<void> {
  const memory = await parts.ledger.memory(workspace, id);
  const change = memory && currentChange(memory);
  if (!change || memoryState(memory) !== "suspended") return;
  const proposal = await proposeRemoval(parts, workspace, change);
  const announcement = {
    workspace,
    title: change.disputed ? "A memory is disputed" : "A memory lost its evidence",
    body: "",
    proposals: [proposal],
    rest: 0,
  };
  await announce(parts, announcement, parts.clock.now());
}

async function proposeRemoval(parts: Parts, workspace: WorkspaceId, suspended: Change): Promise<Proposal> {
  const { memory, audience, kind, text, travels, disputed } = suspended;
  const pending = await parts.ledger.proposals(workspace, audience, "pending", 500);
  const known = pending.find(({ change }) => change.change === "remove" && change.memory === memory);
  if (known) return known;
  const why = disputed
    ? `${disputed.byName} disputes it. Until somebody decides, it is not used.`
    : "The message that it rests on is gone. Until somebody decides, it is not used.";
  const receipts = [
    {
      type: "measure" as const,
      measure: disputed ? "somebody disputes it" : "none of its receipts is left",
    },
  ];
  const candidate = { change: "remove" as const, memory, kind, text, why, travels, receipts, warnings: [] };
  const origin = { source: disputed ? ("dispute" as const) : ("deletion" as const), dream: null, seed: null };
  const proposal = await draftProposal(parts, workspace, audience, candidate, origin);
  await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
  return proposal;
}
