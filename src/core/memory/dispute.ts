import type { Action, Press } from "../actions.ts";
import { type Form, type PrivateAnswer, say } from "../card.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import { type Change, currentChange, memoryState, signalOf, sourcesOf } from "../memory.ts";
import type { Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { isOptedOut } from "../privacy.ts";
import type { Proposal } from "../proposal.ts";
import { shorten } from "../text/tokens.ts";
import { draftProposal } from "./draft-proposal.ts";
import { isNarrowedNow } from "./fits-audience.ts";
import { findVisibleMemory } from "./forget-memory.ts";
import { gatherGateFacts } from "./gate-facts.ts";
import { passGates } from "./gates/gates.ts";
import { announce } from "./proposal-cards.ts";
import { storeDispute } from "./remember.ts";
import { maySee, nothingThere, recheckStanding } from "./rights.ts";
import type { Warning } from "./warnings.ts";

/** The longest word on what is wrong, in UTF-16 units. */
const reasonLimit = 300;

/** Who disputes what, and what they say is wrong; empty where they say nothing. */
export interface Objection {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  /** The memory's id as it was typed or stands in a button. */
  readonly id: string;
  readonly reason: string;
}

const ownSentence = "It is yours alone: forget it or take its newest change back. Nothing changed.";
const disputedSentence = "It is disputed already: it is not used until somebody decides.";

/**
 * Takes a memory of the team's or of a channel's out of use at once, by the word of any member who sees it, and puts it
 * to review with both sides. Gives what the member is told. Safe to repeat.
 */
export async function disputeMemory(parts: Parts, objection: Objection): Promise<string> {
  const { workspace, person, id } = objection;
  const memory = await findVisibleMemory(parts, workspace, person, id);
  const change = memory && currentChange(memory);
  if (!memory || !change || memoryState(memory) === "removed") return nothingThere;
  const { audience } = memory;
  if (audience.type === "person") return ownSentence;
  const standing = await recheckStanding(parts, workspace, person, audience);
  const { person: member } = standing;
  if (!member || !maySee(audience, standing)) return nothingThere;
  if (member.role !== "admin" && member.role !== "member")
    return "Only members of the team can dispute what is remembered. Nothing changed.";
  if (memoryState(memory) === "suspended") return showAgain(parts, change);
  if (await isNarrowedNow(parts, workspace, audience, sourcesOf(memory)))
    return "It is not used any more since the channel where it was said is not open to all. Nothing changed.";
  const why = await readWhy(parts, objection, member, change);
  if ("refusal" in why) return `${why.refusal} Please say it in other words. Nothing changed.`;
  const { kind, text, travels } = change;
  const receipts = [signalOf("form", person, parts.clock.now())];
  const candidate = {
    change: "remove" as const,
    memory: memory.id,
    kind,
    text,
    travels,
    receipts,
    why: why.text,
    warnings: why.warnings,
  };
  const origin = { source: "dispute" as const, dream: null, seed: null };
  const proposal = await draftProposal(parts, workspace, audience, candidate, origin);
  if (!(await storeDispute(parts, proposal, change.id, { id: person, name: why.by })))
    return "It changed meanwhile, so nothing was disputed. Please try again.";
  await announceReview(parts, proposal);
  return "It is not used any more, from this moment on. Those who decide see both sides.";
}

/** Whoever disputed it before may have been cut off before the others were told. */
async function showAgain(parts: Parts, { workspace, audience, memory, disputed }: Change): Promise<string> {
  const pending = await parts.ledger.proposals(workspace, audience, "pending", pendingRead);
  const review = pending.find(({ change }) => change.change === "remove" && change.memory === memory);
  if (review) await announceReview(parts, review);
  return disputed
    ? disputedSentence
    : "It is not used already, because it lost its evidence. It waits until somebody decides.";
}

async function announceReview(parts: Parts, proposal: Proposal): Promise<void> {
  const { workspace, source } = proposal;
  const title = source === "dispute" ? "A memory is disputed" : "A memory lost its evidence";
  const body = "It is not used until somebody decides.";
  await announce(parts, { workspace, title, body, proposals: [proposal], rest: 0 }, parts.clock.now());
}

/** Who disputes it and why, as those who decide read it. Of somebody who opted out neither is kept. */
async function readWhy(
  parts: Parts,
  { workspace, person, reason }: Objection,
  member: Person,
  { audience, memory, kind, travels }: Change,
): Promise<
  | { readonly text: string; readonly by: string; readonly warnings: readonly Warning[] }
  | { readonly refusal: string }
> {
  if (await isOptedOut(parts, workspace, person))
    return { text: `${nobodyNamed} disputes it.`, by: nobodyNamed, warnings: [] };
  const said = shorten(reason.replace(/\s+/gu, " ").trim(), reasonLimit);
  const why = said === "" ? `${member.name} disputes it.` : `${member.name} disputes it: “${said}”`;
  const facts = await gatherGateFacts(parts, workspace, audience, []);
  const receipts = [signalOf("form", person, parts.clock.now())];
  // The reason alone is judged: a memory that could not be remembered today can be disputed all the more.
  const spoken = { change: "remove" as const, memory, kind, text: "", why, travels, receipts, warnings: [] };
  // A removal that waits already is the review that this would ask for.
  const outcome = await passGates(spoken, { ...facts, pending: [], tombstones: [] });
  if (!outcome.passed) return { refusal: outcome.reason };
  return { text: outcome.candidate.why, by: member.name, warnings: outcome.candidate.warnings };
}

const nobodyNamed = "A member";

/** The most waiting proposals that are looked through for the review of a memory. */
const pendingRead = 500;

function reasonForm(memory: string): Form {
  return {
    verb: "dispute",
    value: memory,
    title: "Dispute this memory",
    submit: "Dispute",
    fields: [
      {
        type: "text",
        id: "reason",
        label: "What is wrong with it?",
        value: "",
        maxLength: reasonLimit,
        multiline: true,
      },
    ],
  };
}

/** The button below a memory that others share. */
export const disputeAction: Action = async (
  parts: Parts,
  { workspace, person, value, fields }: Press,
): Promise<PrivateAnswer> => {
  if (!fields) return { text: null, card: null, form: reasonForm(value) };
  const reason = typeof fields.reason === "string" ? fields.reason : "";
  return say(await disputeMemory(parts, { workspace, person, id: value, reason }));
};

/** The button itself, for a memory that others share. */
export function disputeButton(memory: MemoryId, text: string) {
  return {
    verb: "dispute",
    label: "Dispute",
    description: `Dispute: ${shorten(text, 80)}`,
    style: "plain" as const,
    value: memory,
  };
}
