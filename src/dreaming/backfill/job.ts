import { z } from "zod";
import { asId, type PersonId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { Json } from "../../core/ports/documents.ts";
import type { Backfill } from "./backfill.ts";

const jobData = z.object({
  workspace: z.string(),
  id: z.string(),
  person: z.string(),
  step: z.number().default(0),
  pauses: z.number().default(0),
});

/** What the work on a backfill is about. */
export interface BackfillJob {
  readonly workspace: WorkspaceId;
  readonly id: string;
  /** Who is told. */
  readonly person: PersonId;
  /** Which stretch is read next, the oldest first. */
  readonly step: number;
  /** How often it paused there, because the platform did not answer. */
  readonly pauses: number;
}

export function readJob(data: Json): BackfillJob {
  const { workspace, id, person, ...rest } = jobData.parse(data);
  return { workspace: asId(workspace), id, person: asId(person), ...rest };
}

/** Has the work on a backfill done after a delay in milliseconds, one after the other in its channel. Safe to repeat. */
export async function enqueueBackfill(
  parts: Parts,
  kind: "backfill-look" | "backfill-read" | "backfill-take-back",
  { workspace, id, channel }: Pick<Backfill, "workspace" | "id" | "channel">,
  job: Pick<BackfillJob, "person"> & Partial<BackfillJob>,
  delayMs = 0,
): Promise<void> {
  const { person, step = 0, pauses = 0 } = job;
  await parts.jobs.enqueue({
    id: `${kind} ${workspace} ${id} ${step} ${pauses}`,
    kind,
    key: `backfill ${workspace} ${channel}`,
    lane: `${workspace} dream`,
    at: parts.clock.now() + delayMs,
    data: { workspace, id, person, step, pauses },
  });
}
