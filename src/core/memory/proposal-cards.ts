import { createHash } from "node:crypto";
import { z } from "zod";
import { type Audience, formatAudience } from "../audience.ts";
import type { Card } from "../card.ts";
import { isChannelMuted } from "../conversation/mute.ts";
import { StoreError } from "../errors.ts";
import {
  asId,
  type ChannelId,
  type MessageId,
  type PersonId,
  type ProposalId,
  type WorkspaceId,
} from "../ids.ts";
import { currentChange, type Receipt } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import type { DocumentKey, Json } from "../ports/documents.ts";
import type { JobHandler } from "../ports/jobs.ts";
import { isUnderReview, type Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { unlessRefused } from "../unless-refused.ts";
import { readNaming } from "./naming.ts";
import { proposalSection } from "./proposal-card.ts";

/** A message that presents proposals, with every copy of it: a digest, or a single proposal. */
const cardRecord = z.object({
  title: z.string(),
  body: z.string(),
  proposals: z.array(z.string()),
  copies: z.array(z.object({ channel: z.string(), message: z.string() })),
});
type CardRecord = z.infer<typeof cardRecord>;

/** Proposals that are to be shown to those who decide. */
export interface Announcement {
  readonly workspace: WorkspaceId;
  readonly title: string;
  readonly body: string;
  readonly proposals: readonly Proposal[];
}

/** The name of the card on which a proposal stands: its dream's digest for the audience, or one of its own. */
function cardNameOf(proposal: Pick<Proposal, "id" | "dream" | "audience">): string {
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

/** Has the proposals shown to those who decide, once, at the instant given. Safe to repeat. */
export async function announce(parts: Parts, announcement: Announcement, at: number): Promise<void> {
  const { workspace, title, body, proposals } = announcement;
  const first = proposals[0];
  if (!first) return;
  const name = cardNameOf(first);
  const record: CardRecord = {
    title,
    body,
    proposals: proposals.map(({ id }) => id),
    copies: [],
  };
  await parts.documents.add(cardKey(workspace, name), record, null);
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

const cardJob = z.object({ workspace: z.string(), name: z.string() });

/** The jobs that put cards before people. */
export function cardJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "deliver-card": async ({ job }) => deliver(parts, job.data),
    "redraw-card": async ({ job }) => redrawCopies(parts, job.data),
  };
}

async function deliver(parts: Parts, data: Json): Promise<void> {
  const { workspace, name, record } = await readRecord(parts, data);
  if (!record) return;
  const proposals = await readProposals(parts, workspace, record);
  const audience = proposals[0]?.audience;
  // Erased before it was shown.
  if (!audience) return;
  const card = await proposalsCard(parts, workspace, record.title, record.body, proposals);
  const content = { ...plainContent(""), card, note: parts.model.label };
  const channels = await destinations(parts, workspace, audience);
  const copies: CardRecord["copies"] = [];
  for (const channel of channels) {
    const place = { workspace, channel, thread: null };
    const message = await unlessRefused(parts, "card-refused", () =>
      deliveryOf(parts, workspace).post(place, content, `card ${name} ${channel}`),
    );
    // Where nothing can be posted it waits under `review`.
    if (message) copies.push({ channel, message });
    // With each copy, so that those that stand are drawn again whatever becomes of the next.
    await parts.documents.put(cardKey(workspace, name), { ...record, copies }, null);
  }
}

async function redrawCopies(parts: Parts, data: Json): Promise<void> {
  const { workspace, record } = await readRecord(parts, data);
  if (!record) return;
  const proposals = await readProposals(parts, workspace, record);
  const card = await proposalsCard(parts, workspace, record.title, record.body, proposals);
  const content = { ...plainContent(""), card, note: parts.model.label };
  for (const { channel, message } of record.copies) {
    const copy = { workspace, channel: asId<ChannelId>(channel), message: asId<MessageId>(message) };
    await unlessRefused(parts, "card-not-redrawn", () => deliveryOf(parts, workspace).update(copy, content));
  }
}

async function readRecord(parts: Parts, data: Json) {
  const job = cardJob.parse(data);
  const workspace: WorkspaceId = asId(job.workspace);
  const raw = await parts.documents.get(cardKey(workspace, job.name));
  if (raw === undefined) return { workspace, name: job.name, record: undefined };
  const parsed = cardRecord.safeParse(raw);
  if (!parsed.success) throw new StoreError("card", parsed.error);
  return { workspace, name: job.name, record: parsed.data };
}

async function readProposals(parts: Parts, workspace: WorkspaceId, record: CardRecord): Promise<Proposal[]> {
  const found = await Promise.all(
    record.proposals.map((id) => parts.ledger.proposal(workspace, asId<ProposalId>(id))),
  );
  return found.filter((proposal) => proposal !== undefined);
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
  const expiry = pending[0]
    ? ` Expires ${naming.date(Math.min(...pending.map(({ expiresAt }) => expiresAt)))}.`
    : "";
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

/** Where an audience's proposals are shown: the review channel or the administrators, the channel, the person alone. */
async function destinations(parts: Parts, workspace: WorkspaceId, audience: Audience): Promise<ChannelId[]> {
  const directory = directoryOf(parts, workspace);
  const directOf = (person: PersonId) =>
    unlessRefused(parts, "direct-refused", () => directory.openDirect(workspace, person));
  const directsOf = async (people: readonly PersonId[]) =>
    (await Promise.all(people.map(directOf))).filter((channel) => channel !== undefined);
  if (audience.type === "person") return directsOf([audience.person]);
  // In a muted channel nothing is shown; what waits there is found under `review`.
  const isMuted = (channel: ChannelId) => isChannelMuted(parts, workspace, channel);
  if (audience.type === "channel") return (await isMuted(audience.channel)) ? [] : [audience.channel];
  const { reviewChannel } = await readSettings(parts, workspace, null);
  const channels = await directory.channels(workspace);
  const review = channels.find(({ id, name }) => id === reviewChannel || name === reviewChannel);
  if (review && review.reach !== "shared" && !(await isMuted(review.id))) return [review.id];
  return directsOf(await directory.administrators(workspace));
}
