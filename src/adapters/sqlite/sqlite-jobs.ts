import type { DatabaseSync } from "node:sqlite";
import type { PersonId, WorkspaceId } from "../../core/ids.ts";
import type { Cancel, Clock } from "../../core/ports/clock.ts";
import {
  type DeadLetter,
  type Job,
  type JobHandler,
  type Jobs,
  jobAttempts,
  retryDelayMs,
} from "../../core/ports/jobs.ts";
import type { Log } from "../../core/ports/log.ts";
import { labelError } from "../../core/storage/error-label.ts";
import { clearLog } from "./clear-log.ts";
import { type Entry, JobBoard } from "./job-board.ts";
import { JobTable } from "./job-table.ts";
import { read } from "./read.ts";
import type { WriteQueue } from "./write-queue.ts";

/** The longest sleep of the timer: a wall clock that is set forward is noticed after this time. */
const longestSleepMs = 30_000;
/** How long to wait before the end of a job is written again, when the store would not take it. */
const storeRetryMs = 1000;

interface Run {
  readonly entry: Entry;
  readonly controller: AbortController;
  cancelled: boolean;
}

/**
 * Jobs in one table, run by this process. The table says what is to be done; in what order, and what
 * runs now, is kept in memory, because no other process has the table.
 */
export class SqliteJobs implements Jobs {
  readonly #connection: DatabaseSync;
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #table: JobTable;
  readonly #board = new JobBoard();
  readonly #runs = new Map<Entry, Run>();
  #handlers: Readonly<Record<string, JobHandler>> = {};
  #kinds: ReadonlySet<string> = new Set();
  #slots = 0;
  #draining = false;
  #closed = false;
  #cancelTimer: Cancel = () => undefined;
  #onIdle: () => void = () => undefined;

  constructor(connection: DatabaseSync, queue: WriteQueue, clock: Clock, log: Log) {
    this.#connection = connection;
    this.#queue = queue;
    this.#clock = clock;
    this.#log = log;
    this.#table = new JobTable(connection);
    for (const entry of this.#table.waiting(clock.now())) this.#board.add(entry);
  }

  async enqueue(job: Job): Promise<boolean> {
    const now = this.#clock.now();
    const number = await this.#queue.write("jobs.enqueue", () => this.#table.add(job, now));
    if (number === undefined) return false;
    this.#board.add({ number, job, failures: 0, retryAt: null });
    this.#startDue();
    return true;
  }

  async run(handlers: Readonly<Record<string, JobHandler>>, slots: number): Promise<void> {
    this.#handlers = handlers;
    this.#kinds = new Set(Object.keys(handlers));
    this.#slots = slots;
    this.#startDue();
  }

  async cancel(key: string): Promise<number> {
    const now = this.#clock.now();
    const count = await this.#queue.write("jobs.cancel", () => this.#table.cancel(key, now));
    const running = this.#board.cancel(key);
    if (running) this.#abort(running);
    return count;
  }

  async eraseWorkspace(workspace: WorkspaceId, except: string | null): Promise<number> {
    const operation = "jobs.eraseWorkspace";
    const erased = await this.#queue.write(operation, () => this.#table.erase(workspace, except));
    for (const running of this.#board.erase(new Set(erased))) this.#abort(running);
    await read(operation, () => clearLog(this.#connection));
    this.#startDue();
    return erased.length;
  }

  async eraseNaming(workspace: WorkspaceId, person: PersonId, except: string | null): Promise<number> {
    const operation = "jobs.eraseNaming";
    const erased = await this.#queue.write(operation, () =>
      this.#table.eraseNaming(workspace, person, except),
    );
    // What runs holds its key until its end.
    this.#board.erase(new Set(erased));
    await read(operation, () => clearLog(this.#connection));
    this.#startDue();
    return erased.length;
  }

  depth(): Promise<number> {
    return read("jobs.depth", () => this.#table.depth());
  }

  deadLetters(limit: number): Promise<DeadLetter[]> {
    return read("jobs.deadLetters", () => this.#table.dead(limit));
  }

  async replay(id: string): Promise<boolean> {
    const entry = await this.#queue.write("jobs.replay", () => this.#table.replay(id));
    if (!entry) return false;
    this.#board.add(entry);
    this.#startDue();
    return true;
  }

  async drain(deadlineMs: number): Promise<number> {
    this.#draining = true;
    this.#cancelTimer();
    if (this.#runs.size === 0) return 0;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(deadlineMs, resolve);
      this.#onIdle = () => {
        cancel();
        resolve();
      };
    });
    for (const { controller } of this.#runs.values()) {
      controller.abort(new DOMException("The process is stopping", "AbortError"));
    }
    return this.#runs.size;
  }

  /** Forgets the ids of jobs that ended more than 25 hours ago. */
  async sweep(): Promise<void> {
    const now = this.#clock.now();
    await this.#queue.write("jobs.sweep", () => this.#table.sweep(now));
  }

  /** Starts nothing more. What still runs is aborted, and runs again at the next start. */
  close(): void {
    this.#draining = true;
    this.#closed = true;
    this.#cancelTimer();
    for (const { controller } of this.#runs.values()) controller.abort();
  }

  #abort(entry: Entry): void {
    const run = this.#runs.get(entry);
    if (!run) return;
    run.cancelled = true;
    run.controller.abort(new DOMException("The job was cancelled", "AbortError"));
  }

  /** Fills the free slots with what is due, and sets the timer for what falls due next. */
  #startDue(): void {
    if (this.#draining) return;
    this.#cancelTimer();
    const now = this.#clock.now();
    while (this.#runs.size < this.#slots) {
      const entry = this.#board.take(now, this.#kinds);
      if (!entry) break;
      void this.#execute(entry);
    }
    // With all slots taken, the end of a run looks for the next one.
    if (this.#runs.size >= this.#slots) return;
    const nextAt = this.#board.nextDueAt(now);
    if (nextAt === undefined) return;
    this.#cancelTimer = this.#clock.after(Math.min(nextAt - now, longestSleepMs), () => this.#startDue());
  }

  async #execute(entry: Entry): Promise<void> {
    const run: Run = { entry, controller: new AbortController(), cancelled: false };
    this.#runs.set(entry, run);
    try {
      await this.#handle(run);
      await this.#store(run, () => this.#succeeded(entry));
    } catch (error) {
      await this.#afterFailure(run, error);
    }
    this.#runs.delete(entry);
    if (this.#runs.size === 0) this.#onIdle();
    this.#startDue();
  }

  async #handle({ entry, controller }: Run): Promise<void> {
    const { job, failures } = entry;
    const attempt = failures + 1;
    const last = attempt === jobAttempts;
    await this.#handlers[job.kind]?.({ job, attempt, last, signal: controller.signal });
  }

  async #afterFailure(run: Run, error: unknown): Promise<void> {
    const { entry, controller, cancelled } = run;
    if (cancelled) {
      this.#board.end(entry);
      return;
    }
    // Cut off by a drain: the row waits as it did, and the job runs again at the next start.
    if (this.#draining && controller.signal.aborted) return;
    const failures = entry.failures + 1;
    const { id, kind } = entry.job;
    this.#log.warn("job-failed", { id, kind, attempt: failures, last: failures === jobAttempts }, error);
    await this.#store(run, () => this.#failed(entry, failures, labelError(error)));
  }

  async #succeeded(entry: Entry): Promise<void> {
    const now = this.#clock.now();
    await this.#queue.write("jobs.end", () => this.#table.end(entry.number, entry.job.id, now));
    this.#board.end(entry);
  }

  async #failed(entry: Entry, failures: number, error: string): Promise<void> {
    const { number, job } = entry;
    const now = this.#clock.now();
    if (failures >= jobAttempts) {
      await this.#queue.write("jobs.bury", () => this.#table.bury(number, job.id, failures, error, now));
      this.#board.end(entry);
      return;
    }
    const retryAt = now + retryDelayMs(failures);
    const waits = await this.#queue.write("jobs.retry", () =>
      this.#table.retry(number, job.id, failures, retryAt),
    );
    if (waits) this.#board.retry(entry, failures, retryAt);
    else this.#board.end(entry);
  }

  /** Writes how a run ended, again and again: a job that is done must not run twice because the disk was full. */
  async #store({ entry }: Run, write: () => Promise<void>): Promise<void> {
    while (!this.#closed) {
      try {
        await write();
        return;
      } catch (error) {
        this.#log.error("job-end-not-stored", { id: entry.job.id }, error);
        await new Promise<void>((resolve) => void this.#clock.after(storeRetryMs, resolve));
      }
    }
  }
}
