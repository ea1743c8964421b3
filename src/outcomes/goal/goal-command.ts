import { type PrivateAnswer, say } from "../../core/card.ts";
import type { Command, CommandCall } from "../../core/commands/command.ts";
import { idFrom, newId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
import { isOptedOut } from "../../core/privacy.ts";
import { isExcluded, readSettings } from "../../core/settings/settings.ts";
import { isOffline, needsModel } from "../is-offline.ts";
import { type Goal, goalUnits, usualDollars, usualRounds } from "./goal.ts";
import { enqueueGoal } from "./goal-queue.ts";
import { addGoal } from "./goal-store.ts";

/** The fewest words that say what a result should be. */
const fewestWords = 3;

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
  const text = call.rest.replace(/^:\s*/u, "").trim();
  if (isOffline(parts.model)) return say(needsModel);
  if (text.split(/\s+/u).length < fewestWords)
    return say(
      "Say in a sentence what the result should be: `/reverie goal a one-page summary of how we deploy`.",
    );
  if (text.length > goalUnits)
    return say(
      `That is longer than ${goalUnits} characters. Say it shorter; what it rests on can be said below its card.`,
    );
  const { workspace, person, channel, message, givenAt } = call;
  const [asker, place, settings, isOut] = await Promise.all([
    directoryOf(parts, workspace).person(workspace, person),
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, channel),
    isOptedOut(parts, workspace, person),
  ]);
  if (!asker || asker.role === "outsider" || asker.role === "bot")
    return say("Goals are for people of this workspace. Nothing was begun.");
  if (!place || isExcluded(place, settings.excludedChannels))
    return say("I do not work here: this channel is left out, or I am not in it. Nothing was begun.");
  if (isOut)
    return say(
      "You asked me to keep nothing of you, and a goal is kept while it is worked on. `/reverie privacy on` allows it.",
    );
  const goal: Goal = {
    id: message ? idFrom(`goal ${workspace} ${message} ${givenAt}`) : newId(),
    workspace,
    person,
    personName: asker.name,
    channel,
    isDirect: place.reach === "direct",
    card: null,
    text,
    message,
    askedAt: givenAt,
    step: 0,
    stage: "drafting",
    gate: null,
    ending: null,
    remark: "",
    criteria: [],
    roundsAtMost: usualRounds,
    dollarsAtMost: usualDollars,
    asksBefore: { plan: false, round: false, result: false },
    round: 0,
    dollars: 0,
    plan: "",
    result: "",
    comments: [],
    lessons: [],
  };
  await addGoal(parts, goal);
  await enqueueGoal(parts, goal);
  return say("I draft a rubric for it on a card of its own. Nothing else is spent before you approve it.");
}
