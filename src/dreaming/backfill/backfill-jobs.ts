import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { look } from "./look.ts";
import { read } from "./read.ts";
import { takeBack } from "./take-back.ts";

/** The jobs that look at a channel's past, read it and take it back. */
export function backfillJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "backfill-look": (run) => look(parts, run),
    "backfill-read": (run) => read(parts, run),
    "backfill-take-back": (run) => takeBack(parts, run),
  };
}
