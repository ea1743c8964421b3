import { createHash } from "node:crypto";
import { z } from "zod";
import { formatAudience } from "../audience.ts";
import type { Card } from "../card.ts";
import { StoreError } from "../errors.ts";
import { asId, type ProposalId, type WorkspaceId } from "../ids.ts";
import { currentChange, type Receipt } from "../memory.ts";
import type { Parts } from "../parts.ts";
import type { DocumentKey } from "../ports/documents.ts";
import { isUnderReview, type Proposal } from "../proposal.ts";
import { readNaming } from "./naming.ts";
import { proposalSection } from "./proposal-card.ts";

/** A message that presents proposals, with every copy of it: a digest, or a single proposal. */
const cardRecord = z.object({
  title: z.string(),
  body: z.string(),
  proposals: z.array(z.string()),
  copies: z.array(z.object({ channel: z.string(), message: z.string() })),
  /** How many more wait that the card had no room for. */
  rest: z.number().default(0),
});
export type CardRecord = z.infer<typeof cardRecord>;

/** Proposals that are to be shown to those who decide. */
export interface Announcement {
  readonly workspace: WorkspaceId;
  readonly title: string;
  readonly body: string;
  readonly proposals: readonly Proposal[];
  /** How many more wait that the card has no room for. */
  readonly rest: number;
}

/** The name of the card on which a proposal stands: its dream's digest for the audience, or one of its own. */
export function cardNameOf(proposal: Pick<Proposal, "id" | "dream" | "audience">): string {
  const { id, dream, audience } = proposal;
  if (!dream) return `proposal ${id}`;
  // Hashed, so that an erased person's id is left in no key.
  const reader = createHash("sha256")
    .update(`${dream} ${formatAudience(audience)}`)
    .digest("base64url")
    .slice(0, 16);
  return `digest ${reader}`;
}

function cardKey(workspace: WorkspaceId, name: string): DocumentKey {
  return { workspace, kind: "card", name };
}

/** The record of a card; undefined where there is none. */
export async function readCardRecord(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  name: string,
): Promise<CardRecord | undefined> {
  const raw = await parts.documents.get(cardKey(workspace, name));
  if (raw === undefined) return undefined;
  const parsed = cardRecord.safeParse(raw);
  if (!parsed.success) throw new StoreError("card", parsed.error);
  return parsed.data;
}

export async function writeCardRecord(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  name: string,
  record: CardRecord,
): Promise<void> {
  await parts.documents.put(cardKey(workspace, name), record, null);
}

/** The proposals of a card that are there. */
export async function readCardProposals(
  parts: Pick<Parts, "ledger">,
  workspace: WorkspaceId,
  record: CardRecord,
): Promise<Proposal[]> {
  const found = await Promise.all(
    record.proposals.map((id) => parts.ledger.proposal(workspace, asId<ProposalId>(id))),
  );
  return found.filter((proposal) => proposal !== undefined);
}

/** Settles what a card will show, once: a repeated run finds what the first one settled. Gives the proposals on it. */
export async function settleCard(
  parts: Pick<Parts, "documents">,
  { workspace, title, body, proposals, rest }: Announcement,
): Promise<ProposalId[]> {
  const first = proposals[0];
  if (!first) return [];
  const name = cardNameOf(first);
  const ids = proposals.map(({ id }) => id);
  const record: CardRecord = { title, body, proposals: ids, copies: [], rest };
  const isNew = await parts.documents.add(cardKey(workspace, name), record, null);
  const settled = isNew ? record : await readCardRecord(parts, workspace, name);
  return (settled ?? record).proposals.map((id) => asId(id));
}

/** Has the proposals shown to those who decide, once, at the instant given. Safe to repeat. */
export async function announce(parts: Parts, announcement: Announcement, at: number): Promise<void> {
  const { workspace, proposals } = announcement;
  const first = proposals[0];
  if (!first) return;
  await settleCard(parts, announcement);
  const name = cardNameOf(first);
  await enqueueCardJob(parts, "deliver-card", workspace, name, `deliver ${workspace} ${name}`, at);
}

/** Has every copy of the proposal's card drawn again as the store has it, once for the version. Safe to repeat. */
export async function redraw(parts: Parts, proposal: Proposal): Promise<void> {
  return redrawFor(parts, proposal, String(proposal.version));
}

/** The same, once for the cause, such as an erasure that took the proposal away. */
export async function redrawFor(parts: Parts, proposal: Proposal, cause: string): Promise<void> {
  const { workspace, id } = proposal;
  const name = cardNameOf(proposal);
  const job = `redraw ${workspace} ${id} ${cause}`;
  await enqueueCardJob(parts, "redraw-card", workspace, name, job, parts.clock.now());
}

/** How long after it was asked for a card is drawn in any case, in milliseconds. */
const inAnyCaseMs = 10_000;

/** Has the card of a proposal drawn again a little later, whatever becomes of the work that is about to change it. */
export async function redrawInAnyCase(parts: Parts, proposal: Proposal): Promise<void> {
  const { workspace, id, version } = proposal;
  const job = `redraw ${workspace} ${id} after ${version}`;
  const at = parts.clock.now() + inAnyCaseMs;
  await enqueueCardJob(parts, "redraw-card", workspace, cardNameOf(proposal), job, at);
}

async function enqueueCardJob(
  parts: Parts,
  kind: string,
  workspace: WorkspaceId,
  name: string,
  id: string,
  at: number,
): Promise<void> {
  // One key for delivery and redrawing: a card is never drawn again before it stands.
  const key = `card ${workspace} ${name}`;
  await parts.jobs.enqueue({ id, kind, key, lane: workspace, at, data: { workspace, name } });
}

/** One card with a section for each proposal. */
export async function proposalsCard(
  parts: Parts,
  workspace: WorkspaceId,
  title: string,
  body: string,
  proposals: readonly Proposal[],
): Promise<Card> {
  const reviewed = await readReviewed(parts, proposals);
  const receipts = [...proposals.flatMap(({ change }) => change.receipts), ...[...reviewed.values()].flat()];
  const naming = await readNaming(parts, workspace, receipts);
  const pending = proposals.filter(({ status }) => status === "pending");
  const ends = pending.filter((each) => !isUnderReview(each)).map(({ expiresAt }) => expiresAt);
  const expiry = ends.length > 0 ? ` Expires ${naming.date(Math.min(...ends))}.` : "";
  return {
    title,
    body: proposals.length === 0 ? "Nothing is left of what stood here." : body,
    sections: proposals.map((proposal) => proposalSection(proposal, naming, reviewed.get(proposal.id))),
    footer: footerOf(proposals.length, pending.length, expiry),
  };
}

/** The evidence of the memories that are under review, by proposal. */
async function readReviewed(
  parts: Parts,
  proposals: readonly Proposal[],
): Promise<Map<ProposalId, readonly Receipt[]>> {
  const found = new Map<ProposalId, readonly Receipt[]>();
  for (const proposal of proposals.filter((each) => each.status === "pending" && isUnderReview(each))) {
    const memory = await parts.ledger.memory(proposal.workspace, proposal.change.memory);
    found.set(proposal.id, (memory && currentChange(memory)?.receipts) ?? []);
  }
  return found;
}

function footerOf(all: number, pending: number, expiry: string): string {
  if (pending > 0) return `Nothing is saved until someone approves.${expiry}`;
  return all > 0 ? "All decided." : "";
}
