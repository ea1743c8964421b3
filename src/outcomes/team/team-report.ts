import { onOneLine } from "../plain-section.ts";
import { spentAtMost } from "../shared-budget.ts";
import type { Task, Work } from "./work.ts";

const openings: Readonly<Record<NonNullable<Work["ending"]>, string>> = {
  done: "",
  stopped: "It was stopped.",
  "out of budget":
    "What it may spend is used up. An administrator can raise the budget, or ask again with more dollars.",
  expired: "Nobody said how to go on for a week, so it ended.",
  failed: "It failed.",
};

/** How the work ended: in a sentence, with what became of each task and what it cost. */
export function teamReport(work: Work): string {
  const { ending, remark, tasks } = work;
  const opening = [ending ? openings[ending] : "", remark].filter((part) => part !== "").join(" ");
  const cost = `$${spentAtMost(work).toFixed(2)}`;
  const undone = tasks.filter(({ state }) => state !== "done");
  return [
    ...(opening === "" ? [] : [`**${opening}**`, ""]),
    ...(undone.length === 0 ? [] : [...undone.map(undoneLine), ""]),
    tasks.length === 0
      ? `It cost ${cost}.`
      : `${tasks.length - undone.length} of ${tasks.length} tasks, for ${cost}.`,
  ].join("\n");
}

function undoneLine({ id, specialist, task, state, remark }: Task): string {
  const said = state === "dropped" ? "left out" : "not done";
  return `- ${id}. ${onOneLine(task)} (${specialist}): ${said}${remark === "" ? "" : `. ${remark}`}`;
}

/** What there is in the end: the director's answer, or, where it never came to that, the results that are there. */
export function workResult({ answer, tasks }: Work): string {
  return answer === "" ? partResults(tasks) : answer;
}

/** The results that specialists brought; empty for none. */
export function partResults(tasks: readonly Task[]): string {
  return tasks
    .filter(({ state }) => state === "done")
    .map(({ id, specialist, result }) => `**${id}. ${specialist}**\n\n${result}`)
    .join("\n\n");
}
