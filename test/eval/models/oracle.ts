import type { DataSet, GoldChange, TeamMessage } from "../data-set.ts";
import { matchesText } from "../gold-book.ts";
import type { MakeReflection, ProposedByModel, Reflected } from "./proposed.ts";
import { createEyes, type ShownLine, type ShownTranscript } from "./transcript-lines.ts";

/** The most lines that a reflection may hand on. */
const watchAtMost = 40;

/** Answers from the gold: proposes each change once all its receipts were said, and hands on what waits for more. */
export function createOracle({ messages, gold }: DataSet): MakeReflection {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const look = createEyes(messages);
  return (audience, content, now) => {
    const shown = look(content);
    const lineOf = new Map(shown.lines.flatMap((line) => (line.message ? [[line.message.id, line]] : [])));
    const isSaid = (id: string) => (byId.get(id)?.at ?? Number.POSITIVE_INFINITY) <= now;
    const isComplete = ({ receipts }: GoldChange) => receipts.every(isSaid);
    const changes: ProposedByModel[] = [];
    const waiting: ShownLine[] = [];
    for (const change of gold.changes.filter((each) => each.audience === audience)) {
      const lines = change.receipts.flatMap((id) => lineOf.get(id) ?? []);
      if (lines.length === 0) continue;
      if (!isComplete(change)) waiting.push(...lines);
      else if (!gold.changes.some((later) => later.supersedes === change.id && isComplete(later)))
        changes.push(...proposalOf(change, gold.changes, lines, shown));
    }
    return { changes, watch: watchOf(waiting) };
  };
}

function proposalOf(
  change: GoldChange,
  all: readonly GoldChange[],
  lines: readonly ShownLine[],
  shown: ShownTranscript,
): ProposedByModel[] {
  const earlier = all.find(({ id }) => id === change.supersedes);
  const memory = earlier && shown.memories.find(({ text }) => matchesText(earlier, text));
  if (change.change === "remove" && !memory) return [];
  const receipts = lines.map(({ number, text }) => ({ message: number, quote: quotable(text) }));
  const common = { kind: change.kind, why: "It stands in the talk.", receipts };
  if (change.change === "remove" && memory)
    return [{ ...common, change: "remove", memory: memory.id, text: memory.text }];
  return memory && change.change === "update"
    ? [{ ...common, change: "update", memory: memory.id, text: change.text }]
    : [{ ...common, change: "add", memory: null, text: change.text }];
}

/** The words of a line without the mark where it was cut. */
function quotable(text: string): string {
  return text.length > 1000 && text.endsWith("…") ? text.slice(0, -1) : text;
}

function watchOf(lines: readonly ShownLine[]): Reflected["watch"] {
  const newest = [...new Set(lines)].toSorted((one, other) => atOf(other.message) - atOf(one.message));
  return newest.slice(0, watchAtMost).map(({ number, text }) => ({ message: number, quote: quotable(text) }));
}

function atOf(message: TeamMessage | undefined): number {
  return message?.at ?? 0;
}
