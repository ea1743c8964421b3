import { type PrivateAnswer, say } from "../../core/card.ts";
import type { Command, CommandCall } from "../../core/commands/command.ts";
import type { Parts } from "../../core/parts.ts";
import { admit } from "../admit.ts";
import { usualDollars } from "../cap.ts";
import { type Goal, usualRounds } from "./goal.ts";
import { enqueueGoal } from "./goal-queue.ts";
import { goals } from "./goal-store.ts";

/** `goal`: asks for a result that is worked on until its rubric is met. */
export const goalCommand: Command = {
  words: "goal",
  parameters: [
    { name: "text", summary: "what the result should be", isRequired: true, takes: { type: "text" } },
  ],
  summary: "work on a result until it meets a rubric that you approve",
  // After a mention it takes a colon: "goal for this year is …" is no command.
  accepts: (rest) => (rest.startsWith(":") && rest.length > 1 ? true : rest === "" ? false : "to-explain"),
  isOpen: true,
  run: setGoal,
};

async function setGoal(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const admitted = await admit(parts, call, {
    text: call.rest.replace(/^:\s*/u, "").trim(),
    subject: "Goals are",
    noun: "a goal",
    advice:
      "Say in a sentence what the result should be: `/reverie goal a one-page summary of how we deploy`.",
  });
  if ("refusal" in admitted) return say(admitted.refusal);
  const goal: Goal = {
    ...admitted.start,
    card: null,
    step: 0,
    stage: "drafting",
    gate: null,
    ending: null,
    remark: "",
    criteria: [],
    roundsAtMost: usualRounds,
    dollarsAtMost: usualDollars,
    asksBefore: { plan: false, round: false, result: false },
    isForTeam: false,
    team: null,
    round: 0,
    dollars: 0,
    holds: {},
    plan: "",
    result: "",
    comments: [],
    heard: 0,
    corrections: [],
    lessons: [],
  };
  await goals.add(parts, goal);
  await enqueueGoal(parts, goal);
  return say("I draft a rubric for it on a card of its own. Nothing else is spent before you approve it.");
}
