import { z } from "zod";
import { asId, type DreamId, type PersonId, type WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { DreamRecord } from "../core/record.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Between two looks at a batch: short at first, then minutes. */
const lookDelaysMs = [2_000, 10_000, 30_000, 60_000, 300_000] as const;

/** What a dream's job carries. */
export const dreamJob = z.object({
  workspace: z.string(),
  period: z.number(),
  askedBy: z.string().nullable(),
  /** The dream whose failed audiences are tried once more; null for a dream of its own. */
  again: z.string().nullable().default(null),
  /** How often its batch was looked at. */
  looks: z.number().default(0),
});
export type DreamJob = z.infer<typeof dreamJob>;

/** Has a workspace dream, once for the period, or at once for somebody who asks. Safe to repeat. */
export async function enqueueDream(
  parts: Parts,
  workspace: WorkspaceId,
  period: number,
  askedBy: PersonId | null,
): Promise<boolean> {
  const data: DreamJob = { workspace, period, askedBy, again: null, looks: 0 };
  return enqueue(parts, data, `dream ${workspace} ${askedBy ? "now " : ""}${period}`, parts.clock.now());
}

function enqueue(parts: Parts, data: DreamJob, id: string, at: number): Promise<boolean> {
  const { workspace } = data;
  return parts.jobs.enqueue({
    id,
    kind: "dream",
    key: `dream ${workspace}`,
    lane: `${workspace} dream`,
    at,
    data: { ...data },
  });
}

/** The id of the dream that a job is for. */
export function dreamIdOf({ period, askedBy, again }: DreamJob): DreamId {
  return asId(`${askedBy ? "now-" : again ? "again-" : ""}${period}`);
}

/** Has a dream's batch looked at again a little later. Safe to repeat. */
export async function lookLater(parts: Parts, job: DreamJob): Promise<void> {
  const delayMs = lookDelaysMs[Math.min(job.looks, lookDelaysMs.length - 1)] ?? 0;
  const next = { ...job, looks: job.looks + 1 };
  await enqueue(
    parts,
    next,
    `dream ${job.workspace} ${dreamIdOf(job)} look ${next.looks}`,
    parts.clock.now() + delayMs,
  );
}

/** What failed in a scheduled dream is tried once more the next night; nothing that was not read is lost before. */
export async function tryAgainTomorrow(
  parts: Parts,
  job: DreamJob,
  { reflections }: DreamRecord,
): Promise<void> {
  if (job.askedBy !== null || job.again !== null) return;
  if (!reflections.some(({ outcome }) => outcome === "failed")) return;
  const next: DreamJob = { ...job, again: dreamIdOf(job), looks: 0 };
  await enqueue(parts, next, `dream ${job.workspace} again ${job.period}`, parts.clock.now() + dayMs);
}
