import { z } from "zod";
import type { Form, FormField } from "../../core/card.ts";
import type { FieldValues } from "../../core/ports/platform.ts";
import { dollarsAdvice, readDollars } from "../cap.ts";
import { criteriaAtMost, type Goal, roundsLimit } from "./goal.ts";
import type { RubricEdit } from "./goal-moves.ts";
import { readCriteria, tooLongOf, writeCriteria } from "./rubric.ts";

/** The longest rubric that one field takes on every platform, in UTF-16 units. */
const rubricUnits = 3000;

const askLabels: Readonly<Record<keyof Goal["asksBefore"], string>> = {
  plan: "about the plan",
  round: "before each further round",
  result: "about the result",
};
const asks = Object.keys(askLabels) as (keyof typeof askLabels)[];

/** The rubric, the caps and what somebody wants to be asked about, as they stand. */
export function rubricForm({ id, criteria, roundsAtMost, dollarsAtMost, asksBefore, isForTeam }: Goal): Form {
  const text = (field: string, label: string, value: string, multiline: boolean): FormField => ({
    type: "text",
    id: field,
    label,
    value,
    maxLength: multiline ? rubricUnits : 20,
    multiline,
  });
  return {
    verb: "goal-edit",
    value: id,
    title: "The rubric",
    submit: "Save",
    fields: [
      text("criteria", "Criteria, a line each: what — how judged", writeCriteria(criteria), true),
      text("rounds", "Rounds at most", String(roundsAtMost), false),
      text("dollars", "Dollars at most", String(dollarsAtMost), false),
      {
        type: "choices",
        id: "asks",
        label: "Ask me",
        values: asks.filter((ask) => asksBefore[ask]),
        options: asks.map((ask) => ({ value: ask, label: askLabels[ask] })),
      },
      { type: "toggle", id: "team", label: "Let a team of specialists make it", value: isForTeam },
    ],
  };
}

const submitted = z.object({
  criteria: z.string(),
  rounds: z.string(),
  dollars: z.string(),
  asks: z.array(z.string()).default([]),
  team: z.union([z.boolean(), z.stringbool()]).default(false),
});

/** Reads the form; otherwise one sentence that says what to change in it. */
export function readRubricForm(fields: FieldValues, goal: Goal): RubricEdit | { readonly refusal: string } {
  const parsed = submitted.safeParse(fields);
  if (!parsed.success) return { refusal: "The form came back incomplete. Please fill it in again." };
  const { criteria: written, rounds, dollars, asks: asked, team } = parsed.data;
  const tooLong = tooLongOf(written);
  if (tooLong !== undefined) return { refusal: tooLong };
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
  const asksBefore = {
    plan: asked.includes("plan"),
    round: asked.includes("round"),
    result: asked.includes("result"),
  };
  return { criteria, roundsAtMost, dollarsAtMost, asksBefore, isForTeam: team };
}
