import { z } from "zod";
import { askedFields } from "../asked-fields.ts";

/** How work that was delegated ends. */
export const workEndings = ["done", "stopped", "out of budget", "expired", "failed"] as const;
export type WorkEnding = (typeof workEndings)[number];

/** The most tasks that any plan may have. */
export const tasksAtMost = 6;

/** How many run at once unless a workspace says otherwise. */
export const usualAtOnce = 3;

/** How far work has come: the plan waits for approval before the tasks run. */
export const workStages = ["planning", "waiting", "running", "concluding", "ended"] as const;

export const taskRecord = z.object({
  /** Its number in the plan, from 1 on. */
  id: z.number(),
  specialist: z.string(),
  task: z.string(),
  /** The numbers of the tasks whose results it is given. */
  dependsOn: z.array(z.number()),
  state: z.enum(["waiting", "running", "done", "failed", "dropped"]),
  /** How often it was started, whatever came of it. */
  tries: z.number(),
  /** How often it failed in its present words. */
  failures: z.number(),
  /** Whether the director has said it in other words already. */
  isReworded: z.boolean(),
  /** Whether it waits until nothing else may spend. */
  isAlone: z.boolean(),
  /** Whether whoever asked wants to say yes before it starts, and whether they have, to its present words. */
  isMarked: z.boolean().default(false),
  isCleared: z.boolean().default(false),
  result: z.string(),
  /** What went wrong last, as a plain sentence; empty for nothing. */
  remark: z.string(),
});
export type Task = z.infer<typeof taskRecord>;

/** Work that was delegated to a team, and how far it has come. Instants are in milliseconds. */
export const workRecord = z.object({
  ...askedFields,
  /** Rises with each thing that happens to it and that people see. */
  step: z.number(),
  stage: z.enum(workStages),
  /**
   * What it waits for whoever asked to say: on the plan; or, while the others go on, on a task that failed, or before one that
   * they marked.
   */
  gate: z
    .object({ kind: z.enum(["plan", "ask", "before"]), task: z.number().nullable(), openedAt: z.number() })
    .nullable(),
  ending: z.enum(workEndings).nullable(),
  /** Why it ended or what went wrong, as a plain sentence; empty for nothing. */
  remark: z.string(),
  dollarsAtMost: z.number(),
  dollars: z.number(),
  /** What each request that is under way may cost at most in dollars, by who makes it. */
  holds: z.record(z.string(), z.number()),
  /** Whether the plan waits for approval. */
  asksFirst: z.boolean(),
  /** What whoever asked said about it: everybody of the team is given it. */
  comments: z.array(z.string()),
  /** Why the last plan did not hold; empty for none. */
  refusedPlan: z.string(),
  /** The most tasks that run at once, as it was set when the plan was made. */
  atOnce: z.number().default(usualAtOnce),
  tasks: z.array(taskRecord),
  answer: z.string(),
});
export type Work = z.infer<typeof workRecord>;

/** The longest words of a task, in UTF-16 units. */
export const taskWordsUnits = 2000;

/** A task of a plan, as nothing has come of it yet. */
export function openTask(planned: Pick<Task, "id" | "specialist" | "task" | "dependsOn">): Task {
  const counts = { tries: 0, failures: 0, result: "", remark: "" };
  const flags = { isReworded: false, isAlone: false, isMarked: false, isCleared: false };
  return { ...planned, state: "waiting", ...counts, ...flags };
}

/** The task of that number; undefined where there is none. */
export function taskOf({ tasks }: Pick<Work, "tasks">, id: number | null): Task | undefined {
  return tasks.find((each) => each.id === id);
}
