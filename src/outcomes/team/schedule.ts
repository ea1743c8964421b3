import type { Task, Work } from "./work.ts";

// Pure: what runs next follows from the record alone.

/** Whether a task may start: what it depends on is there, or was left out. */
function isReady({ dependsOn }: Task, { tasks }: Pick<Work, "tasks">): boolean {
  const isOver = (id: number) =>
    tasks.some((each) => each.id === id && (each.state === "done" || each.state === "dropped"));
  return dependsOn.every(isOver);
}

function readyOf(work: Pick<Work, "tasks">): Task[] {
  return work.tasks.filter((task) => task.state === "waiting" && isReady(task, work));
}

const asksFirst = ({ isMarked, isCleared }: Task) => isMarked && !isCleared;

/** The numbers of the tasks that may start now, in the order of the plan. */
export function startable(work: Work): number[] {
  if (work.stage !== "running") return [];
  const running = work.tasks.filter(({ state }) => state === "running");
  if (running.some(({ isAlone }) => isAlone)) return [];
  const ready = readyOf(work).filter((task) => !asksFirst(task));
  const together = ready.filter(({ isAlone }) => !isAlone).slice(0, work.atOnce - running.length);
  if (together.length > 0) return together.map(({ id }) => id);
  const isQuiet = running.length === 0 && Object.keys(work.holds).length === 0;
  return isQuiet ? ready.slice(0, 1).map(({ id }) => id) : [];
}

/** The task about which whoever asked is to be asked now, before it starts; one at a time. */
export function toAskBefore(work: Work): Task | undefined {
  if (work.stage !== "running" || work.gate || undecided(work)) return undefined;
  return readyOf(work).find(asksFirst);
}

/** What the director has to do now. */
export type Thought = "plan" | "decide" | "conclude";

/** What the director has to do now; undefined for nothing. */
export function thoughtOf(work: Work): Thought | undefined {
  if (work.stage === "planning") return "plan";
  if (work.stage === "concluding") return "conclude";
  return undecided(work) ? "decide" : undefined;
}

/** The task that failed for good and about which nobody has decided yet. */
export function undecided({ stage, gate, tasks }: Work): Task | undefined {
  return stage === "running" && !gate ? tasks.find(({ state }) => state === "failed") : undefined;
}
