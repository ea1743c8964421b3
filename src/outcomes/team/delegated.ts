import type { Parts } from "../../core/parts.ts";
import { emptyBrief } from "../brief.ts";
import type { Work } from "./work.ts";
import type { WorkHome } from "./work-home.ts";
import { works } from "./work-store.ts";

/** Work that was delegated by itself: a record and a card of its own. */
export const delegated: WorkHome = {
  kind: "team",
  records: works,
  brief: async () => emptyBrief,
  show: enqueueWork,
};

/** Has work shown, and taken on from where it stands. Safe to repeat. */
export async function enqueueWork(parts: Parts, { workspace, id, step }: Work): Promise<void> {
  const key = `team ${workspace} ${id}`;
  await parts.jobs.enqueue({
    id: `${key} ${step}`,
    kind: "team",
    key,
    lane: `${workspace} team`,
    at: parts.clock.now(),
    data: { workspace, work: id },
  });
}
