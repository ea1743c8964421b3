import { say } from "../core/card.ts";
import { type Command, type CommandCall, nothing } from "../core/commands/command.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import { enqueueDream } from "./dream-job.ts";
import { explainDream } from "./explain.ts";
import { enqueuePreview } from "./preview.ts";
import { dreamStatus } from "./status.ts";

/** Asking for a dream and looking into the last ones. */
export const dreamCommands: readonly Command[] = [
  {
    words: "dream now",
    parameters: [],
    summary: "dream at once",
    accepts: nothing,
    isOpen: true,
    async run(parts, call) {
      if (!(await isOfTheTeam(parts, call))) return say("Only members of the team can ask me to dream.");
      const { workspace, givenAt, person } = call;
      await enqueueDream(parts, workspace, givenAt, person);
      return say(
        "I am dreaming. What I find for the team goes to its review channel, what is yours to you alone.",
      );
    },
  },
  {
    words: "dream preview",
    parameters: [],
    summary: "what I would propose now; nothing is stored",
    accepts: nothing,
    isOpen: false,
    async run(parts, call) {
      if (!(await isOfTheTeam(parts, call))) return say("Only members of the team can ask me to dream.");
      const { workspace, givenAt, person } = call;
      await enqueuePreview(parts, workspace, person, givenAt);
      return say("I send you a direct message with what I would propose. Nothing is stored by that.");
    },
  },
  {
    words: "dream status",
    parameters: [],
    summary: "the last dreams and the next one",
    accepts: nothing,
    isOpen: false,
    run: dreamStatus,
  },
  {
    words: "dream why",
    parameters: [],
    summary: "what the last dream proposed and dropped, and why",
    accepts: nothing,
    isOpen: false,
    run: explainDream,
  },
];

async function isOfTheTeam(parts: Parts, { workspace, person }: CommandCall): Promise<boolean> {
  const asker = await directoryOf(parts, workspace).person(workspace, person);
  return asker?.role === "admin" || asker?.role === "member";
}
