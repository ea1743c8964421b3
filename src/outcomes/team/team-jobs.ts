import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { delegated } from "./delegated.ts";
import { directorJobs } from "./director-job.ts";
import { progressJobs } from "./progress-job.ts";
import { taskJobs } from "./task-job.ts";
import { teamGateJobs } from "./team-gates.ts";
import type { WorkHome } from "./work-home.ts";

/** The jobs of a team at work, wherever its work is kept. */
export function workJobs(parts: Parts, home: WorkHome): Readonly<Record<string, JobHandler>> {
  return { ...directorJobs(parts, home), ...taskJobs(parts, home) };
}

/** The jobs of work that was delegated. */
export function teamJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return { ...progressJobs(parts), ...workJobs(parts, delegated), ...teamGateJobs(parts) };
}
