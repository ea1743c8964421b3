import { type PrivateAnswer, say } from "../../core/card.ts";
import type { FieldValues } from "../../core/ports/platform.ts";
import { shorten } from "../../core/text/tokens.ts";
import { onOneLine } from "../plain-section.ts";
import type { Work } from "./work.ts";

/** The longest words of a task beside its mark, in UTF-16 units. */
const wordsShown = 75;

/** Asks before which tasks of a plan whoever asked wants to say yes. Submitting it comes back as the same verb and value. */
export function marksForm(verb: string, value: string, { tasks }: Pick<Work, "tasks">): PrivateAnswer {
  const options = tasks.map(({ id, specialist, task }) => ({
    value: String(id),
    label: shorten(`${id}. ${specialist}: ${onOneLine(task)}`, wordsShown),
  }));
  const values = tasks.filter(({ isMarked }) => isMarked).map(({ id }) => String(id));
  const fields = [{ type: "choices" as const, id: "tasks", label: "Ask me before", values, options }];
  return { text: null, card: null, form: { verb, value, title: "Ask me first", submit: "Save", fields } };
}

/** The numbers of the tasks that were marked, without what is none; undefined where the form holds nothing that can be read. */
export function readMarks({ tasks }: FieldValues): number[] | undefined {
  if (tasks === undefined) return [];
  return Array.isArray(tasks) ? tasks.map(Number).filter(Number.isInteger) : undefined;
}

/** What somebody is told whose form cannot be read. */
export const unreadMarks = "The form came back incomplete. Please fill it in again. Nothing changed.";

/** What was marked. */
export function sayMarks({ tasks }: Pick<Work, "tasks">): PrivateAnswer {
  const marked = tasks.filter(({ isMarked }) => isMarked).map(({ id }) => id);
  return say(
    marked.length === 0
      ? "No task is marked. Nothing begins before you approve the plan."
      : `I ask you before ${marked.length === 1 ? "task" : "tasks"} ${marked.join(", ")}, once the plan is approved.`,
  );
}
