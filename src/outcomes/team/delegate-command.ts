import { type PrivateAnswer, say } from "../../core/card.ts";
import type { Command, CommandCall } from "../../core/commands/command.ts";
import type { Parts } from "../../core/parts.ts";
import { readDollarsLeft } from "../../core/spending.ts";
import { admit } from "../admit.ts";
import { askingOf } from "../allowance.ts";
import { delegated } from "./delegated.ts";
import { isStated, parseDelegation } from "./parse-delegation.ts";
import { goOn } from "./team-queue.ts";
import { usualAtOnce, type Work } from "./work.ts";
import { works } from "./work-store.ts";

/** `delegate`: gives a task to a team of specialists. */
export const delegateCommand: Command = {
  words: "delegate",
  parameters: [
    {
      name: "text",
      summary: "the task; “ask first: …” shows you the plan before it begins, “$2: …” says what it may cost",
      isRequired: true,
      takes: { type: "text" },
    },
  ],
  summary: "have a team of specialists work on a task",
  // After a mention it takes a colon: "delegate more, please" is no command.
  accepts: (rest) => (isStated(rest) ? true : rest === "" ? false : "to-explain"),
  isOpen: true,
  run: delegate,
};

async function delegate(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const delegation = parseDelegation(call.rest);
  if ("refusal" in delegation) return say(delegation.refusal);
  const { text, asksFirst, dollarsAtMost } = delegation;
  const admitted = await admit(parts, call, {
    text,
    subject: "Teams work",
    noun: "a task",
    advice:
      "Say in a sentence what the team should do: `/reverie delegate compare the two offers and draft an answer`.",
  });
  if ("refusal" in admitted) return say(admitted.refusal);
  const { workspace, ...spentFor } = askingOf(admitted.start);
  if ((await readDollarsLeft(parts, workspace, spentFor)) <= 0)
    return say(
      "Nothing may be spent here this month: the budget is used up. An administrator can raise it with `/reverie set budget`. Nothing was begun.",
    );
  const work: Work = {
    ...admitted.start,
    card: null,
    step: 0,
    stage: "planning",
    gate: null,
    ending: null,
    remark: "",
    dollarsAtMost,
    dollars: 0,
    holds: {},
    asksFirst,
    comments: [],
    refusedPlan: "",
    atOnce: usualAtOnce,
    tasks: [],
    answer: "",
  };
  await works.add(parts, work);
  await goOn(parts, delegated, work.workspace, work.id);
  return say(
    asksFirst
      ? "I plan it on a card of its own. Nothing else is spent before you approve the plan."
      : `I plan it and begin; the card shows how far it is. It costs at most $${dollarsAtMost.toFixed(2)}.`,
  );
}
