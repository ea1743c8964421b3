import { z } from "zod";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { deliveryOf } from "../../core/platforms.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import type { JobHandler } from "../../core/ports/jobs.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { below, workPlace } from "../conversation-place.ts";
import type { Goal } from "./goal.ts";
import { ended } from "./goal-moves.ts";
import { enqueueGoal } from "./goal-queue.ts";
import { moveGoal, readGoal } from "./goal-store.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** When somebody is reminded of what waits for them, and when it ends without them, in milliseconds. */
const remindAfterMs = dayMs;
const expireAfterMs = 7 * dayMs;

const gateJob = z.object({ workspace: z.string(), goal: z.string(), openedAt: z.number() });

/** Has somebody reminded of what a goal waits for, and the goal ended where they never answer. Safe to repeat. */
export async function enqueueGate(parts: Parts, { workspace, id, gate }: Goal): Promise<void> {
  if (!gate) return;
  const { openedAt } = gate;
  const job = (kind: string, afterMs: number) =>
    parts.jobs.enqueue({
      id: `${kind} ${workspace} ${id} ${openedAt}`,
      kind,
      key: `${kind} ${workspace} ${id} ${openedAt}`,
      lane: `${workspace} goal`,
      at: openedAt + afterMs,
      data: { workspace, goal: id, openedAt },
    });
  await job("goal-remind", remindAfterMs);
  await job("goal-expire", expireAfterMs);
}

/** The jobs of a gate that nobody has answered. */
export function goalGateJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "goal-remind": async ({ job }) => {
      const data = gateJob.parse(job.data);
      const goal = await readGoal(parts, asId(data.workspace), data.goal);
      if (goal?.gate?.openedAt === data.openedAt) await remind(parts, goal);
    },
    "goal-expire": async ({ job }) => {
      const data = gateJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const moved = await moveGoal(parts, workspace, data.goal, (goal) =>
        goal.gate?.openedAt === data.openedAt ? ended(goal, "expired", "") : undefined,
      );
      if (moved?.goal.stage === "ended") await enqueueGoal(parts, moved.goal);
    },
  };
}

async function remind(parts: Parts, goal: Goal): Promise<void> {
  const { card, id, gate, personName } = goal;
  if (card === null || !gate) return;
  const place = workPlace({ ...goal, card });
  const sentence = `${personName}, this goal still waits for you on the card above. In six days it ends with what there is.`;
  await unlessRefused(parts, "goal-not-reminded", () =>
    deliveryOf(parts, place.workspace).post(
      below(place),
      plainContent(sentence),
      `goal ${id} remind ${gate.openedAt}`,
    ),
  );
}
