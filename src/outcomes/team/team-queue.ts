import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { whyNotHere } from "../standing.ts";
import { startable, thoughtOf, toAskBefore } from "./schedule.ts";
import { taskOf, type Work } from "./work.ts";
import type { WorkHome } from "./work-home.ts";
import { asked, ended, started } from "./work-moves.ts";

type Kind = Pick<WorkHome, "kind">;
type Named = Pick<Work, "workspace" | "id">;

const directorKey = ({ kind }: Kind, { workspace, id }: Named) => `${kind} ${workspace} ${id} director`;
const taskKey = ({ kind }: Kind, { workspace, id }: Named, task: number) =>
  `${kind} ${workspace} ${id} task ${task}`;

/**
 * The work as it stands, ended where whoever asked may not have it done any more; undefined where it is gone. Nothing is asked
 * of a model before this was read.
 */
export async function readStanding(
  parts: Parts,
  { records }: Pick<WorkHome, "records">,
  workspace: WorkspaceId,
  id: string,
): Promise<Work | undefined> {
  const work = await records.read(parts, workspace, id);
  const reason = work && work.stage !== "ended" ? await whyNotHere(parts, work) : undefined;
  if (reason === undefined) return work;
  return (await records.move(parts, workspace, id, (now) => ended(now, "stopped", reason)))?.record;
}

/**
 * Starts what may start now, each task in a job of its own, asks whoever asked where they want to be, and has the director
 * think where it has to. Gives the work as it stands then; undefined where it is gone. Safe to repeat, and for several to do
 * at once.
 */
export async function startReady(
  parts: Parts,
  home: WorkHome,
  workspace: WorkspaceId,
  id: string,
): Promise<Work | undefined> {
  const { move } = home.records;
  let work = await readStanding(parts, home, workspace, id);
  for (const task of work ? startable(work) : [])
    work = (await move(parts, workspace, id, (now) => started(now, task)))?.record;
  if (work && toAskBefore(work))
    work = (await move(parts, workspace, id, (now) => asked(now, parts.clock.now())))?.record;
  if (!work || work.stage === "ended") return work;
  // Also what was started before: whoever did may have died before it was enqueued.
  for (const task of work.tasks.filter(({ state }) => state === "running"))
    await enqueueTask(parts, home, work, task.id);
  if (thoughtOf(work))
    await enqueue(parts, work, `${home.kind}-director`, directorKey(home, work), `${work.step}`, {});
  return work;
}

async function enqueueTask(parts: Parts, home: Kind, work: Work, task: number): Promise<void> {
  const attempt = taskOf(work, task)?.tries ?? 0;
  const key = taskKey(home, work, task);
  await enqueue(parts, work, `${home.kind}-task`, key, `${attempt}`, { task, attempt });
}

async function enqueue(
  parts: Parts,
  { workspace, id }: Named,
  kind: string,
  key: string,
  occasion: string,
  more: Readonly<Record<string, number>>,
): Promise<void> {
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
export async function cancelWork(parts: Parts, home: Kind, work: Work): Promise<void> {
  const keys = [directorKey(home, work), ...work.tasks.map(({ id }) => taskKey(home, work, id))];
  await Promise.all(keys.map((key) => parts.jobs.cancel(key)));
}

/** Takes work on after something was stored of it: starts what may start, and has it shown. Safe to repeat. */
export async function goOn(parts: Parts, home: WorkHome, workspace: string, id: string): Promise<void> {
  const work = await startReady(parts, home, asId(workspace), id);
  if (work) await home.show(parts, work);
}
