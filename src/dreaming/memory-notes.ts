import type { MemoryId, WorkspaceId } from "../core/ids.ts";
import { type Doubts, readDoubts } from "../core/memory/doubts.ts";
import type { LiveMemory } from "../core/memory.ts";
import type { RecordedMessage } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { termSet } from "../core/text/similarity.ts";
import { estimateTokens } from "../core/text/tokens.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** A memory as a reflection is shown it, with what is known of its age and use. */
export interface NotedMemory {
  readonly memory: LiveMemory;
  readonly ageDays: number;
  /** How many of the answers among the new lines were given it. */
  readonly given: number;
  readonly doubts: Doubts | undefined;
}

/** Notes of each memory how old it is, how often it was given, and who doubts it. */
export async function noteMemories(
  parts: Parts,
  workspace: WorkspaceId,
  memories: readonly LiveMemory[],
  messages: readonly RecordedMessage[],
): Promise<NotedMemory[]> {
  const given = new Map<MemoryId, number>();
  for (const id of messages.flatMap(({ answer }) => answer?.memories ?? []))
    given.set(id, (given.get(id) ?? 0) + 1);
  const now = parts.clock.now();
  return Promise.all(
    memories.map(async (memory) => ({
      memory,
      ageDays: Math.max(0, Math.floor((now - memory.at) / dayMs)),
      given: given.get(memory.id) ?? 0,
      doubts: await readDoubts(parts, workspace, memory.id),
    })),
  );
}

/** What is worth saying of a memory's age and use; empty for one that is young, unused and undoubted. */
export function memoryNote({ ageDays, given, doubts }: NotedMemory): string {
  const notes = [
    ageDays >= 30 ? `${ageDays} days old` : "",
    given > 0 ? `given to ${given} ${given === 1 ? "answer" : "answers"} of this time` : "",
    ...(doubts
      ? (Object.entries(doubts.counts) as [keyof Doubts["counts"], number][])
          .filter(([, count]) => count > 0)
          .map(([kind, count]) => `${count} said ${doubtWords[kind]}`)
      : []),
  ];
  return notes.filter((note) => note !== "").join(", ");
}

const doubtWords: Readonly<Record<keyof Doubts["counts"], string>> = {
  wrong: "it is wrong",
  outdated: "it is outdated",
  "not-here": "it does not belong where it was used",
};

/**
 * The memories that fit the budget: those that somebody doubts, then those that share the most of their words with
 * the lines, then the newest. They keep the order in which they came.
 */
export function chooseMemories(
  memories: readonly NotedMemory[],
  lines: readonly string[],
  budgetTokens: number,
): NotedMemory[] {
  const said = new Set(lines.flatMap((line) => [...termSet(line)]));
  const closeness = ({ text }: LiveMemory) => {
    const terms = [...termSet(text)];
    return terms.filter((term) => said.has(term)).length / Math.max(1, terms.length);
  };
  const weighed = memories
    .map((noted) => ({ noted, weight: (noted.doubts ? 2 : 0) + closeness(noted.memory) }))
    .toSorted((one, other) => other.weight - one.weight || other.noted.memory.at - one.noted.memory.at);
  const chosen = new Set<NotedMemory>();
  let left = budgetTokens;
  for (const { noted } of weighed) {
    const note = memoryNote(noted);
    const cost =
      estimateTokens(noted.memory.text) +
      frameTokens +
      (note === "" ? 0 : estimateTokens(note) + noteFrameTokens);
    if (cost > left) continue;
    left -= cost;
    chosen.add(noted);
  }
  return memories.filter((noted) => chosen.has(noted));
}

/** Tokens of a memory's id and kind beside its words, and of its id beside what is noted of it. */
const frameTokens = 9;
const noteFrameTokens = 5;
