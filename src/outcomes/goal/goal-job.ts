import { z } from "zod";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { enqueueGate } from "../gates.ts";
import { whyNotHere } from "../standing.ts";
import { workJobs } from "../team/team-jobs.ts";
import { startReady } from "../team/team-queue.ts";
import type { Goal } from "./goal.ts";
import { ended } from "./goal-moves.ts";
import { takeStep } from "./goal-steps.ts";
import { goals } from "./goal-store.ts";
import { cancelTeam, roundTeam } from "./round-team.ts";
import { isWithTeam, presentWork } from "./round-work.ts";
import { showGoal, tellEnd } from "./show-goal.ts";

const goalJob = z.object({ workspace: z.string(), goal: z.string() });

/**
 * The job that works on a goal until it waits for a person or is over. What each request gave is stored before the next one
 * is made, so that a run that dies goes on from there.
 */
export function goalJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    goal: async ({ job, signal }) => {
      const data = goalJob.parse(job.data);
      await work(parts, asId(data.workspace), data.goal, signal);
    },
    ...workJobs(parts, roundTeam),
  };
}

async function work(parts: Parts, workspace: WorkspaceId, id: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const goal = await goals.read(parts, workspace, id);
    if (!goal) return;
    if (goal.stage === "ended") return finish(parts, goal);
    if (isWithTeam(goal)) {
      if (!(await hasTeamBegunMore(parts, goal))) return rest(parts, goal);
      continue;
    }
    const reason = await whyNotHere(parts, goal);
    if (reason !== undefined) await goals.move(parts, workspace, id, (now) => ended(now, "stopped", reason));
    else if (goal.gate) return rest(parts, goal);
    else {
      await showGoal(parts, goal);
      await takeStep(parts, goal, signal);
    }
  }
}

/** Shows a goal that others take on: whoever asked, or its team, which works in jobs of its own, also while it asks. */
async function rest(parts: Parts, goal: Goal): Promise<void> {
  await showGoal(parts, goal);
  await enqueueGate(parts, "goal", goal);
}

async function finish(parts: Parts, goal: Goal): Promise<void> {
  await cancelTeam(parts, goal);
  await showGoal(parts, goal);
  if ((await whyNotHere(parts, goal)) === undefined) await tellEnd(parts, goal);
}

/** Has the team of the round begin what it may begin, and says whether anything follows that the card has to show. */
async function hasTeamBegunMore(parts: Parts, goal: Goal): Promise<boolean> {
  const work = await startReady(parts, roundTeam, asId(goal.workspace), presentWork(goal).id);
  return work !== undefined && work.step !== goal.step;
}
