import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { gateJobs } from "../gates.ts";
import { enqueueWork } from "./delegated.ts";
import { ended } from "./work-moves.ts";
import { works } from "./work-store.ts";

/** The jobs of a team's gate that nobody has answered. */
export function teamGateJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return gateJobs(parts, {
    kind: "team",
    noun: "work",
    records: works,
    expire: (work) => ended(work, "expired", ""),
    async goOn(inParts, work) {
      if (work.stage === "ended") await enqueueWork(inParts, work);
    },
  });
}
