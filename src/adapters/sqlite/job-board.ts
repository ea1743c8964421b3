import type { Job } from "../../core/ports/jobs.ts";

/** A job that waits or runs. `number` is its place in the order of enqueueing. */
export interface Entry {
  readonly number: number;
  readonly job: Job;
  /** How many runs of it failed so far. */
  failures: number;
  /** When a failed job runs next, or null when it has not failed. */
  retryAt: number | null;
}

interface Line {
  /** Sorted by `at`, then by the order of enqueueing. */
  readonly waiting: Entry[];
  /** The job that holds the key: it runs, or it waits for its retry. */
  held: { readonly entry: Entry; running: boolean } | undefined;
}

/** How many lanes are remembered with the turn that they had last. */
const lanesRemembered = 1000;

/**
 * Decides which job runs next. It knows of no store and starts nothing: a job that has failed and one
 * that runs hold their key, and of the lanes the one that was served longest ago has its turn.
 */
export class JobBoard {
  readonly #lines = new Map<string, Line>();
  /** When a lane had its turn last, the longest ago first. */
  readonly #served = new Map<string, number>();
  #turn = 0;

  add(entry: Entry): void {
    const line = this.#lineOf(entry.job.key);
    if (entry.retryAt !== null && !line.held) {
      line.held = { entry, running: false };
      return;
    }
    const place = line.waiting.findLastIndex((other) => isBefore(other, entry));
    line.waiting.splice(place + 1, 0, entry);
  }

  /** Takes the job whose turn it is, if one is due whose kind is among these. It holds its key from then on. */
  take(now: number, kinds: ReadonlySet<string>): Entry | undefined {
    let next: Entry | undefined;
    for (const line of this.#lines.values()) {
      const candidate = candidateOf(line, now, kinds);
      if (candidate && (!next || this.#goesFirst(candidate, next))) next = candidate;
    }
    if (next) this.#start(next);
    return next;
  }

  /** The job ended, in whatever way: its key is free. */
  end({ job, number }: Entry): void {
    const line = this.#lines.get(job.key);
    if (line?.held?.entry.number !== number) return;
    line.held = undefined;
    this.#dropEmpty(job.key, line);
  }

  /** The job failed: it goes on holding its key until it runs again. */
  retry(entry: Entry, failures: number, retryAt: number): void {
    entry.failures = failures;
    entry.retryAt = retryAt;
    const line = this.#lineOf(entry.job.key);
    line.held = { entry, running: false };
  }

  /** Drops what waits under the key, a retry included, and gives what runs. */
  cancel(key: string): Entry | undefined {
    const line = this.#lines.get(key);
    if (!line) return undefined;
    line.waiting.length = 0;
    if (line.held?.running) return line.held.entry;
    line.held = undefined;
    this.#dropEmpty(key, line);
    return undefined;
  }

  /** Drops these jobs, retries included, and gives those of them that run. */
  erase(numbers: ReadonlySet<number>): Entry[] {
    const running: Entry[] = [];
    for (const [key, line] of [...this.#lines]) {
      const kept = line.waiting.filter(({ number }) => !numbers.has(number));
      line.waiting.splice(0, line.waiting.length, ...kept);
      if (line.held && numbers.has(line.held.entry.number)) {
        if (line.held.running) running.push(line.held.entry);
        else line.held = undefined;
      }
      this.#dropEmpty(key, line);
    }
    return running;
  }

  /** The next instant after `now` at which a job falls due. */
  nextDueAt(now: number): number | undefined {
    let next = Number.POSITIVE_INFINITY;
    for (const { held, waiting } of this.#lines.values()) {
      if (held?.running) continue;
      const later = held ? held.entry : waiting.find(({ job }) => job.at > now);
      const dueAt = later ? dueAtOf(later) : Number.POSITIVE_INFINITY;
      if (dueAt > now) next = Math.min(next, dueAt);
    }
    return Number.isFinite(next) ? next : undefined;
  }

  #goesFirst(one: Entry, other: Entry): boolean {
    const difference = (this.#served.get(one.job.lane) ?? 0) - (this.#served.get(other.job.lane) ?? 0);
    return difference < 0 || (difference === 0 && isBefore(one, other));
  }

  #start(entry: Entry): void {
    const { key, lane } = entry.job;
    const line = this.#lineOf(key);
    const place = line.waiting.indexOf(entry);
    if (place >= 0) line.waiting.splice(place, 1);
    line.held = { entry, running: true };
    this.#turn += 1;
    this.#served.delete(lane);
    this.#served.set(lane, this.#turn);
    const [oldest] = this.#served.keys();
    if (oldest !== undefined && this.#served.size > lanesRemembered) this.#served.delete(oldest);
  }

  #lineOf(key: string): Line {
    const there = this.#lines.get(key);
    if (there) return there;
    const line: Line = { waiting: [], held: undefined };
    this.#lines.set(key, line);
    return line;
  }

  #dropEmpty(key: string, line: Line): void {
    if (!line.held && line.waiting.length === 0) this.#lines.delete(key);
  }
}

function candidateOf({ held, waiting }: Line, now: number, kinds: ReadonlySet<string>): Entry | undefined {
  if (held?.running) return undefined;
  const next = held ? held.entry : waiting.find(({ job }) => kinds.has(job.kind));
  return next && kinds.has(next.job.kind) && dueAtOf(next) <= now ? next : undefined;
}

function dueAtOf({ job, retryAt }: Entry): number {
  return retryAt ?? job.at;
}

function isBefore(one: Entry, other: Entry): boolean {
  return one.job.at < other.job.at || (one.job.at === other.job.at && one.number < other.number);
}
