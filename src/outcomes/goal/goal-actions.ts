import type { Action, Press } from "../../core/actions.ts";
import { type PrivateAnswer, say } from "../../core/card.ts";
import type { Parts } from "../../core/parts.ts";
import { shorten } from "../../core/text/tokens.ts";
import { type GatePress, readGatePress } from "../gate-button.ts";
import { findOwn } from "../standing.ts";
import { readStopper } from "../stopping.ts";
import { marksForm, readMarks, sayMarks, unreadMarks } from "../team/marks-form.ts";
import { seeActions } from "../team/see-actions.ts";
import { sayResult } from "../team/task-section.ts";
import { marked } from "../team/work-moves.ts";
import { readWords, wordsForm } from "../words-form.ts";
import type { Goal } from "./goal.ts";
import * as moves from "./goal-moves.ts";
import { enqueueGoal, goalJobKey } from "./goal-queue.ts";
import { goals } from "./goal-store.ts";
import { cancelTeam } from "./round-team.ts";
import { presentWork } from "./round-work.ts";
import { readMore, tooLongOf } from "./rubric.ts";
import { readRubricForm, rubricForm } from "./rubric-form.ts";
import { showGoal } from "./show-goal.ts";

const nothing = "There is no goal by that id any more. Nothing changed.";
const late = "It does not wait for that any more, or has it already. Nothing changed.";

/** The longest result that a private answer shows, in UTF-16 units. */
const seenUnits = 12_000;

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
  "goal-revise": (parts, given) => {
    const gated = readGatePress(given);
    return withWords(parts, gated, "Revise", "What should be different?", (goal, text) =>
      gated.isOf(goal) ? moves.revised(goal, text) : undefined,
    );
  },
  "goal-comment": (parts, press) =>
    withWords(parts, anyTime(press), "Comment", "What should the next round know?", moves.commented),
  "goal-add": async (parts, press) => {
    const tooLong = tooLongOf(readWords(press.fields) ?? "");
    if (tooLong !== undefined) return say(tooLong);
    return withWords(parts, anyTime(press), "Add", "What else should the result meet?", (goal, text) => {
      const criteria = readMore(text, goal.criteria);
      return criteria && moves.added(goal, criteria);
    });
  },
  "goal-mark": mark,
  "goal-see": seeResult,
  "goal-stop": stop,
  ...seeActions("goal", seeTask),
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

/**
 * Has it worked on where there is something to do, and shown where it waits, or where something was said that a request under
 * way would keep from the card.
 */
async function goOn(parts: Parts, goal: Goal): Promise<void> {
  if (!goal.gate) await enqueueGoal(parts, goal);
  if (goal.gate || goal.corrections.some(({ message }) => message === null)) await showGoal(parts, goal);
}

/** A press that means the work at whatever gate it is by then. */
function anyTime(press: Press): Pick<GatePress, "press" | "value"> {
  return { press, value: press.value };
}

async function withWords(
  parts: Parts,
  { press, value }: Pick<GatePress, "press" | "value">,
  submit: string,
  label: string,
  move: (goal: Goal, text: string) => Goal | undefined,
): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  if (found.stage === "ended") return say(late);
  const words = readWords(press.fields);
  if (words === undefined) return wordsForm(`goal-${submit.toLowerCase()}`, value, submit, label);
  return carryOut(
    parts,
    press,
    (goal) => {
      const moved = move(goal, words);
      return moved && moves.withCorrection(moved, words, parts.clock.now());
    },
    () => "Taken: it reaches the next round.",
  );
}

async function editRubric(parts: Parts, press: Press): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  if (found.gate?.kind !== "rubric") return say(late);
  if (!press.fields) return { text: null, card: null, form: rubricForm(found) };
  const edit = readRubricForm(press.fields, found);
  if ("refusal" in edit) return { text: edit.refusal, card: null, form: rubricForm(found) };
  return carryOut(
    parts,
    press,
    (goal) => moves.edited(goal, edit),
    () => "Changed. Nothing is spent before you press Start.",
  );
}

async function mark(parts: Parts, given: Press): Promise<PrivateAnswer> {
  const { press, value, isOf } = readGatePress(given);
  const found = await findOwn(parts, goals, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  const { fields } = press;
  if (!isOf(found)) return say(late);
  if (!fields) return marksForm("goal-mark", value, presentWork(found));
  const marks = readMarks(fields);
  if (!marks) return say(unreadMarks);
  const moved = await goals.move(parts, press.workspace, press.value, (goal) =>
    isOf(goal) ? moves.teamMoved(goal, goal.round, (now) => marked(now, marks)) : undefined,
  );
  if (!moved) return say(nothing);
  await showGoal(parts, moved.record);
  return moved.isDone ? sayMarks(presentWork(moved.record)) : say(late);
}

async function seeTask(parts: Parts, press: Press, id: number): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  return "refusal" in found ? say(found.refusal) : sayResult(presentWork(found), id);
}

async function seeResult(parts: Parts, press: Press): Promise<PrivateAnswer> {
  const found = await findOwn(parts, goals, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  const { result } = found;
  if (result === "") return say("There is no result yet.");
  return say(
    result.length <= seenUnits
      ? result
      : `${shorten(result, seenUnits)}\n\n(cut: the whole comes as a file at the end)`,
  );
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
  // Also pressed again: what a Stop that failed on its way left running.
  if (moved.record.stage === "ended") await parts.jobs.cancel(goalJobKey(workspace, value));
  await cancelTeam(parts, moved.record);
  await enqueueGoal(parts, moved.record);
  return say(moved.isDone ? "Stopped. What there is of it comes below the card." : late);
}
