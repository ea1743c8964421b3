import type { Card, CardAction, CardSection } from "../../core/card.ts";
import { shorten } from "../../core/text/tokens.ts";
import { gateValue } from "../gate-button.ts";
import { askedSection, plainSection } from "../plain-section.ts";
import type { Criterion, GateKind, Goal } from "./goal.ts";

/** The longest proof of a criterion on the card, in UTF-16 units. */
const wordsShown = 160;

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

const gateTexts: Readonly<Record<GateKind, string>> = {
  rubric: "Is this what the result is to be judged by? Nothing more is spent before you approve it.",
  plan: "Is this the way to go about it?",
  round: "Shall it go into the next round?",
  result: "Is this the result?",
  judge: "The judge gave nothing that can be read. Try it again, say how to go on, or stop.",
};

const approveLabels: Readonly<Record<GateKind, string>> = {
  rubric: "Start",
  plan: "Approve",
  round: "Go on",
  result: "Approve",
  judge: "Try again",
};

/** The one card of a goal: the same goal always gives the same card. */
export function goalCard(goal: Goal, { dollarsPerRound }: Estimate): Card {
  const { stage, ending, round, roundsAtMost, dollars, dollarsAtMost } = goal;
  const state = ending ?? stages[stage];
  const expected = Math.min(dollarsAtMost, dollarsPerRound * roundsAtMost);
  const cost =
    goal.gate?.kind === "rubric"
      ? `At most ${roundsAtMost} rounds and $${dollarsAtMost.toFixed(2)}; about $${expected.toFixed(2)} is likely.`
      : `Round ${round} of ${roundsAtMost} · ${metOf(goal)}$${dollars.toFixed(2)} of $${dollarsAtMost.toFixed(2)}`;
  return {
    title: `Goal · ${state}`,
    body: [cost, goal.remark].filter((part) => part !== "").join("\n"),
    sections: [
      askedSection(goal),
      ...(stage === "ended" ? [] : [nowSection(goal)]),
      ...goal.criteria.map(criterionSection),
      ...(goal.plan === "" || stage === "ended"
        ? []
        : [plainSection({ title: "Plan", text: shorten(onOneLine(goal.plan), planShown), note: "" })]),
    ],
    footer: footerOf(goal),
  };
}

function metOf({ criteria }: Goal): string {
  const met = criteria.filter(({ verdict }) => verdict === "met").length;
  return criteria.length === 0 ? "" : `${met} of ${criteria.length} met · `;
}

const signs: Readonly<Record<Criterion["verdict"], string>> = { open: "○", met: "✓", "not met": "✗" };

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

/** Cards show every line break of a text that people may have to look at twice; here there is nothing to hide. */
function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

function nowSection(goal: Goal): CardSection {
  const { gate, stage } = goal;
  const title = gate ? "It waits for you" : "Now";
  const text = gate ? gateTexts[gate.kind] : `It is ${stages[stage]}.`;
  const comments = goal.comments.length;
  const note =
    comments === 0
      ? ""
      : `${comments === 1 ? "One comment reaches" : `${comments} comments reach`} the next round.`;
  return plainSection({ title, text, note }, actionsOf(goal));
}

function actionsOf(goal: Goal): CardAction[] {
  const action = (verb: string, label: string, style: CardAction["style"]): CardAction => ({
    verb: `goal-${verb}`,
    label,
    description: `${label}: ${shorten(goal.text, 60)}`,
    style,
    value: goal.id,
  });
  const stop = action("stop", "Stop", "danger");
  if (!goal.gate)
    return [action("comment", "Comment", "plain"), action("add", "Add a criterion", "plain"), stop];
  const { kind } = goal.gate;
  const change = kind === "rubric" ? action("edit", "Edit", "plain") : action("revise", "Revise", "plain");
  const approve = { ...action("approve", approveLabels[kind], "primary"), value: gateValue(goal) };
  return [approve, change, stop];
}

function footerOf({ gate, stage }: Goal): string {
  if (gate) return "I remind you once after a day. After a week it ends, with what there is.";
  return stage === "ended" ? "" : "What you say below this card reaches the next round.";
}
