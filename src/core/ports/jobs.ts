import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Json } from "./documents.ts";

/** Work to be done once, however often it is enqueued and whatever dies meanwhile. */
export interface Job {
  /** An id is remembered for 25 hours after the job ended: enqueueing it again does nothing. */
  readonly id: string;
  /** Which handler runs it. */
  readonly kind: string;
  /** Jobs of one key run one at a time, in the order of `at` and then of enqueueing. */
  readonly key: string;
  /**
   * Lanes take turns, so that a burst in one does not keep the others waiting. A job of a workspace has the
   * workspace's id for a lane, or one that begins with it and a space.
   */
  readonly lane: string;
  /** Not before this instant in milliseconds. */
  readonly at: number;
  readonly data: Json;
}

/** One run of a job. */
export interface JobRun {
  readonly job: Job;
  /** 1 for the first run. Only failures count; a run that died with its process does not. */
  readonly attempt: number;
  /** True when a failure of this run makes the job a dead letter: the time to tell the person. */
  readonly last: boolean;
  /** Aborted when the job is cancelled, or when a drain has run out of time. */
  readonly signal: AbortSignal;
}

/** Runs one job. A rejection is a failure: it is retried with back-off, and after 5 runs a dead letter. */
export type JobHandler = (run: JobRun) => Promise<void>;

/** A job that failed for good. */
export interface DeadLetter {
  readonly job: Job;
  readonly attempts: number;
  /** Class and code of the last error; never its text. */
  readonly error: string;
  readonly diedAt: number;
}

/** How many times a job runs before it is a dead letter. */
export const jobAttempts = 5;

/** How long an ended job's id is remembered, in milliseconds. */
export const jobMemoryMs = 25 * 60 * 60 * 1000;

/** How long a failed job waits before its next run, in milliseconds: 1, 2, 4, 8 seconds. */
export function retryDelayMs(attempt: number): number {
  return 1000 * 2 ** (attempt - 1);
}

/**
 * Durable work. A job that waits for its retry holds its key; a job that is not due yet does not. A
 * job whose worker died runs again within two seconds of a worker being there. Rejects with a
 * StoreError when the store fails.
 */
export interface Jobs {
  /** Durable once it resolves, and started at once when it is due. False when the id is known already. */
  enqueue(job: Job): Promise<boolean>;
  /** Starts to run jobs of these kinds, `slots` at a time. Jobs of other kinds wait. Called once. */
  run(handlers: Readonly<Record<string, JobHandler>>, slots: number): Promise<void>;
  /** Drops the waiting jobs of the key and aborts the running one. Resolves to how many there were. */
  cancel(key: string): Promise<number>;
  /**
   * Forgets every job of the workspace's lanes as if it had never been, ended ones and dead letters too, and
   * aborts those that run; a job whose id is `except` stays as it is. Nothing of them is left in the store's
   * files. Gives how many waited, ran or were dead. Safe to repeat, and to be called by a job of the workspace.
   */
  eraseWorkspace(workspace: WorkspaceId, except: string | null): Promise<number>;
  /**
   * Forgets the jobs of the workspace's lanes whose id, key or data holds the person's id as a whole word, as if they had
   * never been, ended ones and dead letters too; a job whose id is `except` stays as it is. Those that run go on to their
   * end, and do not run again when they die on the way. Nothing of them is left in the store's files. Gives how many
   * waited, ran or were dead. Safe to repeat.
   */
  eraseNaming(workspace: WorkspaceId, person: PersonId, except: string | null): Promise<number>;
  /** Jobs that wait or run. */
  depth(): Promise<number>;
  /** Newest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>;
  /** Puts a dead letter back in its queue with its attempts forgotten. False when there is none of that id. */
  replay(id: string): Promise<boolean>;
  /**
   * Takes no new job, waits for the running ones until the deadline, then aborts them; what did not end
   * runs again at the next start. Resolves to how many were cut off.
   */
  drain(deadlineMs: number): Promise<number>;
}
