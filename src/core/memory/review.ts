import { z } from "zod";
import type { Action } from "../actions.ts";
import type { Audience } from "../audience.ts";
import { type Card, type CardSection, type Form, type PrivateAnswer, say } from "../card.ts";
import { asId, type PersonId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { currentChange, memoryKinds, memoryTextLimit, quotedMessages, signalOf } from "../memory.ts";
import { formerMember, type Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { FieldValues } from "../ports/platform.ts";
import { isUnderReview, type Proposal, type RejectionReason, rejectionReasons } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { approving } from "./approving.ts";
import { isDecidedByPolicy, supervisedSentence } from "./autonomy.ts";
import { settleEvidence, settleLosses } from "./evidence.ts";
import { gatherGateFacts } from "./gate-facts.ts";
import { passGates } from "./gates/gates.ts";
import { formatDate, readNaming } from "./naming.ts";
import type { Wish, WishOutcome } from "./plan-verdict.ts";
import { quotesOf } from "./proposal-card.ts";
import { announce, redraw } from "./proposal-cards.ts";
import { readableProposals } from "./proposal-sources.ts";
import { decide, recordAct } from "./remember.ts";
import { rereadReceipts } from "./reread.ts";
import { reviewCard } from "./review-card.ts";
import { checkRight, nothingThere } from "./rights.ts";
import type { Edit } from "./verdict-writes.ts";

/** The buttons of proposals, by verb. Each press is checked with the platform and always answered. */
export const reviewActions: Readonly<Record<string, Action>> = {
  approve: async (parts, press) => {
    const found = await findForVerdict(parts, press);
    if ("answer" in found) return found.answer;
    return approve(parts, found, null);
  },
  more: async (parts, { workspace, person }) => reviewCard(parts, workspace, person),
  edit: async (parts, press) => {
    const found = await findForVerdict(parts, press);
    if ("answer" in found) return found.answer;
    if (found.proposal.status !== "pending") return answerLate(parts, found.proposal);
    if (found.proposal.change.change === "remove")
      return say("A removal has no words to edit. Approve or reject it.");
    if (!press.fields) return { text: null, card: null, form: editForm(found.proposal) };
    const edit = await readEdit(parts, found.proposal, found.person, press.fields);
    if ("refusal" in edit) return { text: edit.refusal, card: null, form: editForm(found.proposal) };
    return approve(parts, found, edit);
  },
  reject: async (parts, press) => {
    const found = await findForVerdict(parts, press);
    if ("answer" in found) return found.answer;
    const reason = rejectionReasons.find((each) => each === press.fields?.reason) ?? null;
    return carryOut(parts, found, { type: "reject", reason });
  },
  undo: async (parts, press) => {
    const found = await findForVerdict(parts, press);
    if ("answer" in found) return found.answer;
    const answer = await carryOut(parts, found, { type: "undo" });
    // What stands again may have lost its evidence meanwhile.
    await settleLosses(parts, press.workspace, { proposals: [], memories: [found.proposal.change.memory] });
    return answer;
  },
  /** The owner says where their memory is used, before they approve it. */
  travel: async (parts, press) => {
    const found = await findForVerdict(parts, press);
    if ("answer" in found) return found.answer;
    const { proposal } = found;
    if (proposal.audience.type !== "person") return say("This is not for one person alone. Nothing changed.");
    return carryOut(parts, found, { type: "travel", travels: !proposal.change.travels });
  },
  ...Object.fromEntries(rejectionReasons.map((reason) => [reasonVerb(reason), explaining(reason)])),
};

/** A verb of its own for each reason, so that what stands in a button is the proposal's id alone. */
function reasonVerb(reason: RejectionReason): string {
  return `reject-${reason.replaceAll(" ", "-")}`;
}

function explaining(reason: RejectionReason): Action {
  return async (parts, press) => {
    const found = await findForVerdict(parts, press);
    return "answer" in found ? found.answer : carryOut(parts, found, { type: "explain", reason });
  };
}

interface Found {
  readonly proposal: Proposal;
  readonly person: Person;
}

async function findForVerdict(
  parts: Parts,
  press: Parameters<Action>[1],
): Promise<Found | { readonly answer: PrivateAnswer }> {
  const proposal = await parts.ledger.proposal(press.workspace, asId<ProposalId>(press.value));
  if (!proposal) return { answer: say(nothingThere) };
  const right = await checkRight(parts, press.workspace, press.person, proposal.audience);
  if ("person" in right) {
    // Words of a place that was made private since are for those in it alone, and so is what becomes of them.
    const isHidden =
      proposal.change.change === "remove" &&
      (await readableProposals(parts, press.workspace, press.person, [proposal])).length === 0;
    return isHidden ? { answer: say(nothingThere) } : { proposal, person: right.person };
  }
  const { workspace, audience, id } = proposal;
  await recordRefusal(parts, workspace, press.person, audience, id);
  return { answer: say(right.refusal) };
}

/** A click that had no right stands in the audit: somebody may be trying. */
async function recordRefusal(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  audience: Audience,
  subject: ProposalId,
): Promise<void> {
  const at = parts.clock.now();
  const known = await directoryOf(parts, workspace).person(workspace, person);
  const personName = known?.name ?? formerMember;
  await recordAct(parts, { workspace, at, person, personName, act: "refused", subject, audience });
}

/** Approves, after a look at whether what it rests on still stands where it was said (law 6). */
async function approve(parts: Parts, found: Found, edit: Edit | null): Promise<PrivateAnswer> {
  const { proposal } = found;
  const { workspace, id, change, status } = proposal;
  const hasChanged = status === "pending" && (await rereadReceipts(parts, workspace, change.receipts));
  const now = hasChanged ? await parts.ledger.proposal(workspace, id) : proposal;
  if (now?.status === "withdrawn" && status === "pending") return say(withoutEvidence);
  return carryOut(
    parts,
    { ...found, proposal: now ?? proposal },
    await approving(parts, now ?? proposal, edit),
  );
}

const withoutEvidence = "The messages that this rests on are gone, so it was withdrawn. Nothing was saved.";

async function carryOut(parts: Parts, { proposal, person }: Found, wish: Wish): Promise<PrivateAnswer> {
  const outcome = await decide(parts, proposal.workspace, proposal.id, wish, person);
  if (outcome.type === "unknown") return say(nothingThere);
  await redraw(parts, outcome.proposal);
  if (outcome.type === "succeeded") await announceSuccessor(parts, outcome.successor);
  await settleKept(parts, outcome);
  const { timezone } = await readSettings(parts, proposal.workspace, null);
  const answer = say(outcomeSentence(outcome, wish, (at) => formatDate(at, timezone)));
  if (outcome.type === "overtaken") return { ...answer, card: await newerCard(parts, outcome.proposal) };
  const isUnexplained = wish.type === "reject" && wish.reason === null && !isUnderReview(proposal);
  return outcome.type === "done" && isUnexplained ? { ...answer, card: reasonCard(proposal) } : answer;
}

async function announceSuccessor(parts: Parts, successor: Proposal): Promise<void> {
  const { workspace } = successor;
  const title = "Edited, and waiting for one more approval";
  await announce(parts, { workspace, title, body: "", proposals: [successor], rest: 0 }, parts.clock.now());
}

/** What a kept memory rests on beside the click may have been deleted while it was decided (law 6). */
async function settleKept(parts: Parts, { type, proposal }: Decided): Promise<void> {
  if (type !== "done" || proposal.status !== "rejected" || proposal.applied === null) return;
  const memory = await parts.ledger.memory(proposal.workspace, proposal.change.memory);
  const kept = memory && currentChange(memory);
  if (kept) await settleEvidence(parts, proposal.workspace, quotedMessages(kept.receipts));
}

/** What the memory says now that was changed after a proposal. */
async function newerCard(parts: Parts, { workspace, change }: Proposal): Promise<Card | null> {
  const memory = await parts.ledger.memory(workspace, change.memory);
  const newest = memory && currentChange(memory);
  if (!newest) return null;
  const naming = await readNaming(parts, workspace, newest.receipts);
  const isGone = newest.change === "remove";
  const section: CardSection = {
    title: isGone ? "Forgotten since" : `What it says now · ${newest.kind}`,
    text: newest.text,
    before: null,
    warnings: [],
    note: `By ${newest.authorName}, ${naming.date(newest.at)}.`,
    quotes: isGone ? [] : quotesOf(newest.receipts, naming),
    actions: [],
  };
  return { title: "", body: "", sections: [section], footer: "" };
}

/** Asks why, one tap each; nobody has to say. */
function reasonCard({ id }: Proposal): Card {
  const actions = rejectionReasons.map((reason) => ({
    verb: reasonVerb(reason),
    label: `${reason[0]?.toUpperCase()}${reason.slice(1)}`,
    description: `Rejected because it is ${reason}`,
    style: "plain" as const,
    value: id,
  }));
  const why = {
    title: "Why, if you like to say?",
    text: "",
    before: null,
    warnings: [],
    note: "",
    quotes: [],
    actions,
  };
  return { title: "", body: "", sections: [why], footer: "" };
}

async function answerLate(parts: Parts, proposal: Proposal): Promise<PrivateAnswer> {
  const { timezone } = await readSettings(parts, proposal.workspace, null);
  return say(lateSentence(proposal, (at) => formatDate(at, timezone)));
}

type Decided = Exclude<WishOutcome, { type: "unknown" }>;

function outcomeSentence(outcome: Decided, wish: Wish, date: (at: number) => string): string {
  const { proposal } = outcome;
  switch (outcome.type) {
    case "done":
      return doneSentence(proposal, wish);
    case "counted":
      return `Your approval counts: ${proposal.approvals.length} so far, and more are needed before it is saved.`;
    case "succeeded":
      return "Your edit counts as your approval of the new words. They stand on a card of their own, and more approvals are needed before they are saved.";
    case "expired":
      return "This expired before anyone decided. Nothing was saved.";
    case "overtaken":
      return "The memory changed after this was proposed, so the proposal no longer fits and was withdrawn. Nothing changed.";
    case "narrowed":
      return "The place where this was said is no longer open to everyone who would see it, so it was withdrawn. Nothing was saved.";
    case "unfollowed":
      return "In the channel where this was said I am no longer told of edits and deletions, so it was withdrawn. Nothing was saved.";
    case "without-evidence":
      return withoutEvidence;
    case "late":
      return lateSentence(proposal, date);
  }
}

function doneSentence(proposal: Proposal, wish: Wish): string {
  const { change, audience, status } = proposal;
  if (wish.type === "travel") {
    return change.travels
      ? "Once approved, it is used wherever you ask."
      : "Once approved, it is used only in our direct messages.";
  }
  if (wish.type === "undo") return takenBackSentence(proposal);
  if (wish.type === "explain") return "Noted. The next dream knows why.";
  if (status === "rejected" && isUnderReview(proposal))
    return "Rejected: it stays remembered and is used again, on your word.";
  if (status === "rejected") return "Rejected. It will not come back without new evidence.";
  if (change.change === "remove") return "Approved: it is no longer remembered. Undo takes that back.";
  const who =
    audience.type === "person"
      ? "for you alone"
      : audience.type === "team"
        ? "for the team"
        : "for this channel";
  return `${wish.type === "approve" && wish.edit ? "Approved with your edits" : "Approved"}: remembered ${who}. Undo takes it back.`;
}

/** What is said to whoever takes a change back that a person decided. */
export const takenBack = "Taken back. Later changes stay as they are.";

/** What is said to whoever takes a change back. */
export function takenBackSentence(proposal: Proposal): string {
  return isDecidedByPolicy(proposal) ? `${takenBack} ${supervisedSentence(proposal)}` : takenBack;
}

function lateSentence({ status, decision }: Proposal, date: (at: number) => string): string {
  if (status === "pending") return "There is nothing to undo: this still waits for a decision.";
  const words = status === "undone" ? "approved and taken back" : status;
  const by = decision ? ` by ${decision.byName}, ${date(decision.at)}` : "";
  return `Already ${words}${by}. Nothing changed.`;
}

function editForm({ id, change, audience }: Proposal): Form {
  const options = memoryKinds.map((kind) => ({ value: kind, label: kind }));
  return {
    verb: "edit",
    value: id,
    title: "Edit and approve",
    submit: "Approve",
    fields: [
      {
        type: "text",
        id: "text",
        label: "What to remember",
        value: change.text,
        maxLength: memoryTextLimit,
        multiline: true,
      },
      { type: "select", id: "kind", label: "Kind", value: change.kind, options },
      ...(audience.type === "person"
        ? [
            {
              type: "toggle" as const,
              id: "travels",
              label: "Use it wherever I ask, not only in direct messages",
              value: change.travels,
            },
          ]
        : []),
    ],
  };
}

const editFields = z.object({
  text: z.string().max(100_000),
  kind: z.enum(memoryKinds).optional(),
  travels: z.union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")]).optional(),
});

/** Reads the form and takes the editor's words through the gates as everything else that would be stored. */
async function readEdit(
  parts: Parts,
  proposal: Proposal,
  person: Person,
  fields: FieldValues,
): Promise<Edit | { readonly refusal: string }> {
  const parsed = editFields.safeParse(fields);
  if (!parsed.success) return { refusal: "The form came back incomplete. Please fill in what to remember." };
  const { change } = proposal;
  const receipt = signalOf("form", person.id, parts.clock.now());
  const quoted = quotedMessages(change.receipts);
  const facts = await gatherGateFacts(parts, proposal.workspace, proposal.audience, quoted);
  const outcome = await passGates(
    {
      ...change,
      memory: change.change === "add" ? null : change.memory,
      text: parsed.data.text,
      kind: parsed.data.kind ?? change.kind,
      travels: parsed.data.travels ?? change.travels,
      receipts: [...change.receipts.filter((each) => each.type !== "quote" || !each.gone), receipt],
      warnings: [],
    },
    { ...facts, pending: facts.pending.filter(({ id }) => id !== proposal.id) },
  );
  if (!outcome.passed) return { refusal: `${outcome.reason} Change the text and try again.` };
  const { text, kind, travels, warnings } = outcome.candidate;
  return { text, kind, travels, warnings, receipt: text === change.text ? null : receipt };
}
