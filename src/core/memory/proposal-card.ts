import type { Audience } from "../audience.ts";
import type { CardAction, CardQuote, CardSection } from "../card.ts";
import type { ChannelId } from "../ids.ts";
import type { QuoteReceipt, Receipt } from "../memory.ts";
import { isUnderReview, type Proposal, type ProposalStatus } from "../proposal.ts";
import { shorten } from "../text/tokens.ts";
import { isTriable } from "../trial/is-triable.ts";
import { supportOf, supportSentence } from "./support.ts";
import { warningSentences } from "./warnings.ts";

/** What a card needs to know of the world to name people, places and links. */
export interface Naming {
  readonly personName: (receipt: QuoteReceipt) => string;
  /** A channel as people write it, such as `#general`. */
  readonly channelName: (channel: ChannelId) => string;
  readonly link: (receipt: QuoteReceipt) => string | null;
  /** An instant as the workspace reads it. */
  readonly date: (at: number) => string;
}

/** The most quotes that a section shows. */
const quotesShown = 3;

const verbs = { add: "Remember", update: "Change", remove: "Forget" } as const;

const goneWords = "(Its words went with the message that they were made of, or were taken out.)";

/** What stands in place of words that are not kept. */
const wordless: Readonly<Record<ProposalStatus, string>> = {
  pending: goneWords,
  approved: goneWords,
  rejected: goneWords,
  undone: goneWords,
  withdrawn: "(Its words went with what they were made of.)",
  expired: "(Its words were not kept.)",
};

/** An audience as people read it. */
export function audienceLabel(audience: Audience, naming: Pick<Naming, "channelName">): string {
  if (audience.type === "team") return "Team";
  return audience.type === "channel" ? naming.channelName(audience.channel) : "Only you";
}

/**
 * Renders a proposal as it stands in the store: the same proposal always gives the same section. `memoryReceipts` is the
 * evidence of a memory that is under review: the other side.
 */
export function proposalSection(
  proposal: Proposal,
  naming: Naming,
  memoryReceipts: readonly Receipt[] = [],
): CardSection {
  const { change, audience, before, status } = proposal;
  const reach = audience.type === "person" ? ` · ${travelLabel(change.travels)}` : "";
  return {
    title: `${verbs[change.change]} · ${audienceLabel(audience, naming)} · ${change.kind}${reach}`,
    text: change.text === "" ? wordless[status] : change.text,
    before,
    note: [change.why, supportSentence(supportOf(change.receipts)), outcomeNote(proposal, naming)]
      .filter((part) => part !== "")
      .join(" "),
    warnings: status === "pending" ? warningSentences(change.warnings) : [],
    quotes: quotesOf([...change.receipts, ...memoryReceipts], naming),
    actions: actionsOf(proposal),
  };
}

function travelLabel(travels: boolean): string {
  return travels ? "used wherever you ask" : "used only in direct messages";
}

/** The quotes of receipts that still stand, with who said them and where: as many as a section shows, unless more are asked for. */
export function quotesOf(
  receipts: readonly Receipt[],
  naming: Naming,
  atMost: number = quotesShown,
): CardQuote[] {
  return receipts
    .filter((receipt): receipt is QuoteReceipt => receipt.type === "quote" && !receipt.gone)
    .slice(0, atMost)
    .map((receipt) => ({
      text: receipt.quote,
      by: `${naming.personName(receipt)}, ${naming.date(receipt.saidAt)}, ${naming.channelName(receipt.channel)}`,
      link: naming.link(receipt),
    }));
}

function outcomeNote(proposal: Proposal, naming: Naming): string {
  const { status, decision, approvals } = proposal;
  if (status === "pending") {
    return approvals.length > 0
      ? `Approved so far by ${approvals.map(({ byName }) => byName).join(", ")}.`
      : "";
  }
  const who = decision ? `${decision.byName}, ${naming.date(decision.at)}` : "Reverie";
  switch (status) {
    case "approved":
      return decision?.edited ? `Approved with edits by ${who}.` : `Approved by ${who}.`;
    case "rejected":
      if (isUnderReview(proposal)) return `Kept by ${who}.`;
      return `Rejected by ${who}${decision?.reason ? ` (${decision.reason})` : ""}.`;
    case "undone":
      return "Approved and taken back.";
    case "expired":
      return "Expired: nobody decided in time, nothing was saved.";
    case "withdrawn":
      return "Withdrawn: its evidence is gone or something newer took its place. Nothing was saved.";
  }
}

/** The buttons that a proposal has in its state. */
function actionsOf(proposal: Proposal): CardAction[] {
  const action = (verb: string, label: string, style: CardAction["style"]): CardAction => ({
    verb,
    label,
    description: `${label}: ${shorten(proposal.change.text, 80)}`,
    style,
    value: proposal.id,
  });
  const isWordless = proposal.change.text === "";
  const isUndoable = proposal.applied !== null && proposal.status !== "undone" && !isWordless;
  if (isUndoable) return [action("undo", "Undo", "plain")];
  if (proposal.status !== "pending") return [];
  const trial = isTriable(proposal) ? [action("try", "Try it", "plain")] : [];
  if (proposal.change.change === "remove") {
    return [action("approve", "Forget", "primary"), action("reject", "Keep", "plain"), ...trial];
  }
  const where = proposal.change.travels ? "Only in direct messages" : "Use wherever I ask";
  return [
    action("approve", "Approve", "primary"),
    action("edit", "Edit", "plain"),
    action("reject", "Reject", "plain"),
    ...(proposal.audience.type === "person" ? [action("travel", where, "plain")] : []),
    ...trial,
  ];
}
