import { Queue, Worker } from "bullmq";
import { StoreError } from "../../core/errors.ts";
import { newId, type PersonId, type WorkspaceId } from "../../core/ids.ts";
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
import { BullConnections } from "./bull-connections.ts";
import { createRedisClient, type RedisClient, strictly } from "./connection.ts";
import { bullPrefix, type Ending, JobBoard, type Report, type Taken, tokenQueue } from "./job-board.ts";
import { clearFiles } from "./keys.ts";

/** How long a worker that says nothing keeps its job, how often it says something, and how often others look. */
const lockMs = 1500;
const renewMs = 500;
const lookMs = 500;

/** The longest time between two looks at what falls due: what another replica has planned may fall due meanwhile. */
const longestSleepMs = 1000;

/** How long to wait before the end of a job is written again, when the store would not take it. */
const storeRetryMs = 500;

/** At most once in this time it is logged that something is wrong with the connection. */
const complainEveryMs = 5000;

interface Run {
  readonly id: string;
  readonly token: string;
  readonly controller: AbortController;
  cancelled: boolean;
}

/**
 * Jobs over BullMQ. The board says what may run, in which order; for each job that may, BullMQ carries a token, which
 * some replica gets, keeps by a lock while it works, and loses to another when it dies.
 */
export class RedisJobs implements Jobs {
  readonly #url: string;
  readonly #prefix: string;
  readonly #client: RedisClient;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #board: JobBoard;
  readonly #queue: Queue;
  readonly #connections: BullConnections;
  readonly #runs = new Map<string, Run>();
  #listener: RedisClient | undefined;
  #worker: Worker | undefined;
  #handlers: Readonly<Record<string, JobHandler>> = {};
  #draining = false;
  #closed = false;
  #cancelTimer: Cancel = () => undefined;
  #sleepsUntil = Number.POSITIVE_INFINITY;
  #complainedAt = Number.NEGATIVE_INFINITY;
  #onIdle: () => void = () => undefined;

  constructor(options: {
    readonly url: string;
    readonly prefix: string;
    readonly client: RedisClient;
    readonly clock: Clock;
    readonly log: Log;
  }) {
    const { url, prefix, client, clock, log } = options;
    this.#url = url;
    this.#prefix = prefix;
    this.#client = client;
    this.#clock = clock;
    this.#log = log;
    this.#board = new JobBoard(client, prefix, clock);
    this.#connections = new BullConnections(url, log);
    const connection = this.#connections.forQueue();
    this.#queue = new Queue(tokenQueue, { connection, prefix: bullPrefix(prefix) });
    this.#queue.on("error", (error) => this.#complain(error));
  }

  enqueue(job: Job): Promise<boolean> {
    return strictly("jobs.enqueue", async () => {
      const { isNew, ...report } = await this.#board.enqueue(job);
      await this.#follow(report);
      return isNew;
    });
  }

  run(handlers: Readonly<Record<string, JobHandler>>, slots: number): Promise<void> {
    return strictly("jobs.run", async () => {
      this.#handlers = handlers;
      this.#listener = createRedisClient(this.#url, this.#log);
      await this.#listener.connect();
      await this.#listener.subscribe(this.#abortChannel, (token) => this.#abort(token));
      this.#worker = new Worker(tokenQueue, ({ id }) => this.#work(id ?? ""), {
        connection: this.#connections.forWorker(),
        prefix: bullPrefix(this.#prefix),
        concurrency: slots,
        lockDuration: lockMs,
        lockRenewTime: renewMs,
        stalledInterval: lookMs,
        // How long it rests after an error of the connection.
        runRetryDelay: storeRetryMs,
        // A worker's death is no failure of its job, however often it happens.
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      });
      this.#worker.on("error", (error) => this.#complain(error));
      this.#worker.on("lockRenewalFailed", (tokens) => {
        for (const token of tokens) this.#lose(token);
      });
      await this.#lookAgain();
    });
  }

  cancel(key: string): Promise<number> {
    return strictly("jobs.cancel", async () => {
      const { count, tokens, ...report } = await this.#board.cancel(key);
      await this.#abortEverywhere(tokens);
      await this.#follow(report);
      return count;
    });
  }

  eraseWorkspace(workspace: WorkspaceId, except: string | null): Promise<number> {
    return strictly("jobs.eraseWorkspace", async () => {
      const { count, tokens, ...report } = await this.#board.erase(workspace, except);
      await this.#abortEverywhere(tokens);
      await this.#follow(report);
      await clearFiles(this.#client);
      return count;
    });
  }

  eraseNaming(workspace: WorkspaceId, person: PersonId, except: string | null): Promise<number> {
    return strictly("jobs.eraseNaming", async () => {
      const { count, ...report } = await this.#board.eraseNaming(workspace, person, except);
      await this.#follow(report);
      await clearFiles(this.#client);
      return count;
    });
  }

  depth(): Promise<number> {
    return strictly("jobs.depth", () => this.#board.depth());
  }

  deadLetters(limit: number): Promise<DeadLetter[]> {
    return strictly("jobs.deadLetters", () => this.#board.dead(limit));
  }

  replay(id: string): Promise<boolean> {
    return strictly("jobs.replay", async () => {
      const { isReplayed, ...report } = await this.#board.replay(id);
      await this.#follow(report);
      return isReplayed;
    });
  }

  async drain(deadlineMs: number): Promise<number> {
    this.#draining = true;
    this.#cancelTimer();
    await this.#worker?.pause(true);
    if (this.#runs.size === 0) return 0;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(deadlineMs, resolve);
      this.#onIdle = () => {
        cancel();
        resolve();
      };
    });
    for (const { controller } of this.#runs.values())
      controller.abort(new DOMException("The process is stopping", "AbortError"));
    return this.#runs.size;
  }

  /** Forgets the ids of jobs that ended more than 25 hours ago. */
  sweep(): Promise<void> {
    return strictly("jobs.sweep", () => this.#board.sweep());
  }

  /** Starts nothing more. What still runs is aborted and handed back. */
  async close(): Promise<void> {
    this.#draining = true;
    this.#cancelTimer();
    for (const { controller } of this.#runs.values()) controller.abort();
    await this.#worker?.close();
    this.#closed = true;
    await this.#queue.close();
    this.#disconnect();
  }

  /** Ends as a crash would: nothing is handed back. */
  async die(): Promise<void> {
    this.#draining = true;
    this.#closed = true;
    this.#cancelTimer();
    this.#disconnect();
    await this.#worker?.close(true).catch(() => undefined);
    await this.#queue.close().catch(() => undefined);
  }

  #disconnect(): void {
    if (this.#listener?.isOpen) this.#listener.destroy();
    this.#connections.destroy();
  }

  get #abortChannel(): string {
    return `${this.#prefix}:jobs:abort`;
  }

  /** A server that is away breaks many things at once, again and again: one line in some seconds tells enough. */
  #complain(error: unknown): void {
    const now = this.#clock.now();
    if (this.#closed || now - this.#complainedAt < complainEveryMs) return;
    this.#complainedAt = now;
    this.#log.warn("jobs-disturbed", {}, error);
  }

  /** Puts out the tokens for what may run now, and wakes when the next falls due. */
  async #follow({ fresh, nextDueAt }: Report): Promise<void> {
    if (nextDueAt !== undefined) this.#wakeAt(nextDueAt);
    if (fresh > 0) await this.#putTokens(fresh);
  }

  /** What stands on the board is durable already: tokens that could not be put out are put out at the next look. */
  async #putTokens(count: number): Promise<void> {
    const options = { removeOnComplete: true, removeOnFail: true };
    try {
      // One by one: in bulk BullMQ does not find its scripts again after a restart of the server.
      await Promise.all(Array.from({ length: count }, () => this.#queue.add("job", {}, options)));
    } catch (error) {
      this.#complain(error);
    }
  }

  #wakeAt(at: number): void {
    if (this.#draining || !this.#worker) return;
    const wakeAt = Math.min(at, this.#clock.now() + longestSleepMs);
    if (wakeAt >= this.#sleepsUntil) return;
    this.#cancelTimer();
    this.#sleepsUntil = wakeAt;
    this.#cancelTimer = this.#clock.after(Math.max(0, wakeAt - this.#clock.now()), () => {
      this.#sleepsUntil = Number.POSITIVE_INFINITY;
      void this.#lookAgain();
    });
  }

  async #lookAgain(): Promise<void> {
    try {
      await this.#tick();
    } catch (error) {
      this.#complain(error);
    } finally {
      this.#wakeAt(this.#clock.now() + longestSleepMs);
    }
  }

  /** Makes ready what has fallen due, and puts out the tokens that a replica which died on the way did not. */
  async #tick(): Promise<void> {
    const { ready, fresh, nextDueAt } = await this.#board.tick();
    if (nextDueAt !== undefined) this.#wakeAt(nextDueAt);
    if (ready === 0) return;
    const { waiting = 0 } = await this.#queue.getJobCounts("waiting");
    const missing = Math.max(fresh, ready - waiting);
    if (missing > 0) await this.#putTokens(missing);
  }

  /** What a replica does with a token. */
  async #work(token: string): Promise<void> {
    // Fetched just before the stop: it is for another replica.
    if (this.#draining) return this.#putTokens(1);
    const run: Run = { id: newId(), token, controller: new AbortController(), cancelled: false };
    const { taken, ...report } = await this.#board.take(token, run.id, Object.keys(this.#handlers));
    if (!taken) return this.#follow(report);
    this.#runs.set(token, run);
    const ending = await this.#execute(run, taken);
    await this.#store(run, ending);
    if (this.#runs.get(token) === run) this.#runs.delete(token);
    if (this.#runs.size === 0) this.#onIdle();
  }

  async #execute({ controller, ...run }: Run, { job, failures, isReadable }: Taken): Promise<Ending> {
    if (!isReadable) return { type: "dead", failures, label: "Unreadable" };
    const attempt = failures + 1;
    const last = attempt === jobAttempts;
    try {
      await this.#handlers[job.kind]?.({ job, attempt, last, signal: controller.signal });
      return { type: "done" };
    } catch (error) {
      // Cut off by a drain: it runs again elsewhere.
      if (this.#draining && controller.signal.aborted) return { type: "release" };
      if (this.#runs.get(run.token)?.cancelled) return { type: "done" };
      const { id, kind } = job;
      this.#log.warn("job-failed", { id, kind, attempt, last }, error);
      if (last) return { type: "dead", failures: attempt, label: labelError(error) };
      return { type: "retry", failures: attempt, retryAt: this.#clock.now() + retryDelayMs(attempt) };
    }
  }

  /** Writes how a run ended, again and again: a job that is done must not run twice because the store was away. */
  async #store(run: Run, ending: Ending): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#follow(await this.#board.end(run.token, run.id, ending));
        return;
      } catch (error) {
        this.#log.error("job-end-not-stored", {}, new StoreError("jobs.end", error));
        await new Promise<void>((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }

  async #abortEverywhere(tokens: readonly string[]): Promise<void> {
    for (const token of tokens) {
      this.#abort(token);
      await this.#client.publish(this.#abortChannel, token);
    }
  }

  #abort(token: string): void {
    const run = this.#runs.get(token);
    if (!run) return;
    run.cancelled = true;
    run.controller.abort(new DOMException("The job was cancelled", "AbortError"));
  }

  /** Another replica has the token by now. */
  #lose(token: string): void {
    this.#runs.get(token)?.controller.abort(new DOMException("Another replica took over", "AbortError"));
  }
}
