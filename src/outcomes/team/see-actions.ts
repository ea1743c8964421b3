import type { Action, Press } from "../../core/actions.ts";
import type { PrivateAnswer } from "../../core/card.ts";
import type { Parts } from "../../core/parts.ts";
import { tasksAtMost } from "./work.ts";

/** The buttons that show the result of a task. A platform may carry each verb once in a row, so that the task's number stands in it. */
export function seeActions(
  kind: string,
  see: (parts: Parts, press: Press, task: number) => Promise<PrivateAnswer>,
): Record<string, Action> {
  const tasks = Array.from({ length: tasksAtMost }, (_, index) => index + 1);
  return Object.fromEntries(
    tasks.map((task): [string, Action] => [`${kind}-see-${task}`, (parts, press) => see(parts, press, task)]),
  );
}
