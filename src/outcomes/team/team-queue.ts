import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { startable, thoughtOf } from "./schedule.ts";
import { taskOf, type Work } from "./work.ts";
import { started } from "./work-moves.ts";
import { works } from "./work-store.ts";

function keyOf({ workspace, id }: Pick<Work, "workspace" | "id">): string {
  return `team ${workspace} ${id}`;
}

const directorKey = (work: Pick<Work, "workspace" | "id">) => `${keyOf(work)} director`;
const taskKey = (work: Pick<Work, "workspace" | "id">, task: number) => `${keyOf(work)} task ${task}`;

/** Has a piece of work shown, and taken on from where it stands. Safe to repeat. */
export async function enqueueWork(parts: Parts, work: Work): Promise<void> {
  await enqueue(parts, work, "team", keyOf(work), `${work.step}`, {});
}

/**
 * Starts what may start now, each task in a job of its own, and has the director think where it has to. Gives the work as it
 * stands then; undefined where it is gone. Safe to repeat, and for several to do at once.
 */
export async function startReady(
  parts: Parts,
  workspace: WorkspaceId,
  id: string,
): Promise<Work | undefined> {
  const found = await works.move(parts, workspace, id, () => undefined);
  let work = found?.record;
  for (const task of work ? startable(work) : []) {
    const moved = await works.move(parts, workspace, id, (now) => started(now, task));
    work = moved?.record;
  }
  if (!work || work.stage === "ended") return work;
  // Also what was started before: whoever did may have died before it was enqueued.
  for (const task of work.tasks.filter(({ state }) => state === "running"))
    await enqueueTask(parts, work, task.id);
  if (thoughtOf(work)) await enqueue(parts, work, "team-director", directorKey(work), `${work.step}`, {});
  return work;
}

async function enqueueTask(parts: Parts, work: Work, task: number): Promise<void> {
  const attempt = taskOf(work, task)?.tries ?? 0;
  await enqueue(parts, work, "team-task", taskKey(work, task), `${attempt}`, { task, attempt });
}

async function enqueue(
  parts: Parts,
  work: Pick<Work, "workspace" | "id">,
  kind: string,
  key: string,
  occasion: string,
  more: Readonly<Record<string, number>>,
): Promise<void> {
  const { workspace, id } = work;
  await parts.jobs.enqueue({
    id: `${key} ${occasion}`,
    kind,
    key,
    lane: `${workspace} team`,
    at: parts.clock.now(),
    data: { workspace, work: id, ...more },
  });
}

/** Aborts whatever is under way for it, but not what shows it. Safe to repeat. */
export async function cancelWork(parts: Parts, work: Work): Promise<void> {
  const keys = [directorKey(work), ...work.tasks.map(({ id }) => taskKey(work, id))];
  await Promise.all(keys.map((key) => parts.jobs.cancel(key)));
}

/** Takes work on after something was stored of it: starts what may start, and has it shown. Safe to repeat. */
export async function goOn(parts: Parts, workspace: string, id: string): Promise<void> {
  const work = await startReady(parts, asId(workspace), id);
  if (work) await enqueueWork(parts, work);
}
