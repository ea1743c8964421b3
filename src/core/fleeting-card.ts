import { z } from "zod";
import type { Card } from "./card.ts";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import { deliveryOf, directoryOf } from "./platforms.ts";
import { plainContent } from "./ports/delivery.ts";
import type { JobHandler } from "./ports/jobs.ts";
import { unlessRefused } from "./unless-refused.ts";

/** How long such a card stands. */
const standsMs = 60 * 60 * 1000;

const overJob = z.object({ workspace: z.string(), channel: z.string(), message: z.string() });

/** A card that shows words which nothing follows through edits and deletions. */
export interface FleetingCard {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly card: Card;
  /** Which one it is for this person, once however often it is shown. */
  readonly name: string;
}

/** Shows somebody a card in their direct conversation and takes it away after an hour (law 6). Safe to repeat. */
export async function showForAnHour(
  parts: Parts,
  { workspace, person, card, name }: FleetingCard,
): Promise<void> {
  const channel = await directoryOf(parts, workspace).openDirect(workspace, person);
  const place = { workspace, channel, thread: null };
  const content = { ...plainContent(""), card, note: parts.model.label };
  const message = await deliveryOf(parts, workspace).post(place, content, `${name} ${channel}`);
  await parts.jobs.enqueue({
    id: `fleeting ${workspace} ${channel} ${name}`,
    kind: "fleeting-card-over",
    key: `fleeting ${workspace} ${channel}`,
    lane: workspace,
    at: parts.clock.now() + standsMs,
    data: { workspace, channel, message },
  });
}

/** The job that takes such a card away. */
export function fleetingCardJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "fleeting-card-over": async ({ job }) => {
      const { workspace: id, channel, message } = overJob.parse(job.data);
      const workspace: WorkspaceId = asId(id);
      const posted = { workspace, channel: asId<ChannelId>(channel), message: asId<MessageId>(message) };
      await unlessRefused(parts, "card-not-removed", () => deliveryOf(parts, workspace).remove(posted));
    },
  };
}
