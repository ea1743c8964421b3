import { type Book, type Change, currentChange, memoryState } from "../memory.ts";
import { saysOtherwise, saysTheSame } from "../text/similarity.ts";
import type { Marks } from "./marks.ts";
import type { Given } from "./read-health.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** From this age on a memory that no answer was given is unused, if so many answers were looked at. */
const unusedDays = 90;
const answersLookedAt = 30;

/** What is known of a book's memories beside what they say. */
export interface ReviewFacts {
  readonly now: number;
  readonly given: Given;
  readonly marks: Marks;
}

/** Why somebody should look at a memory again: its measure, and what tells this occasion from another. */
export interface ReasonToReview {
  readonly change: Change;
  /** A plain sentence: what was measured. */
  readonly measure: string;
  /** The same however often it is found; another when there is new reason. */
  readonly occasion: string;
}

/**
 * The memories that their people should look at again, the most pressing first, each once: a date that somebody set has
 * come, a newer memory says the same or otherwise, or no answer was given it for long. It proposes; it changes nothing.
 */
export function reasonsToReview(book: Book, facts: ReviewFacts): ReasonToReview[] {
  const live = book.memories.flatMap((memory) => {
    const change = memoryState(memory) === "live" ? currentChange(memory) : undefined;
    return change ? [change] : [];
  });
  const reasons = [
    ...live.flatMap((change) => dueReason(change, facts)),
    ...live.flatMap((change) => newerReason(change, live)),
    ...live.flatMap((change) => unusedReason(change, facts)),
  ];
  const seen = new Set<string>();
  return reasons.filter(({ change: { memory } }) => {
    const isFirst = !seen.has(memory);
    seen.add(memory);
    return isFirst;
  });
}

function dueReason(change: Change, { now, marks }: ReviewFacts): ReasonToReview[] {
  const at = marks.reviewBy.get(change.memory);
  if (at === undefined || at > now) return [];
  const day = new Date(at).toISOString().slice(0, 10);
  return [{ change, measure: `It was to be looked at again by ${day}.`, occasion: `due ${at}` }];
}

function newerReason(change: Change, live: readonly Change[]): ReasonToReview[] {
  const newer = live.filter(({ revision }) => revision > change.revision);
  const other = newer.findLast(({ text }) => saysOtherwise(change.text, text));
  if (other) return [newerThan(change, other, "says otherwise")];
  const same = newer.findLast(({ text }) => saysTheSame(change.text, text));
  return same ? [newerThan(change, same, "says the same")] : [];
}

function newerThan(change: Change, other: Change, says: string): ReasonToReview {
  return {
    change,
    // By its id alone: its words would stay here when they are taken back there.
    measure: `A newer memory, ${other.memory}, ${says}.`,
    occasion: `newer ${other.id}`,
  };
}

function unusedReason(change: Change, { now, given, marks }: ReviewFacts): ReasonToReview[] {
  const { audience, kind, memory, at } = change;
  const isAlwaysGiven = marks.pinned.has(memory) || (kind === "preference" && audience.type === "person");
  const ageDays = Math.floor((now - at) / dayMs);
  const isUnused = ageDays >= unusedDays && given.answers >= answersLookedAt && !given.given.has(memory);
  if (isAlwaysGiven || !isUnused) return [];
  return [
    {
      change,
      measure: `None of the last ${given.answers} answers was given it, and it is ${ageDays} days old.`,
      // Once in half a year: whoever keeps it is not asked every week.
      occasion: `unused ${Math.floor(ageDays / 180)}`,
    },
  ];
}
