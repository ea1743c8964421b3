import type { Action } from "../actions.ts";
import { say } from "../card.ts";
import { asId, type ProposalId } from "../ids.ts";
import { readableProposals } from "../memory/proposal-sources.ts";
import { checkRight, nothingThere } from "../memory/rights.ts";
import { isTriable } from "./is-triable.ts";
import { findPastQuestions } from "./past-questions.ts";
import { enqueueTrial } from "./trial-job.ts";

/** The button that tries a proposal on past questions, for those who decide over it. */
export const trialActions: Readonly<Record<string, Action>> = {
  try: async (parts, { workspace, person, value }) => {
    const proposal = await parts.ledger.proposal(workspace, asId<ProposalId>(value));
    if (!proposal) return say(nothingThere);
    const right = await checkRight(parts, workspace, person, proposal.audience);
    if ("refusal" in right) return say(right.refusal);
    if ((await readableProposals(parts, workspace, person, [proposal])).length === 0)
      return say(nothingThere);
    if (!isTriable(proposal)) return say("It is decided already, so there is nothing to try.");
    const questions = await findPastQuestions(parts, proposal, person);
    if (questions.length === 0)
      return say("Nobody has asked anything yet that this would touch, so there is nothing to try it on.");
    await enqueueTrial(parts, proposal, person);
    const asked = questions.length === 1 ? "one question" : `${questions.length} questions`;
    return say(
      `I ask ${asked} of the past again, as it is and as it would be. Both answers come into our direct messages; nothing is changed by it.`,
    );
  },
};
