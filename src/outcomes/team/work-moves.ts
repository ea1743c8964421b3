import { withLost } from "../shared-budget.ts";
import { directorHolder, taskHolder } from "./holders.ts";
import { startable, toAskBefore } from "./schedule.ts";
import { type Task, taskOf, type Work, type WorkEnding } from "./work.ts";

// Every move is pure: it gives the work as it is afterwards, or undefined where it does not fit how the work stands.

type Move = Work | undefined;

const next = (work: Work, change: Partial<Work>): Work => ({ ...work, ...change, step: work.step + 1 });

/** Ends it, in whatever stage it is. */
export function ended(work: Work, ending: WorkEnding, remark: string): Move {
  return work.stage === "ended" ? undefined : next(work, { stage: "ended", gate: null, ending, remark });
}

/** The plan holds: people look at it where they want to, otherwise it begins. */
export function planned(work: Work, tasks: readonly Task[], at: number): Move {
  if (work.stage !== "planning") return undefined;
  const plan = { tasks: [...tasks], refusedPlan: "" };
  return work.asksFirst
    ? next(work, { ...plan, stage: "waiting", gate: { kind: "plan", task: null, openedAt: at } })
    : next(work, { ...plan, stage: "running" });
}

/** The plan does not hold: once it is asked for again, with the reason. */
export function unplanned(work: Work, problem: string): Move {
  if (work.stage !== "planning") return undefined;
  return work.refusedPlan === ""
    ? next(work, { refusedPlan: problem })
    : ended(work, "failed", `I could not make a plan that holds. ${problem} Say the task in other words.`);
}

/** Whoever asked marks the tasks before which they want to say yes. */
export function marked(work: Work, ids: readonly number[]): Move {
  if (work.gate?.kind !== "plan") return undefined;
  return next(work, { tasks: work.tasks.map((task) => ({ ...task, isMarked: ids.includes(task.id) })) });
}

/** A task that was marked could start: whoever asked is asked. */
export function asked(work: Work, at: number): Move {
  const task = toAskBefore(work);
  return task && next(work, { gate: { kind: "before", task: task.id, openedAt: at } });
}

/** Whoever asked says yes: to the plan, to going on without the task that failed, or to the task that they marked. */
export function approved(work: Work): Move {
  if (work.gate?.kind === "plan") return next(work, { stage: "running", gate: null });
  const task = gatedTask(work);
  const open = { ...work, gate: null };
  if (!task) return undefined;
  return work.gate?.kind === "ask" ? dropped(open, task) : changed(open, task, { isCleared: true });
}

/** Whoever asked wants it otherwise, and says how: another plan, or other words for the task. */
export function revised(work: Work, words: string): Move {
  if (work.gate?.kind === "plan")
    return next(work, { stage: "planning", gate: null, tasks: [], comments: [...work.comments, words] });
  const task = gatedTask(work);
  const open = { ...work, gate: null };
  if (!task) return undefined;
  return work.gate?.kind === "ask"
    ? reworded(open, task, words, true)
    : changed(open, task, { task: words, isCleared: true });
}

/** The task on which whoever asked is to say something. */
function gatedTask(work: Work): Task | undefined {
  return work.gate ? taskOf(work, work.gate.task) : undefined;
}

/** Takes a task, so that nobody else starts it. */
export function started(work: Work, id: number): Move {
  const task = taskOf(work, id);
  if (!task || !startable(work).includes(id)) return undefined;
  return changed(work, task, { state: "running", tries: task.tries + 1 });
}

/** A try of a task that is under way; undefined where that is over. */
function running(work: Work, id: number, attempt: number): Task | undefined {
  const task = work.stage === "running" ? taskOf(work, id) : undefined;
  return task?.state === "running" && task.tries === attempt ? task : undefined;
}

/** The work with a try of a task that is over, and with nothing set aside for it. */
function tried(work: Work, task: Task, change: Partial<Task>): Work {
  return changed(withLost(work, taskHolder(task.id)), task, change);
}

/** A specialist has its result. */
export function finished(work: Work, id: number, attempt: number, result: string): Move {
  const task = running(work, id, attempt);
  return task && settled(tried(work, task, { state: "done", isAlone: false, result, remark: "" }));
}

/** A specialist has failed: it is tried once more, and then the director decides. */
export function failed(work: Work, id: number, attempt: number, remark: string): Move {
  const task = running(work, id, attempt);
  if (!task) return undefined;
  const failures = task.failures + 1;
  const state = failures < 2 ? "waiting" : "failed";
  return tried(work, task, { state, failures, isAlone: false, remark });
}

/**
 * A request for a task cannot be paid: while others are at work it waits until none of them spends, as they may leave
 * something; with nobody beside it the budget is used up.
 */
export function unpaid(work: Work, id: number, attempt: number, isHeldByOthers: boolean): Move {
  const task = running(work, id, attempt);
  if (!task) return undefined;
  const isBeside = work.tasks.some((each) => each.id !== id && each.state === "running");
  return isBeside || isHeldByOthers
    ? tried(work, task, { state: "waiting", isAlone: true })
    : ended(work, "out of budget", "");
}

/** What the director says about a task that failed for good. */
export type Decision =
  | { readonly type: "without" }
  | { readonly type: "another way"; readonly task: string }
  | { readonly type: "ask" };

/** The director has decided. Another way is gone once: after that a person is asked. */
export function decided(before: Work, id: number, decision: Decision, at: number): Move {
  const work = withLost(before, directorHolder);
  const task = taskOf(work, id);
  if (work.stage !== "running" || work.gate || task?.state !== "failed") return undefined;
  if (decision.type === "without") return dropped(work, task);
  if (decision.type === "another way" && !task.isReworded) return reworded(work, task, decision.task, false);
  return next(work, { gate: { kind: "ask", task: id, openedAt: at } });
}

/** The director has written the answer. */
export function concluded(work: Work, answer: string): Move {
  return work.stage === "concluding" ? ended({ ...work, answer }, "done", "") : undefined;
}

function changed(work: Work, task: Task, change: Partial<Task>): Work {
  const tasks = work.tasks.map((each) => (each.id === task.id ? { ...each, ...change } : each));
  return next(work, { tasks });
}

function dropped(work: Work, task: Task): Move {
  return settled(changed(work, task, { state: "dropped" }));
}

/** What was said yes to were the words of before, unless whoever asked wrote these. */
function reworded(work: Work, task: Task, words: string, isCleared: boolean): Work {
  return changed(work, task, { state: "waiting", task: words, failures: 0, isReworded: true, isCleared });
}

/** With every task over, the director concludes; without any result there is nothing to conclude from. */
function settled(work: Work): Move {
  const { tasks } = work;
  if (!tasks.every(({ state }) => state === "done" || state === "dropped")) return work;
  return tasks.some(({ state }) => state === "done")
    ? { ...work, stage: "concluding" }
    : ended(work, "failed", "None of the specialists brought a result. Say the task in other words.");
}
