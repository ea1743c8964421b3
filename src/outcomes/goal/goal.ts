import { z } from "zod";
import { askedFields } from "../asked-fields.ts";
import { taskRecord, workStages } from "../team/work.ts";

/** How a goal ends. */
export const goalEndings = ["met", "stopped", "out of rounds", "out of budget", "expired", "failed"] as const;
export type GoalEnding = (typeof goalEndings)[number];

/** Where a person has to say something before it goes on. */
export const gateKinds = ["rubric", "plan", "ask", "before", "round", "result", "judge"] as const;
export type GateKind = (typeof gateKinds)[number];

const criterion = z.object({
  text: z.string(),
  /** How it is judged. */
  how: z.string(),
  verdict: z.enum(["open", "met", "not met"]),
  /** Words of the result that prove it, where it is met. */
  quote: z.string(),
  why: z.string(),
});
export type Criterion = z.infer<typeof criterion>;

/** A result that somebody asked for, and how far it has come. Instants are in milliseconds. */
export const goalRecord = z.object({
  ...askedFields,
  /** Rises with each thing that happens to it, so that what comes late changes nothing. */
  step: z.number(),
  stage: z.enum(["drafting", "waiting", "planning", "making", "judging", "ended"]),
  gate: z
    .object({
      kind: z.enum(gateKinds),
      /** The task of a team that it is about. */
      task: z.number().nullable().default(null),
      openedAt: z.number(),
    })
    .nullable(),
  ending: z.enum(goalEndings).nullable(),
  /** Why it ended or what went wrong, as a plain sentence; empty for nothing. */
  remark: z.string(),
  criteria: z.array(criterion),
  roundsAtMost: z.number(),
  dollarsAtMost: z.number(),
  asksBefore: z.object({ plan: z.boolean(), round: z.boolean(), result: z.boolean() }),
  /** Whether each round is made by a team of specialists, and how far the team of the present round has come. */
  isForTeam: z.boolean().default(false),
  team: z
    .object({
      stage: z.enum(workStages),
      refusedPlan: z.string(),
      atOnce: z.number(),
      tasks: z.array(taskRecord),
    })
    .nullable()
    .default(null),
  round: z.number(),
  dollars: z.number(),
  /** What each request that is under way may cost at most in dollars, by who makes it. */
  holds: z.record(z.string(), z.number()),
  plan: z.string(),
  result: z.string(),
  /** What somebody said about it, and how much of that a round, or whoever plans, was given already. */
  comments: z.array(z.string()),
  heard: z.number().default(0),
  /** What whoever asked said on the card, and the message below it in which that stands; null until it does. */
  corrections: z
    .array(z.object({ text: z.string(), at: z.number(), message: z.string().nullable() }))
    .default([]),
  /** What was not met at the end of each round, in the order of the rounds. */
  lessons: z.array(z.array(z.string())),
});
export type Goal = z.infer<typeof goalRecord>;

/** The fewest and the most criteria of a rubric that is drafted, and the most that people may set. */
export const draftedAtLeast = 3;
export const draftedAtMost = 7;
export const criteriaAtMost = 10;

/** The longest criterion, and how it is judged, in UTF-16 units: a rubric fits into one field of a form. */
export const criterionUnits = 180;
export const howUnits = 100;

/** The most rounds that somebody may set, and what holds unless they do. */
export const roundsLimit = 10;
export const usualRounds = 4;

/** The rubric with nothing judged. */
export function openCriteria(criteria: readonly Pick<Criterion, "text" | "how">[]): Criterion[] {
  return criteria.map(({ text, how }) => ({ text, how, verdict: "open", quote: "", why: "" }));
}

export function isMet({ criteria }: Pick<Goal, "criteria">): boolean {
  return criteria.length > 0 && criteria.every(({ verdict }) => verdict === "met");
}
