import type { Action, Press } from "../../core/actions.ts";
import { type PrivateAnswer, say } from "../../core/card.ts";
import type { Parts } from "../../core/parts.ts";
import { readGatePress } from "../gate-button.ts";
import { findOwn } from "../standing.ts";
import { readStopper } from "../stopping.ts";
import { readWords, wordsForm } from "../words-form.ts";
import { delegated, enqueueWork } from "./delegated.ts";
import { marksForm, readMarks, sayMarks, unreadMarks } from "./marks-form.ts";
import { seeActions } from "./see-actions.ts";
import { sayResult } from "./task-section.ts";
import { cancelWork, goOn } from "./team-queue.ts";
import type { Work } from "./work.ts";
import * as moves from "./work-moves.ts";
import { works } from "./work-store.ts";

const nothing = "There is no work by that id any more. Nothing changed.";
const late = "It does not wait for that any more. Nothing changed.";

/** The buttons of delegated work. Only whoever asked decides and sees results; an administrator may stop it. */
export const teamActions: Readonly<Record<string, Action>> = {
  "team-approve": (parts, given) => {
    const { press, isOf } = readGatePress(given);
    return decide(parts, press, (work) => (isOf(work) ? moves.approved(work) : undefined));
  },
  "team-revise": revise,
  "team-mark": mark,
  "team-stop": stop,
  ...seeActions("team", seeResult),
};

async function decide(
  parts: Parts,
  press: Press,
  move: (work: Work) => Work | undefined,
): Promise<PrivateAnswer> {
  const found = await findOwn(parts, works, press, nothing);
  return "refusal" in found ? say(found.refusal) : carryOut(parts, press, move);
}

/** Moves work of whoever presses on. */
async function carryOut(
  parts: Parts,
  press: Press,
  move: (work: Work) => Work | undefined,
): Promise<PrivateAnswer> {
  const moved = await works.move(parts, press.workspace, press.value, move);
  if (!moved) return say(nothing);
  // Also where it was moved before: a press that died on its way left the work undone.
  await goOn(parts, delegated, press.workspace, press.value);
  return say(moved.isDone ? "It goes on; the card shows how far it is." : late);
}

async function revise(parts: Parts, given: Press): Promise<PrivateAnswer> {
  const { press, value, isOf } = readGatePress(given);
  const found = await findOwn(parts, works, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  if (!isOf(found)) return say(late);
  const words = readWords(press.fields);
  const move = (work: Work) => (isOf(work) ? moves.revised(work, words ?? "") : undefined);
  if (words !== undefined) return carryOut(parts, press, move);
  const label = found.gate?.kind === "plan" ? "What should be different?" : "The task in other words";
  return wordsForm("team-revise", value, "Revise", label);
}

async function mark(parts: Parts, given: Press): Promise<PrivateAnswer> {
  const { press, value, isOf } = readGatePress(given);
  const found = await findOwn(parts, works, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  const { fields } = press;
  if (!isOf(found)) return say(late);
  if (!fields) return marksForm("team-mark", value, found);
  const marks = readMarks(fields);
  if (!marks) return say(unreadMarks);
  const moved = await works.move(parts, press.workspace, press.value, (work) =>
    isOf(work) ? moves.marked(work, marks) : undefined,
  );
  if (!moved) return say(nothing);
  await enqueueWork(parts, moved.record);
  return moved.isDone ? sayMarks(moved.record) : say(late);
}

async function stop(parts: Parts, press: Press): Promise<PrivateAnswer> {
  const { workspace, value } = press;
  const work = await works.read(parts, workspace, value);
  if (!work) return say(nothing);
  const stopper = await readStopper(parts, press, work, nothing);
  if ("refusal" in stopper) return say(stopper.refusal);
  const moved = await works.move(parts, workspace, value, (now) =>
    moves.ended(now, "stopped", stopper.remark),
  );
  if (!moved) return say(nothing);
  if (moved.record.stage === "ended") await cancelWork(parts, delegated, moved.record);
  await enqueueWork(parts, moved.record);
  return say(moved.isDone ? "Stopped. What there is of it comes below the card." : late);
}

async function seeResult(parts: Parts, press: Press, id: number): Promise<PrivateAnswer> {
  const found = await findOwn(parts, works, press, nothing);
  if ("refusal" in found) return say(found.refusal);
  return sayResult(found, id);
}
