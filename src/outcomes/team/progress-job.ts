import { z } from "zod";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { enqueueGate } from "../gates.ts";
import { whyNotHere } from "../standing.ts";
import { delegated } from "./delegated.ts";
import { showWork, tellEnd } from "./show-work.ts";
import { cancelWork, startReady } from "./team-queue.ts";

const teamJob = z.object({ workspace: z.string(), work: z.string() });

/**
 * The job that starts what may start and shows how the work stands. It asks no model, and there is one of it at a time, so
 * that an older card never covers a newer one.
 */
export function progressJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    team: async ({ job }) => {
      const data = teamJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const work = await startReady(parts, delegated, workspace, data.work);
      if (!work) return;
      if (work.stage === "ended") await cancelWork(parts, delegated, work);
      await showWork(parts, work);
      if (work.gate) await enqueueGate(parts, "team", work);
      if (work.stage === "ended" && (await whyNotHere(parts, work)) === undefined) await tellEnd(parts, work);
    },
  };
}
