import { z } from "zod";
import type { CardAction } from "../card.ts";
import { asId, type ChannelId, type MessageId, type WorkspaceId } from "../ids.ts";
import { reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf } from "../platforms.ts";
import { type Content, plainContent } from "../ports/delivery.ts";
import type { Json } from "../ports/documents.ts";
import type { JobHandler } from "../ports/jobs.ts";
import type { Proposal } from "../proposal.ts";
import { unlessRefused } from "../unless-refused.ts";
import { destinations } from "./destinations.ts";
import { isNarrowedNow } from "./fits-audience.ts";
import {
  type CardRecord,
  proposalsCard,
  readCardProposals,
  readCardRecord,
  writeCardRecord,
} from "./proposal-cards.ts";
import { sourcesOfProposal } from "./proposal-sources.ts";
import { decide } from "./remember.ts";
import { rereadReceipts } from "./reread.ts";

const cardJob = z.object({ workspace: z.string(), name: z.string() });

/** The jobs that put cards before people. */
export function cardJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "deliver-card": async ({ job }) => deliver(parts, job.data),
    "redraw-card": async ({ job }) => redrawCopies(parts, job.data),
  };
}

async function deliver(parts: Parts, data: Json): Promise<void> {
  const { workspace, name } = readJob(data);
  const record = await readCardRecord(parts, workspace, name);
  if (!record) return;
  await settlePending(parts, workspace, record);
  const proposals = await readCardProposals(parts, workspace, record);
  const audience = proposals[0]?.audience;
  // Erased before it was shown.
  if (!audience) return;
  const content = await contentOf(parts, workspace, record, proposals);
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
    await writeCardRecord(parts, workspace, name, { ...record, copies });
  }
}

async function redrawCopies(parts: Parts, data: Json): Promise<void> {
  const { workspace, name } = readJob(data);
  const record = await readCardRecord(parts, workspace, name);
  if (!record) return;
  const content = await contentOf(
    parts,
    workspace,
    record,
    await readCardProposals(parts, workspace, record),
  );
  for (const { channel, message } of record.copies) {
    const copy = { workspace, channel: asId<ChannelId>(channel), message: asId<MessageId>(message) };
    await unlessRefused(parts, "card-not-redrawn", () => deliveryOf(parts, workspace).update(copy, content));
  }
}

function readJob(data: Json): { readonly workspace: WorkspaceId; readonly name: string } {
  const { workspace, name } = cardJob.parse(data);
  return { workspace: asId(workspace), name };
}

/**
 * What was edited or deleted on the platform before anybody is shown it is not shown as evidence (law 6), and what was
 * said in a place that was made private since is shown to nobody (law 3).
 */
async function settlePending(parts: Parts, workspace: WorkspaceId, record: CardRecord): Promise<void> {
  for (const proposal of await readCardProposals(parts, workspace, record)) {
    const { id, status, audience, change } = proposal;
    if (status !== "pending") continue;
    await rereadReceipts(parts, workspace, change.receipts);
    if (await isNarrowedNow(parts, workspace, audience, await sourcesOfProposal(parts, proposal)))
      await decide(parts, workspace, id, { type: "withdraw" }, { id: reverie, name: "Reverie" });
  }
}

async function contentOf(
  parts: Parts,
  workspace: WorkspaceId,
  { title, body, rest }: CardRecord,
  proposals: readonly Proposal[],
): Promise<Content> {
  const card = await proposalsCard(parts, workspace, title, body, proposals);
  const actions = rest > 0 ? [moreButton(rest)] : [];
  return { ...plainContent(""), card, actions, note: parts.model.label };
}

/** The button below a digest that leads to what it had no room for. */
function moreButton(rest: number): CardAction {
  const label = `Review ${rest} more`;
  return { verb: "more", label, description: label, style: "plain", value: "more" };
}
