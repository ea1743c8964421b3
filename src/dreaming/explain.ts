import { formatAudience } from "../core/audience.ts";
import { type PrivateAnswer, say } from "../core/card.ts";
import type { CommandCall } from "../core/commands/command.ts";
import {
  type DreamReport,
  type ReflectionReport,
  type ReportedProposal,
  reportDreams,
} from "../core/dream-reports.ts";
import { formatDate } from "../core/memory/naming.ts";
import type { Parts } from "../core/parts.ts";
import type { ReflectionRecord } from "../core/record.ts";
import { readSettings } from "../core/settings/settings.ts";

/** The longest explanation, in UTF-16 units: what is longer says how much is left out. */
const explanationUnits = 9000;

/** `dream why`: what the newest dream that read something proposed and dropped, and why, as far as the asker may see it. */
export async function explainDream(parts: Parts, { workspace, person }: CommandCall): Promise<PrivateAnswer> {
  const dreams = await parts.ledger.dreams(workspace, 10);
  // A dream that found nothing to read has nothing to explain.
  const dream = dreams.find(({ reflections }) => reflections.length > 0) ?? dreams[0];
  const [report] = dream ? await reportDreams(parts, workspace, person, [dream]) : [];
  if (!report) return say("There was no dream yet. `/reverie dream now` starts one.");
  const { timezone } = await readSettings(parts, workspace, null);
  const head = `**The dream of ${formatDate(report.startedAt, timezone)}** (${stateOf(report)})`;
  if (report.reflections.length === 0)
    return say(`${head}\nNothing was new for anyone whose memory you can see.`);
  return say(withinUnits([head, ...report.reflections.map(reflectionText)]));
}

function stateOf({ status, isSubmitted }: DreamReport): string {
  return isSubmitted ? "the model works on it" : status;
}

function withinUnits(texts: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const text of texts) {
    length += text.length + 1;
    if (length > explanationUnits) {
      kept.push(`(${texts.length - kept.length} more audiences are left out here.)`);
      break;
    }
    kept.push(text);
  }
  return kept.join("\n");
}

const outcomes: Readonly<Record<ReflectionRecord["outcome"], string>> = {
  proposed: "read",
  "nothing-new": "nothing new",
  waits: "waits for more to read",
  failed: "failed; it is read again at the next dream",
  "over-budget": "not read: the budget is used up",
};

function reflectionText(reflection: ReflectionReport): string {
  const { audience, label, outcome, linesRead, linesThere, considered, proposed } = reflection;
  const name = audience.type === "person" ? label : `${label} (${formatAudience(audience)})`;
  return [
    `- **${name}**: ${outcomes[outcome]}, ${linesRead} of ${linesThere} messages, ${considered} considered, ${proposed} proposed`,
    ...reflection.proposals.map(proposedLine),
    ...droppedLines(reflection),
  ].join("\n");
}

function proposedLine({ text, status, reason, why, support, warnings }: ReportedProposal): string {
  const words = text === "" ? "(its words are gone)" : `“${text}”`;
  const verdict = status === "pending" ? "waits" : `${status}${reason ? ` (${reason})` : ""}`;
  const told = [why, support, ...warnings.map((warning) => `Look twice: ${warning}`)];
  return `  - proposed, ${verdict}: ${words} ${told.filter((part) => part !== "").join(" ")}`.trimEnd();
}

/** What was dropped, with the gates and how many each dropped first. */
export function droppedLines({ dropped }: Pick<ReflectionReport, "dropped">): string[] {
  const counts = new Map<string, number>();
  for (const { gate } of dropped) counts.set(gate, (counts.get(gate) ?? 0) + 1);
  const summary = [...counts].map(([gate, count]) => `${count} at \`${gate}\``).join(", ");
  return [
    ...(summary === "" ? [] : [`  - dropped: ${summary}`]),
    ...dropped.map(
      ({ gate, reason, text }) =>
        `  - dropped at \`${gate}\`: ${text === "" ? "" : `“${text.replaceAll(/\s+/gu, " ")}”. `}${reason}`,
    ),
  ];
}
