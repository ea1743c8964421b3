import { z } from "zod";
import type { Action, Press } from "../../core/actions.ts";
import { type Form, type PrivateAnswer, say } from "../../core/card.ts";
import type { Parts } from "../../core/parts.ts";
import { dollarsAdvice, readDollars } from "../cap.ts";
import { readGatePress } from "../gate-button.ts";
import { findOwn } from "../standing.ts";
import { readStopper } from "../stopping.ts";
import { readWords, wordsForm } from "../words-form.ts";
import { criteriaAtMost, type Goal, roundsLimit } from "./goal.ts";
import * as moves from "./goal-moves.ts";
import { enqueueGoal, goalJobKey } from "./goal-queue.ts";
import { goals } from "./goal-store.ts";
import { readCriteria, readMore, writeCriteria } from "./rubric.ts";
import { showGoal } from "./show-goal.ts";

const nothing = "There is no goal by that id any more. Nothing changed.";
const late = "It does not wait for that any more, or has it already. Nothing changed.";

/** The buttons of goals. Only whoever asked decides; an administrator may stop one. */
export const goalActions: Readonly<Record<string, Action>> = {
  "goal-approve": (parts, given) => {
    const { press, isOf } = readGatePress(given);
    const move = (goal: Goal) => (isOf(goal) ? moves.approved(goal) : undefined);
    return decide(parts, press, move, (goal) =>
      goal.stage === "ended" ? "Done." : "It goes on; the card shows how far it is.",
    );
  },
  "goal-edit": editRubric,
  "goal-revise": (parts, press) =>
    withWords(parts, press, "Revise", "What should be different?", moves.revised),
  "goal-comment": (parts, press) =>
    withWords(parts, press, "Comment", "What should the next round know?", moves.commented),
  "goal-add": (parts, press) =>
    withWords(parts, press, "Add", "What else should the result meet?", (goal, text) => {
      const criteria = readMore(text, goal.criteria);
      return criteria && moves.added(goal, criteria);
    }),
  "goal-stop": stop,
};

async function decide(
  parts: Parts,
  press: Press,
  move: (goal: Goal) => Goal | undefined,
  sentence: (goal: Goal) => string,
): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  return "refusal" in found ? say(found.refusal) : carryOut(parts, press, move, sentence);
}

/** Moves work of whoever presses on. */
async function carryOut(
  parts: Parts,
  press: Press,
  move: (goal: Goal) => Goal | undefined,
  sentence: (goal: Goal) => string,
): Promise<PrivateAnswer> {
  const moved = await goals.move(parts, press.workspace, press.value, move);
  if (!moved) return say(nothing);
  // Also where it was moved before: a press that died on its way left the work undone.
  await goOn(parts, moved.record);
  return say(moved.isDone ? sentence(moved.record) : late);
}

/** Has it worked on where there is something to do, and shown as it stands where it waits. */
async function goOn(parts: Parts, goal: Goal): Promise<void> {
  if (goal.gate) await showGoal(parts, goal);
  else await enqueueGoal(parts, goal);
}

async function withWords(
  parts: Parts,
  press: Press,
  submit: string,
  label: string,
  move: (goal: Goal, text: string) => Goal | undefined,
): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  if (found.stage === "ended") return say(late);
  const words = readWords(press.fields);
  if (words === undefined) return wordsForm(`goal-${submit.toLowerCase()}`, press.value, submit, label);
  return carryOut(
    parts,
    press,
    (goal) => move(goal, words),
    () => "Taken: it reaches the next round.",
  );
}

const editFields = z.object({
  criteria: z.string(),
  rounds: z.string(),
  dollars: z.string(),
  plan: z.union([z.boolean(), z.stringbool()]).default(false),
  round: z.union([z.boolean(), z.stringbool()]).default(false),
  result: z.union([z.boolean(), z.stringbool()]).default(false),
});

async function editRubric(parts: Parts, press: Press): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  if (found.gate?.kind !== "rubric") return say(late);
  if (!press.fields) return { text: null, card: null, form: editForm(found) };
  const edit = readEdit(press.fields, found);
  if ("refusal" in edit) return { text: edit.refusal, card: null, form: editForm(found) };
  return carryOut(
    parts,
    press,
    (goal) => moves.edited(goal, edit),
    () => "Changed. Nothing is spent before you press Start.",
  );
}

function readEdit(fields: unknown, goal: Goal): moves.RubricEdit | { readonly refusal: string } {
  const parsed = editFields.safeParse(fields);
  if (!parsed.success) return { refusal: "The form came back incomplete. Please fill it in again." };
  const { criteria: written, rounds, dollars, plan, round, result } = parsed.data;
  const criteria = readCriteria(written, goal.criteria);
  if (criteria.length === 0) return { refusal: "A goal needs a criterion at least: write one on a line." };
  if (criteria.length > criteriaAtMost)
    return {
      refusal: `${criteria.length} criteria are too many to be judged well: ${criteriaAtMost} at most.`,
    };
  const roundsAtMost = Number(rounds.trim());
  if (!Number.isInteger(roundsAtMost) || roundsAtMost < 1 || roundsAtMost > roundsLimit)
    return { refusal: `Rounds are a number from 1 to ${roundsLimit}.` };
  const dollarsAtMost = readDollars(dollars);
  if (dollarsAtMost === undefined) return { refusal: dollarsAdvice };
  return { criteria, roundsAtMost, dollarsAtMost, asksBefore: { plan, round, result } };
}

function editForm({ id, criteria, roundsAtMost, dollarsAtMost, asksBefore }: Goal): Form {
  const text = (field: string, label: string, value: string, multiline: boolean) => ({
    type: "text" as const,
    id: field,
    label,
    value,
    maxLength: multiline ? 3000 : 20,
    multiline,
  });
  const toggle = (field: string, label: string, value: boolean) => ({
    type: "toggle" as const,
    id: field,
    label,
    value,
  });
  return {
    verb: "goal-edit",
    value: id,
    title: "The rubric",
    submit: "Save",
    fields: [
      text("criteria", "Criteria, one a line, with — how each is judged", writeCriteria(criteria), true),
      text("rounds", "Rounds at most", String(roundsAtMost), false),
      text("dollars", "Dollars at most", String(dollarsAtMost), false),
      toggle("plan", "Ask me about the plan first", asksBefore.plan),
      toggle("round", "Ask me before each further round", asksBefore.round),
      toggle("result", "Ask me about the result", asksBefore.result),
    ],
  };
}

async function stop(parts: Parts, press: Press): Promise<PrivateAnswer> {
  const { workspace, value } = press;
  const goal = await goals.read(parts, workspace, value);
  if (!goal) return say(nothing);
  const stopper = await readStopper(parts, press, goal, nothing);
  if ("refusal" in stopper) return say(stopper.refusal);
  const moved = await goals.move(parts, workspace, value, (now) =>
    moves.ended(now, "stopped", stopper.remark),
  );
  if (!moved) return say(nothing);
  if (moved.isDone) await parts.jobs.cancel(goalJobKey(workspace, value));
  await enqueueGoal(parts, moved.record);
  return say(moved.isDone ? "Stopped. What there is of it comes below the card." : late);
}
