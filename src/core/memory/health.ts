import type { MemoryId } from "../ids.ts";
import { type Book, type Change, currentChange, memoryState } from "../memory.ts";
import type { Proposal } from "../proposal.ts";
import { saysTheSame } from "../text/similarity.ts";
import type { Doubts } from "./doubts.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** From this age on a memory is old enough that somebody should look at it again, and to have been used. */
const staleDays = 180;
const unusedDays = 30;

/** What is known of a book's memories beside what they say. */
export interface HealthFacts {
  readonly now: number;
  /** The memories that the answers which were looked at were given. */
  readonly given: ReadonlySet<MemoryId>;
  readonly doubts: ReadonlyMap<MemoryId, Doubts>;
}

/** What a book's memories lack. A memory stands in each list that it belongs to. */
export interface BookHealth {
  readonly live: number;
  /** Pairs that say nearly the same. */
  readonly duplicates: readonly (readonly [Change, Change])[];
  /** Unchanged for half a year. */
  readonly stale: readonly Change[];
  /** Out of use, because their evidence was lost or somebody disputes them. */
  readonly unsupported: readonly Change[];
  /** A month old, and given to none of the answers that were looked at. */
  readonly neverUsed: readonly Change[];
  /** Somebody said of an answer that they are wrong, outdated or do not belong there. */
  readonly doubted: readonly Change[];
}

/** Examines a book. It changes nothing. */
export function examineBook(book: Book, { now, given, doubts }: HealthFacts): BookHealth {
  const inState = (state: ReturnType<typeof memoryState>) =>
    book.memories.flatMap((memory) => {
      const change = memoryState(memory) === state ? currentChange(memory) : undefined;
      return change ? [change] : [];
    });
  const standing = inState("live");
  const isOlder = (days: number) => (change: Change) => now - change.at >= days * dayMs;
  return {
    live: standing.length,
    duplicates: standing.flatMap((one, index) =>
      standing
        .slice(index + 1)
        .filter((other) => saysTheSame(one.text, other.text))
        .map((other) => [one, other] as const),
    ),
    stale: standing.filter(isOlder(staleDays)),
    unsupported: inState("suspended"),
    neverUsed: standing.filter(isOlder(unusedDays)).filter(({ memory }) => !given.has(memory)),
    doubted: standing.filter(({ memory }) => doubts.has(memory)),
  };
}

/** How people decided what was proposed. */
export interface Decided {
  readonly approved: number;
  readonly rejected: number;
  readonly expired: number;
  readonly undone: number;
}

/** Counts how proposals ended; what was withdrawn was never decided. */
export function countDecided(proposals: readonly Pick<Proposal, "status">[]): Decided {
  const count = (status: Proposal["status"]) => proposals.filter((each) => each.status === status).length;
  return {
    approved: count("approved"),
    rejected: count("rejected"),
    expired: count("expired"),
    undone: count("undone"),
  };
}

/** The rates as one sentence; empty where nothing was decided. What was undone had been approved before. */
export function ratesSentence({ approved, rejected, expired, undone }: Decided): string {
  const all = approved + rejected + expired + undone;
  if (all === 0) return "";
  const percent = (part: number, whole: number) => `${Math.round((100 * part) / whole)} %`;
  const everApproved = approved + undone;
  const undoRate =
    everApproved > 0 ? ` Of what was approved ${percent(undone, everApproved)} was undone.` : "";
  return `Of ${all} decided, ${percent(everApproved, all)} were approved, ${percent(rejected, all)} rejected, ${percent(expired, all)} left to expire.${undoRate}`;
}
