import type { Card, CardAction, CardSection } from "../../core/card.ts";
import { shorten } from "../../core/text/tokens.ts";
import { gateValue } from "../gate-button.ts";
import { askedSection, plainSection } from "../plain-section.ts";
import { type Task, taskOf, type Work } from "./work.ts";

/** The longest words of a task on the card, in UTF-16 units. */
const wordsShown = 160;

const stages: Readonly<Record<Work["stage"], string>> = {
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
  const state = ending ?? (gate ? stages.waiting : stages[stage]);
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
      ...tasks.map((task) => taskSection(work, task)),
    ],
    footer: gate ? "I remind you once after a day. After a week it ends, with what there is." : "",
  };
}

function doneOf({ tasks }: Work): string {
  const done = tasks.filter(({ state }) => state === "done").length;
  return tasks.length === 0 ? "" : `${done} of ${tasks.length} tasks done · `;
}

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

/** A task as it stands, with its result a click away once there is one. */
function taskSection(work: Work, { id, state, specialist, task, dependsOn, failures }: Task): CardSection {
  const after = state === "waiting" && dependsOn.length > 0 ? ` for ${dependsOn.join(", ")}` : "";
  const again = (state === "waiting" || state === "running") && failures > 0 ? ", second try" : "";
  return plainSection(
    {
      title: `${signs[state]} Task ${id} · ${specialist}: ${states[state]}${after}${again}`,
      // Cards show every line break of a text that people may have to look at twice; here there is nothing to hide.
      text: shorten(task.replace(/\s+/gu, " "), wordsShown),
      note: "",
    },
    state === "done" ? [actionOf(work, `see-${id}`, `See ${id}`, "plain")] : [],
  );
}

function actionOf(
  { id, text }: Pick<Work, "id" | "text">,
  verb: string,
  label: string,
  style: CardAction["style"],
): CardAction {
  return {
    verb: `team-${verb}`,
    label,
    description: `${label}: ${shorten(text, 60)}`,
    style,
    value: id,
  };
}

function nowSection(work: Work) {
  const { gate } = work;
  const stop = actionOf(work, "stop", "Stop", "danger");
  if (!gate) return plainSection({ title: "Now", text: `It is ${stages[work.stage]}.`, note: "" }, [stop]);
  const failed = taskOf(work, gate.task);
  const text = failed
    ? `Task ${failed.id} failed twice, and I cannot tell whether it matters. Go on without it, say it in other words, or stop.`
    : "Is this the way to go about it? Nothing more is spent before you approve it.";
  const approve = actionOf(
    { ...work, id: gateValue(work) },
    "approve",
    failed ? "Go on without it" : "Approve",
    "primary",
  );
  const revise = actionOf(work, "revise", "Revise", "plain");
  return plainSection({ title: "It waits for you", text, note: failed?.remark ?? "" }, [
    approve,
    revise,
    stop,
  ]);
}
