import { say } from "../card.ts";
import { idFrom, type PersonId, type WorkspaceId } from "../ids.ts";
import { formatDate } from "../memory/naming.ts";
import { recheckPerson } from "../memory/rights.ts";
import type { Parts } from "../parts.ts";
import type { DeadLetter } from "../ports/jobs.ts";
import { readSettings } from "../settings/settings.ts";
import { type Command, nothing } from "./command.ts";

/** How many failed jobs are looked through, and how many are shown. */
const lettersRead = 500;
const lettersShown = 20;

const retried = /^\[?([0-9a-z]{10})\]?$/iu;

const forAdministrators = "Only administrators can look after work that failed.";

/** What Reverie could not do however often it tried, and trying it again. */
export const failureCommands: readonly Command[] = [
  {
    words: "failures",
    parameters: [],
    summary: "work that failed for good",
    accepts: nothing,
    isOpen: false,
    async run(parts, { workspace, person }) {
      if (!(await isAdministrator(parts, workspace, person))) return say(forAdministrators);
      const letters = await lettersOf(parts, workspace);
      if (letters.length === 0) return say("Nothing has failed for good.");
      const { timezone } = await readSettings(parts, workspace, null);
      const lines = letters
        .slice(0, lettersShown)
        .map(
          ({ job, attempts, error, diedAt }) =>
            `- \`${idOf(job.id)}\` ${job.kind}, ${formatDate(diedAt, timezone)}: ${error}, tried ${attempts} times`,
        );
      const more = letters.length > lettersShown ? `\n${letters.length - lettersShown} more.` : "";
      return say(`${lines.join("\n")}${more}\n\n\`/reverie failures retry <id>\` tries one again.`);
    },
  },
  {
    words: "failures retry",
    parameters: [{ name: "id", summary: "its id under failures", isRequired: true, takes: { type: "text" } }],
    summary: "try it again",
    accepts: (rest) => retried.test(rest),
    isOpen: false,
    async run(parts, { workspace, person, rest }) {
      if (!(await isAdministrator(parts, workspace, person))) return say(forAdministrators);
      const id = retried.exec(rest)?.[1]?.toLowerCase();
      const letter = (await lettersOf(parts, workspace)).find(({ job }) => idOf(job.id) === id);
      const isReplayed = letter !== undefined && (await parts.jobs.replay(letter.job.id));
      return say(
        isReplayed
          ? "It is tried again now."
          : "There is nothing by that id among what failed. Nothing changed.",
      );
    },
  },
];

async function isAdministrator(parts: Parts, workspace: WorkspaceId, person: PersonId): Promise<boolean> {
  return (await recheckPerson(parts, workspace, person))?.role === "admin";
}

/** A workspace's own: the lane of a job begins with the workspace that it is of. */
async function lettersOf(parts: Parts, workspace: WorkspaceId): Promise<DeadLetter[]> {
  const letters = await parts.jobs.deadLetters(lettersRead);
  return letters.filter(({ job }) => job.lane === workspace || job.lane.startsWith(`${workspace} `));
}

/** A job's own id tells of people and places. */
function idOf(job: string): string {
  return idFrom(`job ${job}`);
}
