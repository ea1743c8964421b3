import type { Card, CardAction, CardSection } from "../../core/card.ts";
import { shorten } from "../../core/text/tokens.ts";
import { askedSection, onOneLine, plainSection } from "../plain-section.ts";
import { taskSection } from "../team/task-section.ts";
import { teamStages } from "../team/team-card.ts";
import { type TeamGate, teamGate } from "../team/team-gate.ts";
import { gateButton, workButton } from "../work-button.ts";
import type { Criterion, GateKind, Goal } from "./goal.ts";
import { isWithTeam, presentWork } from "./round-work.ts";

/** The longest proof of a criterion on the card, in UTF-16 units. */
const wordsShown = 160;

/** The longest criterion where it has a line alone, in UTF-16 units. */
const lineShown = 80;

/** The longest plan on the card: a platform that has no room for all leaves out what stands last. */
const planShown = 1000;

/** What a round is expected to cost, in dollars. */
export interface Estimate {
  readonly dollarsPerRound: number;
}

const stages: Readonly<Record<Goal["stage"], string>> = {
  drafting: "drafting the rubric",
  waiting: "waits for you",
  planning: "planning",
  making: "at work",
  judging: "being judged",
  ended: "ended",
};

/** What the goal waits for, where that is not its team's to ask. */
type OwnGateKind = Exclude<GateKind, "ask" | "before">;

const gateTexts: Readonly<Record<OwnGateKind, string>> = {
  rubric: "Is this what the result is to be judged by? Nothing more is spent before you approve it.",
  plan: "Is this the way to go about it?",
  round: "Shall it go into the next round?",
  result: "Is this the result?",
  judge: "The judge gave nothing that can be read. Try it again, say how to go on, or stop.",
};

const approveLabels: Readonly<Record<OwnGateKind, string>> = {
  rubric: "Start",
  plan: "Approve",
  round: "Go on",
  result: "Approve",
  judge: "Try again",
};

/** The one card of a goal: the same goal always gives the same card. */
export function goalCard(goal: Goal, { dollarsPerRound }: Estimate): Card {
  const { stage, ending, round, roundsAtMost, dollars, dollarsAtMost } = goal;
  const state = ending ?? (goal.gate ? stages.waiting : stages[stage]);
  const expected = Math.min(dollarsAtMost, dollarsPerRound * roundsAtMost);
  const cost =
    goal.gate?.kind === "rubric"
      ? `At most ${roundsAtMost} rounds and $${dollarsAtMost.toFixed(2)}; about $${expected.toFixed(2)} is likely.`
      : `Round ${round} of ${roundsAtMost} · ${metOf(goal)}$${dollars.toFixed(2)} of $${dollarsAtMost.toFixed(2)}`;
  const tasks = tasksOf(goal);
  // With the tasks of a team there is no room for all that is known of each criterion.
  const criteria = tasks.length === 0 ? [] : goal.criteria.map(criterionLine);
  const plan = shorten(onOneLine(goal.plan), planShown);
  return {
    title: `Goal · ${state}`,
    body: [cost, goal.remark, ...criteria].filter((part) => part !== "").join("\n"),
    sections: [
      askedSection(goal),
      ...(stage === "ended" ? [] : [nowSection(goal)]),
      ...(tasks.length === 0 ? goal.criteria.map(criterionSection) : tasks),
      ...(plan === "" || stage === "ended" ? [] : [plainSection({ title: "Plan", text: plan, note: "" })]),
    ],
    footer: footerOf(goal),
  };
}

function metOf({ criteria }: Goal): string {
  const met = criteria.filter(({ verdict }) => verdict === "met").length;
  return criteria.length === 0 ? "" : `${met} of ${criteria.length} met · `;
}

const signs: Readonly<Record<Criterion["verdict"], string>> = { open: "○", met: "✓", "not met": "✗" };

/** A criterion and its state in a line. */
function criterionLine({ verdict, text }: Criterion): string {
  return `${signs[verdict]} ${shorten(text, lineShown)}`;
}

/** A criterion as it stands: with the words that prove it, with what is missing, or with how it will be judged. */
function criterionSection({ verdict, text, quote, why, how }: Criterion, index: number): CardSection {
  const state = verdict === "open" ? "to be judged" : verdict;
  const said = plainSection({
    title: `${signs[verdict]} Criterion ${index + 1} · ${state}`,
    text,
    note: verdict === "open" ? (how === "" ? "" : `Judged by: ${how}`) : verdict === "met" ? "" : why,
  });
  const proof = { text: shorten(quote, wordsShown), by: "from the result", link: null };
  return { ...said, quotes: verdict === "met" ? [proof] : [] };
}

/** The tasks of the team that made the last round, or is making it. */
function tasksOf(goal: Goal): CardSection[] {
  const work = presentWork(goal);
  return work.tasks.map((task) =>
    taskSection(work, task, (id) => workButton("goal", goal, `see-${id}`, `See ${id}`, "plain")),
  );
}

function nowSection(goal: Goal): CardSection {
  const { stage, gate } = goal;
  if (gate) {
    const { text, note, yes } = gateOf(goal, gate.kind);
    return plainSection({ title: "It waits for you", text, note }, gateActions(goal, gate.kind, yes));
  }
  const unheard = goal.comments.length - goal.heard;
  const note =
    unheard === 0
      ? ""
      : `${unheard === 1 ? "One comment reaches" : `${unheard} comments reach`} the next round.`;
  const actions = [
    workButton("goal", goal, "comment", "Comment", "plain"),
    workButton("goal", goal, "add", "Add a criterion", "plain"),
    ...seeAction(goal),
    workButton("goal", goal, "stop", "Stop", "danger"),
  ];
  const text = isWithTeam(goal)
    ? `The team is ${teamStages[presentWork(goal).stage]}.`
    : `It is ${stages[stage]}.`;
  return plainSection({ title: "Now", text, note }, actions);
}

/** What the goal waits for, in the words of its team where the team asks. */
function gateOf(goal: Goal, kind: GateKind): TeamGate {
  const asked = teamGate(presentWork(goal));
  if (asked) return asked;
  // No goal waits for what a team would ask without having one.
  const own = kind === "ask" || kind === "before" ? "plan" : kind;
  const note = kind === "rubric" ? rubricNote(goal) : "";
  return { text: gateTexts[own], note, yes: approveLabels[own] };
}

function rubricNote({ isForTeam }: Goal): string {
  return isForTeam
    ? "A team of specialists makes each round. Edit changes that."
    : "Edit changes the criteria and the caps, where I ask you, and whether a team of specialists makes it.";
}

function gateActions(goal: Goal, kind: GateKind, yes: string): CardAction[] {
  const isPlanOfTeam = kind === "plan" && isWithTeam(goal);
  return [
    gateButton("goal", goal, "approve", yes, "primary"),
    kind === "rubric"
      ? workButton("goal", goal, "edit", "Edit", "plain")
      : gateButton("goal", goal, "revise", "Revise", "plain"),
    ...(isPlanOfTeam ? [gateButton("goal", goal, "mark", "Ask me first", "plain")] : []),
    ...seeAction(goal),
    workButton("goal", goal, "stop", "Stop", "danger"),
  ];
}

/** What there is so far, to whoever asked alone. */
function seeAction(goal: Goal): CardAction[] {
  return goal.result === "" ? [] : [workButton("goal", goal, "see", "See the result", "plain")];
}

function footerOf({ gate, stage }: Goal): string {
  if (gate) return "I remind you once after a day. After a week it ends, with what there is.";
  return stage === "ended" ? "" : "What you say below this card reaches the next round.";
}
