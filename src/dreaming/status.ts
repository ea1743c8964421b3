import { type PrivateAnswer, say } from "../core/card.ts";
import type { CommandCall } from "../core/commands/command.ts";
import { acceptedCount, readProposalsByDream, verdictWords } from "../core/dream-verdicts.ts";
import { formatDate } from "../core/memory/naming.ts";
import type { Parts } from "../core/parts.ts";
import type { Proposal } from "../core/proposal.ts";
import type { DreamRecord, ReflectionRecord } from "../core/record.ts";
import { readSettings } from "../core/settings/settings.ts";
import { readDueAt } from "./schedule.ts";

const dreamsShown = 5;

/** `dream status`: when the next dream is due, and the last ones with their counts, verdicts and cost. */
export async function dreamStatus(parts: Parts, { workspace }: CommandCall): Promise<PrivateAnswer> {
  const { timezone } = await readSettings(parts, workspace, null);
  const [dueAt, dreams, byDream] = await Promise.all([
    readDueAt(parts, workspace),
    parts.ledger.dreams(workspace, dreamsShown),
    readProposalsByDream(parts, workspace),
  ]);
  const next =
    dueAt === null
      ? "Dreams are off."
      : `The next dream is due ${formatDate(dueAt, timezone)} (${timezone}).`;
  const lines = dreams.map((dream) => `- ${statusLine(dream, byDream.get(dream.id) ?? [], timezone)}`);
  return say([next, ...(lines.length > 0 ? lines : ["- No dream yet."])].join("\n"));
}

function statusLine(dream: DreamRecord, proposals: readonly Proposal[], timeZone: string): string {
  const { status, startedAt, reflections, estimatedTokens, estimatedDollars, model, batch } = dream;
  const sum = (pick: (each: ReflectionRecord) => number) =>
    reflections.reduce((total, each) => total + pick(each), 0);
  const tokens = sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens);
  const dollars = sum((each) => each.dollars);
  const accepted = acceptedCount(proposals);
  const verdicts = verdictWords(proposals);
  return [
    `${formatDate(startedAt, timeZone)}, ${batch ? "the model works on it" : status}:`,
    `${sum(({ considered }) => considered)} considered,`,
    `${sum(({ proposed }) => proposed)} proposed${verdicts === "" ? "" : ` (${verdicts})`},`,
    `${tokens} tokens (about ${estimatedTokens} expected), $${dollars.toFixed(2)} (about $${estimatedDollars.toFixed(2)} expected)`,
    `${accepted > 0 ? `, $${(dollars / accepted).toFixed(2)} for each accepted memory` : ""}, ${model}`,
  ]
    .join(" ")
    .replaceAll(" ,", ",");
}
