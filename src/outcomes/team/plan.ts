import { z } from "zod";
import { isBlank } from "../../core/text/is-blank.ts";
import { plainText } from "../../core/text/quoted-data.ts";
import { shorten } from "../../core/text/tokens.ts";
import { openTask, type Task, taskWordsUnits } from "./work.ts";

/** What a director answers when it plans. */
export const planSchema = {
  type: "object",
  properties: {
    tasks: {
      type: "array",
      items: {
        type: "object",
        properties: {
          specialist: { type: "string" },
          task: { type: "string" },
          dependsOn: { type: "array", items: { type: "integer" } },
        },
        required: ["specialist", "task", "dependsOn"],
        additionalProperties: false,
      },
    },
  },
  required: ["tasks"],
  additionalProperties: false,
} as const;

const plan = z.object({
  tasks: z.array(
    z.object({ specialist: z.string(), task: z.string(), dependsOn: z.array(z.number().int()) }),
  ),
});

/** A plan that holds, or in one sentence why it does not. */
export type Plan = { readonly tasks: Task[] } | { readonly problem: string };

/** Reads a director's plan and trusts none of it. The tasks get their numbers in the order in which they stand. */
export function readPlan(output: unknown, specialists: readonly string[], tasksAtMost: number): Plan {
  const parsed = plan.safeParse(output);
  if (!parsed.success) return { problem: "The plan could not be read." };
  const tasks = parsed.data.tasks.map(({ specialist, task, dependsOn }, index) =>
    openTask({
      id: index + 1,
      specialist: specialist.trim().toLowerCase(),
      task: taskWords(task),
      dependsOn: [...new Set(dependsOn)].toSorted((one, other) => one - other),
    }),
  );
  const problem = problemOf(tasks, specialists, tasksAtMost);
  return problem === undefined ? { tasks } : { problem };
}

/** The words of a task as they are kept. */
export function taskWords(text: string): string {
  return shorten(plainText(text).trim(), taskWordsUnits);
}

function problemOf(
  tasks: readonly Task[],
  specialists: readonly string[],
  tasksAtMost: number,
): string | undefined {
  if (tasks.length === 0) return "The plan has no task.";
  if (tasks.length > tasksAtMost)
    return `The plan has ${tasks.length} tasks, and ${tasksAtMost} is the most.`;
  for (const { id, specialist, task, dependsOn } of tasks) {
    if (isBlank(task)) return `Task ${id} says nothing.`;
    if (!specialists.includes(specialist)) return `Task ${id} is given to a specialist that there is not.`;
    if (dependsOn.includes(id)) return `Task ${id} depends on itself.`;
    const missing = dependsOn.find((each) => each < 1 || each > tasks.length);
    if (missing !== undefined) return `Task ${id} depends on task ${missing}, and there is none.`;
  }
  return isCircular(tasks) ? "Some tasks wait for each other in a circle." : undefined;
}

function isCircular(tasks: readonly Task[]): boolean {
  let left = tasks;
  for (;;) {
    const waiting = left.filter(({ dependsOn }) =>
      dependsOn.some((id) => left.some((each) => each.id === id)),
    );
    if (waiting.length === left.length) return left.length > 0;
    left = waiting;
  }
}
