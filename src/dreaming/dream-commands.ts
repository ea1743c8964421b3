import { type Audience, formatAudience } from "../core/audience.ts";
import { say } from "../core/card.ts";
import { type Command, type CommandCall, nothing } from "../core/commands/command.ts";
import { formatDate } from "../core/memory/naming.ts";
import { maySee, readStanding } from "../core/memory/rights.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import type { DreamRecord, ReflectionRecord } from "../core/record.ts";
import { readSettings } from "../core/settings/settings.ts";
import { enqueueDream } from "./dream.ts";
import { readDueAt } from "./schedule.ts";

/** Asking for a dream and looking into the last ones. */
export const dreamCommands: readonly Command[] = [
  {
    words: "dream now",
    parameters: [],
    summary: "dream at once and propose what is worth keeping",
    accepts: nothing,
    isOpen: true,
    async run(parts, { workspace, person, givenAt }) {
      const asker = await directoryOf(parts, workspace).person(workspace, person);
      if (asker?.role !== "admin" && asker?.role !== "member")
        return say("Only members of the team can ask me to dream.");
      await enqueueDream(parts, workspace, givenAt, person);
      return say(
        "I am dreaming. What I find for the team goes to its review channel, what is yours to you alone.",
      );
    },
  },
  {
    words: "dream status",
    parameters: [],
    summary: "the last dreams and when the next one is due",
    accepts: nothing,
    isOpen: false,
    run: async (parts, call) => {
      const { timezone } = await readSettings(parts, call.workspace, null);
      const dueAt = await readDueAt(parts, call.workspace);
      const next =
        dueAt === null
          ? "Dreams are off."
          : `The next dream is due ${formatDate(dueAt, timezone)} (${timezone}).`;
      const dreams = await parts.ledger.dreams(call.workspace, 5);
      const lines = dreams.map((dream) => `- ${statusLine(dream, timezone)}`);
      return say([next, ...(lines.length > 0 ? lines : ["- No dream yet."])].join("\n"));
    },
  },
  {
    words: "dream why",
    parameters: [],
    summary: "what the last dream considered, and why things were dropped",
    accepts: nothing,
    isOpen: false,
    run: explain,
  },
];

function statusLine(dream: DreamRecord, timeZone: string): string {
  const { status, startedAt, reflections, estimatedTokens, model } = dream;
  const sum = (pick: (each: ReflectionRecord) => number) =>
    reflections.reduce((total, each) => total + pick(each), 0);
  const tokens = sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens);
  const dollars = sum((each) => each.dollars).toFixed(2);
  return `${formatDate(startedAt, timeZone)}, ${status}: ${sum(({ considered }) => considered)} considered, ${sum(({ proposed }) => proposed)} proposed, ${tokens} tokens (about ${estimatedTokens} expected), $${dollars}, ${model}`;
}

async function explain(parts: Parts, call: CommandCall) {
  const { workspace } = call;
  const dreams = await parts.ledger.dreams(workspace, 10);
  // A dream that found nothing to read has nothing to explain.
  const dream = dreams.find(({ reflections }) => reflections.length > 0) ?? dreams[0];
  if (!dream) return say("There was no dream yet. `/reverie dream now` starts one.");
  const { timezone } = await readSettings(parts, workspace, null);
  const lines = [`**The dream of ${formatDate(dream.startedAt, timezone)}** (${dream.status})`];
  for (const reflection of dream.reflections) {
    // What was considered for others is theirs: only those who may see an audience's memory read of it.
    if (await canSee(parts, call, reflection.audience)) lines.push(...reflectionLines(reflection));
  }
  if (lines.length === 1) lines.push("Nothing was new for anyone whose memory you can see.");
  return say(lines.join("\n"));
}

async function canSee(
  parts: Parts,
  { workspace, person }: CommandCall,
  audience: Audience,
): Promise<boolean> {
  return maySee(audience, await readStanding(parts, workspace, person, audience));
}

const outcomes: Readonly<Record<ReflectionRecord["outcome"], string>> = {
  proposed: "read",
  "nothing-new": "nothing new",
  waits: "waits for more to read",
  failed: "failed; it is read again at the next dream",
  "over-budget": "not read: the budget is used up",
};

function reflectionLines(reflection: ReflectionRecord): string[] {
  const { audience, outcome, linesRead, linesThere, considered, proposed, dropped } = reflection;
  return [
    `- **${formatAudience(audience)}**: ${outcomes[outcome]}, ${linesRead} of ${linesThere} messages, ${considered} considered, ${proposed} proposed`,
    ...dropped.map(
      ({ gate, reason, text }) =>
        `  - dropped at \`${gate}\`: ${text === "" ? "" : `“${text.replaceAll(/\s+/gu, " ")}”. `}${reason}`,
    ),
  ];
}
