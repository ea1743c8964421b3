import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { directorJobs } from "./director-job.ts";
import { progressJobs } from "./progress-job.ts";
import { taskJobs } from "./task-job.ts";
import { teamGateJobs } from "./team-gates.ts";

/** The jobs of work that was delegated. */
export function teamJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return { ...progressJobs(parts), ...directorJobs(parts), ...taskJobs(parts), ...teamGateJobs(parts) };
}
