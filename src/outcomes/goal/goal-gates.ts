import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { gateJobs } from "../gates.ts";
import { ended } from "./goal-moves.ts";
import { enqueueGoal } from "./goal-queue.ts";
import { goals } from "./goal-store.ts";

/** The jobs of a goal's gate that nobody has answered. */
export function goalGateJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return gateJobs(parts, {
    kind: "goal",
    noun: "goal",
    records: goals,
    expire: (goal) => ended(goal, "expired", ""),
    async goOn(inParts, goal) {
      if (goal.stage === "ended") await enqueueGoal(inParts, goal);
    },
  });
}
