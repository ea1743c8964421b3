import { taskOf, type Work } from "./work.ts";

/** What a team waits for whoever asked to say, and what the button says that says yes. */
export interface TeamGate {
  readonly text: string;
  readonly note: string;
  readonly yes: string;
}

/** What the work waits for; undefined for nothing. */
export function teamGate(work: Pick<Work, "gate" | "tasks">): TeamGate | undefined {
  const { gate } = work;
  const task = gate ? taskOf(work, gate.task) : undefined;
  if (!gate) return undefined;
  if (!task)
    return {
      text: "Is this the way to go about it? Nothing more is spent before you approve it.",
      note: "Mark the tasks before which I shall ask you again.",
      yes: "Approve",
    };
  return gate.kind === "ask"
    ? {
        text: `Task ${task.id} failed twice, and I cannot tell whether it matters. Go on without it, say it in other words, or stop.`,
        note: task.remark,
        yes: "Go on without it",
      }
    : {
        text: `Shall task ${task.id} begin? You marked it. Approve it, say it in other words, or stop.`,
        note: "",
        yes: "Approve",
      };
}
