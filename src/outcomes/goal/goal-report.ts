import { spentAtMost } from "../shared-budget.ts";
import { partResults } from "../team/team-report.ts";
import type { Criterion, Goal } from "./goal.ts";

const openings: Readonly<Record<NonNullable<Goal["ending"]>, string>> = {
  met: "Every criterion is met.",
  stopped: "It was stopped.",
  "out of rounds": "The rounds are used up.",
  "out of budget": "What it may spend is used up.",
  expired: "Nobody said how to go on for a week, so it ended.",
  failed: "It failed.",
};

/** How a goal ended: what was achieved, what is missing, and the table of its criteria. */
export function goalReport(goal: Goal): string {
  const { ending, remark, round } = goal;
  const opening = [ending ? openings[ending] : "", remark].filter((part) => part !== "").join(" ");
  const rounds = round === 1 ? "one round" : `${round} rounds`;
  return [
    `**${opening}**`,
    ...(goal.criteria.length > 0 ? ["", ...goal.criteria.map(reportLine)] : []),
    "",
    `After ${rounds}, for $${spentAtMost(goal).toFixed(2)}.`,
  ].join("\n");
}

/** What there is in the end: the last result, or, before there was one, what specialists brought for it. */
export function goalResult({ result, team }: Pick<Goal, "result" | "team">): string {
  return result === "" ? partResults(team?.tasks ?? []) : result;
}

function reportLine({ verdict, text, quote, why }: Criterion): string {
  const onOneLine = (words: string) => words.replace(/\s+/gu, " ");
  if (verdict === "met") return `- ✓ ${onOneLine(text)}: “${onOneLine(quote)}”`;
  return `- ${verdict === "open" ? "○" : "✗"} ${onOneLine(text)}${why === "" ? "" : `: ${onOneLine(why)}`}`;
}

/** What the conversation keeps of it for the next dream: which criteria failed at first, and how it ended. */
export function lessonsText(goal: Goal): string {
  const rounds = goal.lessons.flatMap((missing, index) =>
    missing.length === 0 ? [] : [`Round ${index + 1} did not meet: ${missing.join("; ")}.`],
  );
  return [`The goal “${goal.text}” ended: ${goal.ending ?? "not yet"}.`, ...rounds].join(" ");
}
