import type { Action, Press } from "../actions.ts";
import { type Form, type PrivateAnswer, say } from "../card.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import { currentChange, memoryState, signalOf } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { shorten } from "../text/tokens.ts";
import { draftProposal } from "./draft-proposal.ts";
import { findVisibleMemory } from "./forget-memory.ts";
import { gatherGateFacts } from "./gate-facts.ts";
import { passGates } from "./gates/gates.ts";
import { announce } from "./proposal-cards.ts";
import { storeDispute } from "./remember.ts";
import { nothingThere, recheckStanding } from "./rights.ts";

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

/**
 * Takes a memory of the team's or of a channel's out of use at once, by the word of any member who sees it, and puts it
 * to review with both sides. Gives what the member is told. Safe to repeat.
 */
export async function disputeMemory(
  parts: Parts,
  { workspace, person, id, reason }: Objection,
): Promise<string> {
  const memory = await findVisibleMemory(parts, workspace, person, id);
  const change = memory && currentChange(memory);
  if (!memory || !change || memoryState(memory) === "removed") return nothingThere;
  const { audience } = memory;
  if (audience.type === "person") return ownSentence;
  const { person: member } = await recheckStanding(parts, workspace, person, audience);
  if (member?.role !== "admin" && member?.role !== "member")
    return "Only members of the team can dispute what is remembered. Nothing changed.";
  if (change.disputed) return "It is disputed already: it is not used until somebody decides.";
  const said = shorten(reason.replace(/\s+/gu, " ").trim(), reasonLimit);
  const why = said === "" ? `${member.name} disputes it.` : `${member.name} disputes it: “${said}”`;
  const facts = await gatherGateFacts(parts, workspace, audience, []);
  const { kind, text, travels } = change;
  const receipts = [signalOf("form", person, parts.clock.now())];
  const candidate = {
    change: "remove" as const,
    memory: memory.id,
    kind,
    text,
    why,
    travels,
    receipts,
    warnings: [],
  };
  // A removal that waits already is the review that this would ask for.
  const outcome = await passGates(candidate, { ...facts, pending: [], tombstones: [] });
  if (!outcome.passed) return `${outcome.reason} Please say it in other words. Nothing changed.`;
  const origin = { source: "dispute" as const, dream: null, seed: null };
  const proposal = await draftProposal(parts, workspace, audience, outcome.candidate, origin);
  const stored = await storeDispute(parts, proposal, change.id, member);
  if (!stored) return "It changed meanwhile, so nothing was disputed. Please try again.";
  await announce(
    parts,
    {
      workspace,
      title: "A memory is disputed",
      body: "It is not used until somebody decides.",
      proposals: [proposal],
      rest: 0,
    },
    parts.clock.now(),
  );
  return "It is not used any more, from this moment on. Those who decide see both sides.";
}

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
