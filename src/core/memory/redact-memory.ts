import type { Audience } from "../audience.ts";
import { type PrivateAnswer, say, show } from "../card.ts";
import { asId, type MemoryId, type PersonId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { type Change, currentChange, memoryState, signalOf } from "../memory.ts";
import { type Person, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { type Proposal, type ProposalStatus, proposalStatuses } from "../proposal.ts";
import { textsSaid } from "../storage/memory-redaction.ts";
import { draftProposal } from "./draft-proposal.ts";
import { forgetWork } from "./forget-work.ts";
import { redraw } from "./proposal-cards.ts";
import { readerOf } from "./readable-books.ts";
import { decide, propose, recordAct, redactInLedger } from "./remember.ts";
import { maySee, nothingThere, recheckStanding } from "./rights.ts";
import { withdrawAnswer } from "./withdraw-answers.ts";

/** The most proposals of each status that are looked through for those of one memory. */
const proposalsRead = 5000;

/** How many answers are read at once. */
const answersPerPage = 500;

/** Whose words are to go, by an id that stands in the audit: a proposal's or a memory's. */
export interface RedactionWish {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly id: string;
}

/** Asks somebody who may whether the words of an entry are to go for good. */
export async function askRedaction(parts: Parts, wish: RedactionWish): Promise<PrivateAnswer> {
  const found = await findToRedact(parts, wish);
  if ("refusal" in found) return say(found.refusal);
  return show({
    title: "Take these words out for good?",
    body: "The memory is forgotten, and its words go from what was proposed, decided and refused, and from my answers that repeat them. Who did what and when stays. This cannot be undone.",
    sections: [
      {
        title: `\`${found.memory}\``,
        text: found.text === "" ? "(There are no words any more.)" : found.text,
        before: null,
        note: "",
        warnings: [],
        quotes: [],
        actions: [
          {
            verb: "redact",
            label: "Take the words out",
            description: `Take the words of ${found.memory} out for good`,
            style: "danger",
            value: found.memory,
          },
        ],
      },
    ],
    footer: "What people wrote themselves is theirs: delete it where it stands.",
  });
}

/** Takes the words of a memory out everywhere and keeps the rows. Safe to repeat. */
export async function redactMemory(parts: Parts, wish: RedactionWish): Promise<PrivateAnswer> {
  const found = await findToRedact(parts, wish);
  if ("refusal" in found) return say(found.refusal);
  const { workspace } = wish;
  const { memory, person, audience } = found;
  for (const { id } of await proposalsOf(parts, workspace, memory, ["pending"]))
    await decide(parts, workspace, id, { type: "withdraw" }, { id: reverie, name: "Reverie" });
  await forgetFirst(parts, workspace, memory, person);
  const proposals = await proposalsOf(parts, workspace, memory, proposalStatuses);
  const stack = await parts.ledger.memory(workspace, memory);
  // The ledger last: a run that dies on the way finds the words again.
  const answers = await withdrawRepeating(parts, workspace, textsSaid(proposals, stack?.changes ?? []));
  await forgetWork(parts, workspace, { rests: [memory] });
  await redactInLedger(parts, workspace, memory);
  // Once more: what was made of it meanwhile was noted either before this, or finds the words gone.
  await forgetWork(parts, workspace, { rests: [memory] });
  for (const { id } of proposals) await redrawAsItIs(parts, workspace, id);
  const at = parts.clock.now();
  const entry = { workspace, at, person: person.id, personName: person.name, subject: memory, audience };
  await recordAct(parts, { ...entry, act: "redacted" });
  const repeated =
    answers === 0 ? "" : ` ${answers === 1 ? "One answer" : `${answers} answers`} of mine repeated them.`;
  return say(`The words are gone; who did what and when stays in the audit.${repeated}`);
}

interface ToRedact {
  readonly memory: MemoryId;
  readonly audience: Audience;
  readonly person: Person;
  readonly text: string;
}

/** Over one's own memories oneself alone may; over a shared one an administrator who may read it. */
async function findToRedact(
  parts: Parts,
  { workspace, person, id: written }: RedactionWish,
): Promise<ToRedact | { readonly refusal: string }> {
  const id = written.replace(/^\[|\]$/gu, "").toLowerCase();
  const proposal = await parts.ledger.proposal(workspace, asId<ProposalId>(id));
  const memory = await parts.ledger.memory(workspace, proposal?.change.memory ?? asId<MemoryId>(id));
  const audience = proposal?.audience ?? memory?.audience;
  if (!audience) return { refusal: nothingThere };
  const receipts = [
    ...(proposal?.change.receipts ?? []),
    ...(memory?.changes ?? []).flatMap((change) => change.receipts),
  ];
  const standing = await recheckStanding(parts, workspace, person, audience);
  const mayRead = await readerOf(parts, workspace, person);
  if (!standing.person || !maySee(audience, standing) || !mayRead(receipts, audience))
    return { refusal: nothingThere };
  if (audience.type !== "person" && standing.person.role !== "admin")
    return { refusal: "Only administrators can take words out of what is shared. Nothing changed." };
  const change = memory?.changes.at(-1) ?? proposal?.change;
  return {
    memory: memory?.id ?? (proposal as Proposal).change.memory,
    audience,
    person: standing.person,
    text: change?.text ?? "",
  };
}

/** What is still in use is forgotten in its regular way, so that it does not come back without new evidence. */
async function forgetFirst(
  parts: Parts,
  workspace: WorkspaceId,
  id: MemoryId,
  person: Person,
): Promise<void> {
  const memory = await parts.ledger.memory(workspace, id);
  const change = memory && currentChange(memory);
  if (!change || memoryState(memory) === "removed") return;
  const proposal = await proposeRemoval(parts, change, person);
  const verdict = { type: "approve" as const, quorum: 1, edit: null, countsStill: async () => true };
  await decide(parts, workspace, proposal.id, verdict, person);
}

async function proposeRemoval(
  parts: Parts,
  { workspace, audience, memory, kind, text, travels }: Change,
  person: Person,
): Promise<Proposal> {
  const receipts = [signalOf("click", person.id, parts.clock.now())];
  const why = "Its words were to be taken out for good.";
  const candidate = { change: "remove" as const, memory, kind, text, travels, why, receipts, warnings: [] };
  const origin = { source: "forget" as const, dream: null, seed: null };
  const proposal = await draftProposal(parts, workspace, audience, candidate, origin);
  await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
  return proposal;
}

async function redrawAsItIs(parts: Parts, workspace: WorkspaceId, id: ProposalId): Promise<void> {
  const proposal = await parts.ledger.proposal(workspace, id);
  if (proposal) await redraw(parts, proposal);
}

async function proposalsOf(
  parts: Parts,
  workspace: WorkspaceId,
  memory: MemoryId,
  statuses: readonly ProposalStatus[],
): Promise<Proposal[]> {
  const lists = await Promise.all(
    statuses.map((status) => parts.ledger.proposals(workspace, null, status, proposalsRead)),
  );
  return lists.flat().filter(({ change }) => change.memory === memory);
}

const repeatedWords = "(This answer repeated words that were taken out.)";

/** Takes the words out of Reverie's own answers that repeat them. Gives how many. */
async function withdrawRepeating(
  parts: Parts,
  workspace: WorkspaceId,
  said: ReadonlySet<string>,
): Promise<number> {
  const texts = [...said];
  const ids = texts.length === 0 ? [] : await parts.history.idsSaidBy(workspace, reverie);
  let count = 0;
  for (let start = 0; start < ids.length; start += answersPerPage) {
    const answers = await parts.history.get(workspace, ids.slice(start, start + answersPerPage));
    for (const answer of answers.filter((each) => texts.some((text) => each.text.includes(text)))) {
      await withdrawAnswer(parts, answer, repeatedWords);
      count += 1;
    }
  }
  return count;
}
