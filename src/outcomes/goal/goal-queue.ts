import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { Goal } from "./goal.ts";

/** The key under which a goal is worked on: cancelling it aborts what runs. */
export function goalJobKey(workspace: WorkspaceId, id: string): string {
  return `goal ${workspace} ${id}`;
}

/** Has a goal worked on from where it stands. Safe to repeat. */
export async function enqueueGoal(parts: Parts, { workspace, id, step }: Goal): Promise<void> {
  const key = goalJobKey(asId(workspace), id);
  await parts.jobs.enqueue({
    id: `${key} ${step}`,
    kind: "goal",
    key,
    lane: `${workspace} goal`,
    at: parts.clock.now(),
    data: { workspace, goal: id },
  });
}
