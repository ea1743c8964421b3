import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { type Brief, emptyBrief } from "../brief.ts";
import { cancelWork } from "../team/team-queue.ts";
import type { Work } from "../team/work.ts";
import type { WorkHome } from "../team/work-home.ts";
import type { Goal } from "./goal.ts";
import { teamMoved } from "./goal-moves.ts";
import { enqueueGoal } from "./goal-queue.ts";
import { goalBrief } from "./goal-requests.ts";
import { goals } from "./goal-store.ts";
import { presentWork, readRoundWorkId, workOf } from "./round-work.ts";
import { saidBelow } from "./said-below.ts";

/** What a team makes in a round of a goal: kept in the goal's record, paid of its budget, shown on its card. */
export const roundTeam: WorkHome = {
  kind: "goal-team",
  records: {
    async read(parts, workspace, workId) {
      const { id, round } = readRoundWorkId(workId);
      const goal = await goals.read(parts, workspace, id);
      return goal && workOf(goal, round);
    },
    async move(parts, workspace, workId, move) {
      const { id, round } = readRoundWorkId(workId);
      const moved = await goals.move(parts, workspace, id, (goal) => teamMoved(goal, round, move));
      return moved && { record: workOf(moved.record, round), isDone: moved.isDone };
    },
    noteRests: (parts, workspace, workId, rests) =>
      goals.noteRests(parts, workspace, readRoundWorkId(workId).id, rests),
  },
  async brief(parts, work): Promise<Brief> {
    const goal = await goalOf(parts, work);
    // What the round was given of what was said is the work's own.
    return goal ? goalBrief({ ...goal, comments: [] }, await saidBelow(parts, goal)) : emptyBrief;
  },
  async show(parts, work) {
    const goal = await goalOf(parts, work);
    if (goal) await enqueueGoal(parts, goal);
  },
};

function goalOf(parts: Parts, { workspace, id }: Work): Promise<Goal | undefined> {
  const inWorkspace: WorkspaceId = asId(workspace);
  return goals.read(parts, inWorkspace, readRoundWorkId(id).id);
}

/** Aborts whatever the team of the last round is about. Safe to repeat. */
export async function cancelTeam(parts: Parts, goal: Goal): Promise<void> {
  if (goal.team) await cancelWork(parts, roundTeam, presentWork(goal));
}
