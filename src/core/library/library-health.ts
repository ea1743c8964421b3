import type { MemoryId } from "../ids.ts";
import { type Decided, ratesSentence } from "../memory/health.ts";
import { type Given, readHealth } from "../memory/read-health.ts";
import type { Book, Change } from "../memory.ts";
import type { Parts } from "../parts.ts";

/** What the memories of an audience lack, as `/reverie memory health` tells it, with the memories behind each count. */
export interface LibraryHealth {
  readonly live: number;
  readonly duplicates: readonly (readonly [MemoryId, MemoryId])[];
  readonly stale: readonly MemoryId[];
  readonly unsupported: readonly MemoryId[];
  readonly neverUsed: readonly MemoryId[];
  readonly doubted: readonly MemoryId[];
  /** How many answers were looked at for what is never used. */
  readonly answers: number;
  readonly decided: Decided;
  /** How people decide, in one sentence; empty where nothing was decided. */
  readonly rates: string;
}

/** Examines a book of the library. */
export async function libraryHealth(
  parts: Parts,
  book: Book,
  { given, answers }: Given,
): Promise<LibraryHealth> {
  const { health, decided } = await readHealth(parts, book, given);
  return {
    live: health.live,
    duplicates: health.duplicates.map(([one, other]) => [one.memory, other.memory]),
    stale: idsOf(health.stale),
    unsupported: idsOf(health.unsupported),
    neverUsed: idsOf(health.neverUsed),
    doubted: idsOf(health.doubted),
    answers,
    decided,
    rates: ratesSentence(decided),
  };
}

function idsOf(changes: readonly Change[]): MemoryId[] {
  return changes.map(({ memory }) => memory);
}
