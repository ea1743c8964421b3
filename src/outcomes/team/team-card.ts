import type { Card } from "../../core/card.ts";
import { askedSection, plainSection } from "../plain-section.ts";
import { gateButton, workButton } from "../work-button.ts";
import { taskSection } from "./task-section.ts";
import { teamGate } from "./team-gate.ts";
import type { Work } from "./work.ts";

/** What a team does, as cards say it. */
export const teamStages: Readonly<Record<Work["stage"], string>> = {
  planning: "planning",
  waiting: "waits for you",
  running: "at work",
  concluding: "writing the answer",
  ended: "ended",
};

/** What one task and the director are likely to cost, in dollars. */
export interface Estimate {
  readonly dollarsPerTask: number;
}

/** The one card of work that was delegated: the same work always gives the same card. */
export function teamCard(work: Work, { dollarsPerTask }: Estimate): Card {
  const { ending, gate, stage, dollars, dollarsAtMost, tasks } = work;
  const state = ending ?? (gate ? teamStages.waiting : teamStages[stage]);
  // The director plans and writes the answer, which takes about as much as two tasks.
  const expected = Math.min(dollarsAtMost, dollarsPerTask * (tasks.length + 2));
  const cost =
    gate?.kind === "plan"
      ? `At most $${dollarsAtMost.toFixed(2)}; about $${expected.toFixed(2)} is likely.`
      : `${doneOf(work)}$${dollars.toFixed(2)} of $${dollarsAtMost.toFixed(2)}`;
  return {
    title: `Team · ${state}`,
    body: [cost, work.remark].filter((part) => part !== "").join("\n"),
    sections: [
      askedSection(work),
      ...(stage === "ended" ? [] : [nowSection(work)]),
      ...tasks.map((task) =>
        taskSection(work, task, (id) => workButton("team", work, `see-${id}`, `See ${id}`, "plain")),
      ),
    ],
    footer: gate ? "I remind you once after a day. After a week it ends, with what there is." : "",
  };
}

function doneOf({ tasks }: Work): string {
  const done = tasks.filter(({ state }) => state === "done").length;
  return tasks.length === 0 ? "" : `${done} of ${tasks.length} tasks done · `;
}

function nowSection(work: Work) {
  const stop = workButton("team", work, "stop", "Stop", "danger");
  const gate = teamGate(work);
  if (!gate)
    return plainSection({ title: "Now", text: `It is ${teamStages[work.stage]}.`, note: "" }, [stop]);
  const isPlan = work.gate?.kind === "plan";
  return plainSection({ title: "It waits for you", text: gate.text, note: gate.note }, [
    gateButton("team", work, "approve", gate.yes, "primary"),
    gateButton("team", work, "revise", "Revise", "plain"),
    ...(isPlan ? [gateButton("team", work, "mark", "Ask me first", "plain")] : []),
    stop,
  ]);
}
