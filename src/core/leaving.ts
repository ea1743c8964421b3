import { z } from "zod";
import { asId, type WorkspaceId } from "./ids.ts";
import { eraseWorkspaceFromLedger } from "./memory/remember.ts";
import type { Parts } from "./parts.ts";
import { directoryOf } from "./platforms.ts";
import type { Job, JobHandler, JobRun } from "./ports/jobs.ts";

/** How long everything is kept after Reverie was removed, so that a removal by mistake can be taken back. */
const graceMs = 12 * 60 * 60 * 1000;

/** How long to wait when an erasure has failed as often as a job may. */
const laterMs = 60 * 60 * 1000;

const leaveJob = z.object({ workspace: z.string() });

/** Has everything of a workspace erased 12 hours after Reverie was removed from it. Safe to repeat. */
export async function leaveWorkspace(parts: Parts, workspace: WorkspaceId): Promise<void> {
  await enqueueLeave(parts, workspace, parts.clock.now(), graceMs);
}

/** The job that erases a workspace, unless the platform serves it again. */
export function leavingJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    leave: async (run) => {
      const workspace: WorkspaceId = asId(leaveJob.parse(run.job.data).workspace);
      try {
        await leave(parts, workspace, run.job);
      } catch (error) {
        await goOnLater(parts, workspace, run);
        throw error;
      }
    },
  };
}

/**
 * One job for each period as long as the delay: told twice it is one, and one told after the last has run is
 * another, because its period has begun since.
 */
async function enqueueLeave(
  parts: Parts,
  workspace: WorkspaceId,
  now: number,
  delayMs: number,
): Promise<void> {
  await parts.jobs.enqueue({
    id: `leave ${workspace} ${delayMs} ${Math.floor(now / delayMs)}`,
    kind: "leave",
    key: `leave ${workspace}`,
    lane: workspace,
    at: now + delayMs,
    data: { workspace },
  });
}

async function leave(parts: Parts, workspace: WorkspaceId, job: Job): Promise<void> {
  const served = await directoryOf(parts, workspace).workspaces();
  if (served.includes(workspace)) {
    parts.log.info("workspace-came-back", { workspace });
    return;
  }
  // Other work goes first, so that nothing is written behind the erasure.
  const jobs = await parts.jobs.eraseWorkspace(workspace, job.id);
  // The ledger goes before the history: its cursors must never point beyond a history that begins anew.
  const { memories, proposals } = await eraseWorkspaceFromLedger(parts, workspace);
  const messages = await parts.history.eraseWorkspace(workspace);
  const documents = await parts.documents.eraseWorkspace(workspace);
  // This job last: until here whoever dies on the way begins again.
  await parts.jobs.eraseWorkspace(workspace, null);
  parts.log.info("workspace-erased", { messages, memories, proposals, documents, jobs });
}

/** An erasure is owed whatever fails: the last try hands over to a job in an hour. */
async function goOnLater(parts: Parts, workspace: WorkspaceId, { last }: JobRun): Promise<void> {
  if (last) await enqueueLeave(parts, workspace, parts.clock.now(), laterMs);
}
