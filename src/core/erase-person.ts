import { personAudience } from "./audience.ts";
import { type PrivateAnswer, say } from "./card.ts";
import { unknownPerson } from "./choose-privacy.ts";
import { asId, type MemoryId, type MessageId, newId, type PersonId, type WorkspaceId } from "./ids.ts";
import { settleLosses } from "./memory/evidence.ts";
import { forgetWork } from "./memory/forget-work.ts";
import { eraseMarks } from "./memory/marks.ts";
import { redraw, redrawFor } from "./memory/proposal-cards.ts";
import { decide, eraseFromLedger, loseReceipts, recordAct } from "./memory/remember.ts";
import { recheckPerson } from "./memory/rights.ts";
import { withdrawAnswers } from "./memory/withdraw-answers.ts";
import type { Receipt } from "./memory.ts";
import { formerMember, type Person, reverie } from "./message.ts";
import type { Parts } from "./parts.ts";
import { forgetOptOutNames, rememberErasure } from "./privacy.ts";
import { isUnderReview, type Proposal, proposalStatuses } from "./proposal.ts";
import { counted } from "./text/counted.ts";

/** Who asks to be erased. `job` is the id of the job that asks for them; null where none does. */
export interface ErasureWish {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly job: string | null;
}

/** Erases all that somebody said and all that is kept for them, and gives the receipt. Safe to repeat. */
export async function erasePerson(
  parts: Parts,
  { workspace, person: id, job }: ErasureWish,
): Promise<PrivateAnswer> {
  const person = await recheckPerson(parts, workspace, id);
  if (!person) return say(unknownPerson);
  // First, so that nothing of it is read back from the platform behind the erasure.
  await rememberErasure(parts, workspace, person.id, parts.clock.now());
  const naming = await proposalsNaming(parts, workspace, person);
  // Whatever rests on their messages loses its evidence, as if each had been deleted by hand. The messages
  // go last: after a crash on the way they still tell what is to be done when the command is given again.
  const said = await parts.history.idsSaidBy(workspace, person.id);
  await withdrawAnswers(parts, workspace, said);
  const losses = await loseReceipts(
    parts,
    workspace,
    said.map((message) => ({ message, quote: null })),
  );
  const disputed = await withdrawAsked(parts, workspace, person.id);
  const ledger = await eraseFromLedger(parts, workspace, person.id, [person.name]);
  await forgetWork(parts, workspace, { person: person.id });
  await forgetWork(parts, workspace, { rests: said });
  await eraseMarks(parts, workspace, personAudience(person.id));
  await settleLosses(parts, workspace, { ...losses, memories: [...losses.memories, ...disputed] });
  const removed = await removeSaid(parts, workspace, said);
  const history = await parts.history.erasePerson(workspace, person.id, [person.name]);
  await forgetOptOutNames(parts, workspace, person.id);
  // Last of those that forget: what waited may have been enqueued by the steps before.
  await parts.jobs.eraseNaming(workspace, person.id, job);
  for (const proposal of naming) await redrawFor(parts, proposal, `erase ${parts.clock.now()}`);
  const at = parts.clock.now();
  await recordAct(parts, {
    workspace,
    at,
    person: asId("former-member"),
    personName: formerMember,
    act: "erased",
    subject: newId(),
    audience: null,
  });
  return say(
    `Erased: ${counted(removed + history.messagesRemoved, "message")} of yours with the answers to them, ${counted(ledger.memories, "memory")} and ${counted(ledger.proposals, "proposal")} that were yours, and ${counted(ledger.quotes, "quote")} of you elsewhere. In ${counted(history.messagesRedacted, "message")} of others your name is "${formerMember}". What the platform itself keeps is not mine to remove.`,
  );
}

/** How many messages are removed side by side. */
const removedAtOnce = 200;

/**
 * Removes what they said, and then looks for answers once more: one that was being written meanwhile is recorded either
 * before this look, or finds at its own end that what it rests on is gone.
 */
async function removeSaid(parts: Parts, workspace: WorkspaceId, said: readonly MessageId[]): Promise<number> {
  let removed = 0;
  for (let start = 0; start < said.length; start += removedAtOnce) {
    const some = said.slice(start, start + removedAtOnce);
    const done = await Promise.all(some.map((message) => parts.history.remove(workspace, message)));
    removed += done.filter(Boolean).length;
    await withdrawAnswers(parts, workspace, some);
  }
  return removed;
}

/**
 * Ends what waits only because they asked for it: nobody asks for it any more. Gives the memories that they disputed, which
 * stay out of use and need another review.
 */
async function withdrawAsked(parts: Parts, workspace: WorkspaceId, person: PersonId): Promise<MemoryId[]> {
  const pending = await parts.ledger.proposals(workspace, null, "pending", 1000);
  const isTheirs = (receipt: Receipt) => receipt.type !== "measure" && receipt.author === person;
  const asked = pending.filter(({ change }) => change.receipts.every(isTheirs));
  for (const { id } of asked) {
    const system = { id: reverie, name: "Reverie" };
    const outcome = await decide(parts, workspace, id, { type: "withdraw" }, system);
    if (outcome.type !== "unknown") await redraw(parts, outcome.proposal);
  }
  return asked.filter(isUnderReview).map(({ change }) => change.memory);
}

/** Every proposal that is theirs or names them: drawn again after the erasure, its card shows nothing of them. */
async function proposalsNaming(
  parts: Parts,
  workspace: WorkspaceId,
  { id, name }: Person,
): Promise<Proposal[]> {
  const lists = await Promise.all(
    proposalStatuses.map((status) => parts.ledger.proposals(workspace, null, status, 1000)),
  );
  return lists.flat().filter((proposal) => {
    const words = JSON.stringify(proposal);
    return words.includes(JSON.stringify(id)) || words.includes(name);
  });
}
