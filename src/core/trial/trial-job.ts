import { z } from "zod";
import { holdBudget, releaseBudget } from "../budget-holds.ts";
import { failureSentence } from "../conversation/failure-sentence.ts";
import { ModelError } from "../errors.ts";
import { showForAnHour } from "../fleeting-card.ts";
import { asId, idFrom, type PersonId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { readNaming } from "../memory/naming.ts";
import { readableProposals } from "../memory/proposal-sources.ts";
import { checkRight } from "../memory/rights.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import type { JobHandler } from "../ports/jobs.ts";
import type { Usage } from "../ports/model.ts";
import { dollarsOf, noUsage } from "../prices.ts";
import type { Proposal } from "../proposal.ts";
import { recordSpent, spendingOf } from "../spending.ts";
import { unlessRefused } from "../unless-refused.ts";
import { askAgain, prepareTrial, sentTokens, type Trial, trialTokens } from "./ask-again.ts";
import { isTriable } from "./is-triable.ts";
import { findPastQuestions } from "./past-questions.ts";
import { type Tried, trialCard } from "./trial-card.ts";

const trialJob = z.object({
  workspace: z.string(),
  person: z.string(),
  proposal: z.string(),
  askedAt: z.number(),
});

/** For longer than a trial takes. */
const holdMs = 30 * 60 * 1000;

/** Has a proposal tried on past questions for somebody. */
export async function enqueueTrial(
  parts: Parts,
  { workspace, id, version }: Proposal,
  person: PersonId,
): Promise<void> {
  const askedAt = parts.clock.now();
  await parts.jobs.enqueue({
    // A double click asks once.
    id: `trial ${workspace} ${id} ${version} ${person} ${Math.floor(askedAt / 60_000)}`,
    kind: "trial",
    key: `trial ${workspace} ${person}`,
    lane: `${workspace} trial`,
    at: askedAt,
    data: { workspace, person, proposal: id, askedAt },
  });
}

/** The job that tries a proposal. It changes nothing; only what it cost is counted. */
export function trialJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    trial: async ({ job, signal }) => {
      const { workspace: id, person, proposal: proposalId, askedAt } = trialJob.parse(job.data);
      const workspace: WorkspaceId = asId(id);
      const proposal = await parts.ledger.proposal(workspace, asId<ProposalId>(proposalId));
      // Decided or out of sight since: then there is nothing to show any more.
      if (!proposal || !isTriable(proposal)) return;
      const right = await checkRight(parts, workspace, asId(person), proposal.audience);
      const isReadable = (await readableProposals(parts, workspace, asId(person), [proposal])).length > 0;
      if ("person" in right && isReadable) await run(parts, proposal, right.person.id, askedAt, signal);
    },
  };
}

async function run(
  parts: Parts,
  proposal: Proposal,
  person: PersonId,
  askedAt: number,
  signal: AbortSignal,
): Promise<void> {
  const { workspace, id } = proposal;
  const questions = await findPastQuestions(parts, proposal, person);
  const trials = await Promise.all(questions.map((each) => prepareTrial(parts, proposal, person, each)));
  const hold = {
    workspace,
    spentFor: { channel: null, person },
    name: idFrom(`trial ${workspace} ${id} ${person} ${askedAt}`),
    until: parts.clock.now() + holdMs,
  };
  const plan = await holdBudget(parts, hold, (dollarsLeft) => planTrials(parts, trials, dollarsLeft));
  // Before anything is spent: where nothing can be shown, nothing is asked.
  const isShown = plan.trials.length === 0 || (await showWaiting(parts, proposal, person, askedAt));
  if (!isShown) return releaseBudget(parts, hold);
  const usages: { readonly model: string; readonly usage: Usage }[] = [];
  const tried: Tried[] = [];
  try {
    for (const trial of plan.trials) tried.push(await tryOne(parts, trial, usages, signal));
  } catch (error) {
    // What the model fails at is said: a second try would cost as much again.
    if (!(error instanceof ModelError)) throw error;
    await tellSentence(parts, proposal, person, askedAt, `I could not try it. ${failureSentence(error)}`);
    return;
  } finally {
    await countAll(parts, proposal, person, usages);
    await releaseBudget(parts, hold);
  }
  await tell(parts, proposal, person, askedAt, {
    tried,
    dollars: usages.reduce((sum, { model, usage }) => sum + dollarsOf(parts.prices, model, usage), 0),
  });
}

/** Shows that it is under way, on the card that both answers will stand on. False where the platform lets nothing be shown. */
async function showWaiting(
  parts: Parts,
  { workspace, id }: Proposal,
  person: PersonId,
  askedAt: number,
): Promise<boolean> {
  const card = { title: "As it is, and as it would be", body: "I am asking.", sections: [], footer: "" };
  const shown = await unlessRefused(parts, "trial-not-shown", async () => {
    await showForAnHour(parts, { workspace, person, card, name: `trial ${id} ${askedAt}` });
    return true;
  });
  return shown ?? false;
}

/** As many of the questions, in their order, as the budget bears at their longest. */
function planTrials(parts: Parts, trials: readonly Trial[], budgetLeft: number) {
  const fitting: Trial[] = [];
  let dollarsAtMost = 0;
  for (const trial of trials) {
    const usage = { ...noUsage, inputTokens: sentTokens(trial), outputTokens: 2 * trialTokens };
    const dollars = dollarsOf(parts.prices, modelOf(parts, trial), usage);
    if (budgetLeft <= 0 || dollarsAtMost + dollars > budgetLeft) break;
    dollarsAtMost += dollars;
    fitting.push(trial);
  }
  return { trials: fitting, dollarsAtMost };
}

function modelOf(parts: Parts, { setting }: Trial): string {
  return setting.settings.model ?? parts.model.defaults.answers;
}

async function tryOne(
  parts: Parts,
  trial: Trial,
  usages: { readonly model: string; readonly usage: Usage }[],
  signal: AbortSignal,
): Promise<Tried> {
  const model = modelOf(parts, trial);
  const spend = (usage: Usage) => void usages.push({ model, usage });
  const sides = await Promise.allSettled([
    askAgain(parts, trial, trial.today, model, spend, signal),
    askAgain(parts, trial, trial.changed, model, spend, signal),
  ]);
  // Only once both are over: what the other one used up is used up as well.
  const [today, changed] = sides.map((side) => {
    if (side.status === "rejected") throw side.reason;
    return side.value;
  }) as [string, string];
  return { question: trial.question, today, changed };
}

async function countAll(
  parts: Parts,
  { workspace }: Proposal,
  person: PersonId,
  usages: readonly { readonly model: string; readonly usage: Usage }[],
): Promise<void> {
  for (const { model, usage } of usages)
    await recordSpent(
      parts,
      workspace,
      { channel: null, person },
      spendingOf(parts, "answers", model, [usage]),
    );
}

async function tell(
  parts: Parts,
  proposal: Proposal,
  person: PersonId,
  askedAt: number,
  outcome: { readonly tried: readonly Tried[]; readonly dollars: number },
): Promise<void> {
  const { workspace, change, id } = proposal;
  if (outcome.tried.length === 0) return tellSentence(parts, proposal, person, askedAt, noBudget);
  const naming = await readNaming(parts, workspace, change.receipts);
  const card = trialCard(proposal, outcome, naming, (message) =>
    deliveryOf(parts, workspace).permalink({ workspace, channel: message.channel, message: message.id }),
  );
  await showForAnHour(parts, { workspace, person, card, name: `trial ${id} ${askedAt}` });
}

async function tellSentence(
  parts: Parts,
  { workspace, id }: Proposal,
  person: PersonId,
  askedAt: number,
  sentence: string,
): Promise<void> {
  const channel = await directoryOf(parts, workspace).openDirect(workspace, person);
  const place = { workspace, channel, thread: null };
  await deliveryOf(parts, workspace).post(place, plainContent(sentence), `trial ${id} ${channel} ${askedAt}`);
}

const noBudget =
  "I did not try it: this month's budget, or your part of it, does not bear two more answers. An administrator can raise it with `/reverie set budget`.";
