import { type Audience, formatAudience } from "../core/audience.ts";
import { type PrivateAnswer, say } from "../core/card.ts";
import type { CommandCall } from "../core/commands/command.ts";
import { ofAudience, readProposalsByDream } from "../core/dream-verdicts.ts";
import { formatDate, readNaming } from "../core/memory/naming.ts";
import { audienceLabel } from "../core/memory/proposal-card.ts";
import { maySee, readStanding } from "../core/memory/rights.ts";
import { supportOf, supportSentence } from "../core/memory/support.ts";
import { warningSentences } from "../core/memory/warnings.ts";
import type { Parts } from "../core/parts.ts";
import type { Proposal } from "../core/proposal.ts";
import type { DreamRecord, ReflectionRecord } from "../core/record.ts";
import { readSettings } from "../core/settings/settings.ts";

/** The longest explanation, in UTF-16 units: what is longer says how much is left out. */
const explanationUnits = 9000;

/** `dream why`: what the newest dream that read something proposed and dropped, and why, as far as the asker may see it. */
export async function explainDream(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace } = call;
  const dreams = await parts.ledger.dreams(workspace, 10);
  // A dream that found nothing to read has nothing to explain.
  const dream = dreams.find(({ reflections }) => reflections.length > 0) ?? dreams[0];
  if (!dream) return say("There was no dream yet. `/reverie dream now` starts one.");
  const { timezone } = await readSettings(parts, workspace, null);
  const proposals = (await readProposalsByDream(parts, workspace)).get(dream.id) ?? [];
  const naming = await readNaming(parts, workspace, []);
  const texts: string[] = [];
  for (const reflection of dream.reflections) {
    // What was considered for others is theirs: only those who may see an audience's memory read of it.
    if (!(await canSee(parts, call, reflection.audience))) continue;
    const label = audienceLabel(reflection.audience, naming);
    texts.push(reflectionText(label, reflection, ofAudience(proposals, reflection.audience)));
  }
  const head = `**The dream of ${formatDate(dream.startedAt, timezone)}** (${stateOf(dream)})`;
  if (texts.length === 0) return say(`${head}\nNothing was new for anyone whose memory you can see.`);
  return say(withinUnits([head, ...texts]));
}

function stateOf({ status, batch }: DreamRecord): string {
  return batch ? "the model works on it" : status;
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

function reflectionText(label: string, reflection: ReflectionRecord, proposals: readonly Proposal[]): string {
  const { audience, outcome, linesRead, linesThere, considered, proposed } = reflection;
  const name = audience.type === "person" ? label : `${label} (${formatAudience(audience)})`;
  return [
    `- **${name}**: ${outcomes[outcome]}, ${linesRead} of ${linesThere} messages, ${considered} considered, ${proposed} proposed`,
    ...proposals.map(proposedLine),
    ...droppedLines(reflection),
  ].join("\n");
}

function proposedLine({ change, status, decision }: Proposal): string {
  const words = change.text === "" ? "(its words are gone)" : `“${change.text}”`;
  const support = supportSentence(supportOf(change.receipts));
  const warnings = warningSentences(change.warnings);
  const verdict =
    status === "pending" ? "waits" : `${status}${decision?.reason ? ` (${decision.reason})` : ""}`;
  const why = [change.why, support, ...warnings.map((warning) => `Look twice: ${warning}`)];
  return `  - proposed, ${verdict}: ${words} ${why.filter((part) => part !== "").join(" ")}`.trimEnd();
}

/** What was dropped, with the gates and how many each dropped first. */
export function droppedLines({ dropped }: Pick<ReflectionRecord, "dropped">): string[] {
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
