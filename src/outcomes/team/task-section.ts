import { type CardAction, type CardSection, type PrivateAnswer, say } from "../../core/card.ts";
import { shorten } from "../../core/text/tokens.ts";
import { onOneLine, plainSection } from "../plain-section.ts";
import { type Task, taskOf, type Work } from "./work.ts";

/** The longest words of a task on the card, in UTF-16 units. */
const wordsShown = 160;

const signs: Readonly<Record<Task["state"], string>> = {
  waiting: "○",
  running: "◐",
  done: "✓",
  failed: "✗",
  dropped: "–",
};

const states: Readonly<Record<Task["state"], string>> = {
  waiting: "waits",
  running: "at work",
  done: "done",
  failed: "failed",
  dropped: "left out",
};

/** A task as it stands, with its result a click away once there is one; the button is made of the number of the task. */
export function taskSection(
  { stage }: Pick<Work, "stage">,
  task: Task,
  seeOf: (id: number) => CardAction,
): CardSection {
  const { id, specialist, state, dependsOn, failures, isMarked, isCleared } = task;
  const text = shorten(onOneLine(task.task), wordsShown);
  if (stage === "ended" && (state === "waiting" || state === "running"))
    return plainSection({ title: `– Task ${id} · ${specialist}: not done`, text, note: "" });
  const after = state === "waiting" && dependsOn.length > 0 ? ` for ${dependsOn.join(", ")}` : "";
  const again = (state === "waiting" || state === "running") && failures > 0 ? ", second try" : "";
  const first = state === "waiting" && isMarked && !isCleared ? ", asks you first" : "";
  return plainSection(
    {
      title: `${signs[state]} Task ${id} · ${specialist}: ${states[state]}${after}${again}${first}`,
      text,
      note: "",
    },
    state === "done" ? [seeOf(id)] : [],
  );
}

/** The whole result of a task, to whoever may see it. */
export function sayResult(work: Pick<Work, "tasks">, id: number): PrivateAnswer {
  const task = taskOf(work, id);
  if (task?.state !== "done") return say("There is no result of that task yet.");
  return say(`**${id}. ${task.specialist}**\n\n${task.result}`);
}
