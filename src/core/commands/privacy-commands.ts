import { personAudience } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import { choosePrivacy, unknownPerson } from "../choose-privacy.ts";
import { asId, type MemoryId, newId, type PersonId, type WorkspaceId } from "../ids.ts";
import { settleLosses } from "../memory/evidence.ts";
import { redraw, redrawFor } from "../memory/proposal-cards.ts";
import { decide, eraseFromLedger, loseReceipts, recordAct } from "../memory/remember.ts";
import { recheckPerson } from "../memory/rights.ts";
import { withdrawAnswers } from "../memory/withdraw-answers.ts";
import { currentChange, type Receipt } from "../memory.ts";
import { formerMember, type Person, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { forgetOptOutNames, isOptedOut, rememberErasure } from "../privacy.ts";
import { isUnderReview, type Proposal } from "../proposal.ts";
import { counted } from "../text/counted.ts";
import { type Command, type CommandCall, nothing } from "./command.ts";

/** What is kept of a person is theirs to stop, to take along and to erase. */
export const privacyCommands: readonly Command[] = [
  {
    words: "privacy",
    parameters: [],
    summary: "what is kept of you",
    accepts: nothing,
    isOpen: false,
    run: async (parts, { workspace, person }) => {
      const isOut = await isOptedOut(parts, workspace, person);
      return say(
        isOut
          ? "Privacy is on the strict side: what you say is kept only until it is answered, and you are not named in memory. `/reverie privacy on` lets me keep your words again."
          : "I keep what you say where I may listen, for the days that `retention` sets, and remember only what was approved. `/reverie privacy off` stops that, `privacy export` gives you a copy, `privacy erase` removes it.",
      );
    },
  },
  {
    words: "privacy off",
    parameters: [],
    summary: "keep nothing of what you say from here on",
    accepts: nothing,
    isOpen: false,
    run: (parts, call) => choose(parts, call, true),
  },
  {
    words: "privacy on",
    parameters: [],
    summary: "let me keep what you say again",
    accepts: nothing,
    isOpen: false,
    run: (parts, call) => choose(parts, call, false),
  },
  {
    words: "privacy export",
    parameters: [],
    summary: "a copy of what is kept of you and for you",
    accepts: nothing,
    isOpen: false,
    run: exportPerson,
  },
  {
    words: "privacy erase",
    parameters: [],
    summary: "remove all that you said and all that is kept for you, for good",
    accepts: nothing,
    isOpen: false,
    run: erase,
  },
];

async function askingPerson(parts: Parts, { workspace, person }: CommandCall): Promise<Person | undefined> {
  return directoryOf(parts, workspace).person(workspace, person);
}

async function choose(
  parts: Parts,
  { workspace, person }: CommandCall,
  isOut: boolean,
): Promise<PrivateAnswer> {
  return say(await choosePrivacy(parts, workspace, person, isOut));
}

async function exportPerson(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace, person } = call;
  const [messages, book] = await Promise.all([
    parts.history.saidBy(workspace, person),
    parts.ledger.book(workspace, personAudience(person)),
  ]);
  const copy = {
    messages: messages.map(({ channel, saidAt, text, files }) => ({
      channel,
      said: new Date(saidAt).toISOString(),
      text,
      ...(files.length === 0 ? {} : { files: files.map(({ name }) => name) }),
    })),
    memories: book.memories.flatMap((memory) => {
      const change = currentChange(memory);
      return change ? [{ id: memory.id, kind: change.kind, text: change.text }] : [];
    }),
  };
  const asker = await askingPerson(parts, call);
  const at = parts.clock.now();
  await recordAct(parts, {
    workspace,
    at,
    person,
    personName: asker?.name ?? formerMember,
    act: "exported",
    subject: newId(),
    audience: personAudience(person),
  });
  return say(`\`\`\`json\n${JSON.stringify(copy, null, 2).replaceAll("```", "`\u200b``")}\n\`\`\``);
}

async function erase(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const person = await recheckPerson(parts, call.workspace, call.person);
  if (!person) return say(unknownPerson);
  const { workspace } = call;
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
  await settleLosses(parts, workspace, { ...losses, memories: [...losses.memories, ...disputed] });
  const history = await parts.history.erasePerson(workspace, person.id, [person.name]);
  for (const proposal of naming) await redrawFor(parts, proposal, `erase ${parts.clock.now()}`);
  await forgetOptOutNames(parts, workspace, person.id);
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
    `Erased: ${counted(history.messagesRemoved, "message")} of yours with the answers to them, ${counted(ledger.memories, "memory")} and ${counted(ledger.proposals, "proposal")} that were yours, and ${counted(ledger.quotes, "quote")} of you elsewhere. In ${counted(history.messagesRedacted, "message")} of others your name is "${formerMember}". What the platform itself keeps is not mine to remove.`,
  );
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
  const statuses = ["pending", "approved", "rejected", "expired", "withdrawn", "undone"] as const;
  const lists = await Promise.all(
    statuses.map((status) => parts.ledger.proposals(workspace, null, status, 1000)),
  );
  return lists.flat().filter((proposal) => {
    const words = JSON.stringify(proposal);
    return words.includes(JSON.stringify(id)) || words.includes(name);
  });
}
