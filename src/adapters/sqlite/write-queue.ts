import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../../core/errors.ts";
import { asStoreError, isBusy } from "./sqlite-failure.ts";

/** How often a transaction that finds the database locked is tried again, with a turn of the event loop between. */
const attemptsWhileBusy = 10;

interface PendingWrite {
  readonly operation: string;
  readonly work: () => unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Outcome =
  | { readonly done: true; readonly result: unknown }
  | { readonly done: false; readonly error: unknown };

/**
 * Groups writes: all that are asked for before the next turn of the event loop share one transaction
 * and so one wait for the disk. Each stands for itself: one that throws is undone alone. A promise
 * resolves only after the commit, and rejects with a StoreError.
 */
export class WriteQueue {
  readonly #connection: DatabaseSync;
  #pending: PendingWrite[] = [];
  #planned = false;
  #busyAttempts = 0;
  #closed = false;

  constructor(connection: DatabaseSync) {
    this.#connection = connection;
  }

  /**
   * Runs the work in a transaction. The work is synchronous, touches nothing but the database, and may
   * be run twice: when another write of the group fails, the group is rolled back and run again.
   */
  write<Result>(operation: string, work: () => Result): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#closed) {
        reject(new StoreError(operation, new Error("The store is closed")));
        return;
      }
      this.#pending.push({ operation, work, resolve: (result) => resolve(result as Result), reject });
      this.#plan();
    });
  }

  /** Writes what waits and takes nothing more. */
  close(): void {
    this.#busyAttempts = attemptsWhileBusy;
    this.#flush();
    this.#closed = true;
  }

  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    setImmediate(() => {
      this.#planned = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#pending.length === 0) return;
    try {
      this.#connection.exec("BEGIN IMMEDIATE");
    } catch (error) {
      this.#afterRefusal(error);
      return;
    }
    this.#busyAttempts = 0;
    const group = this.#pending;
    this.#pending = [];
    try {
      const outcomes = this.#runGroup(group);
      this.#connection.exec("COMMIT");
      settle(group, outcomes);
    } catch (error) {
      rejectAll(group, error);
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
    }
  }

  /** The transaction could not begin: what waits goes on waiting while the lock may still be given free. */
  #afterRefusal(error: unknown): void {
    this.#busyAttempts += 1;
    if (isBusy(error) && this.#busyAttempts < attemptsWhileBusy) {
      this.#plan();
      return;
    }
    this.#busyAttempts = 0;
    rejectAll(this.#pending.splice(0), error);
  }

  #runGroup(group: readonly PendingWrite[]): Outcome[] {
    try {
      return group.map(({ work }) => ({ done: true, result: work() }));
    } catch {
      // Savepoints cost more than the writes themselves, so they are set only once one has failed.
      if (this.#connection.isTransaction) this.#connection.exec("ROLLBACK");
      this.#connection.exec("BEGIN IMMEDIATE");
      return group.map(({ work }) => this.#runApart(work));
    }
  }

  #runApart(work: () => unknown): Outcome {
    this.#connection.exec("SAVEPOINT one_write");
    try {
      const result = work();
      this.#connection.exec("RELEASE one_write");
      return { done: true, result };
    } catch (error) {
      // A full disk ends the whole transaction, and with it every write of the group.
      if (!this.#connection.isTransaction) throw error;
      this.#connection.exec("ROLLBACK TO one_write");
      this.#connection.exec("RELEASE one_write");
      return { done: false, error };
    }
  }
}

function settle(group: readonly PendingWrite[], outcomes: readonly Outcome[]): void {
  for (const [index, { operation, resolve, reject }] of group.entries()) {
    const outcome = outcomes[index];
    if (outcome?.done) resolve(outcome.result);
    else reject(asStoreError(operation, outcome?.error));
  }
}

function rejectAll(group: readonly PendingWrite[], error: unknown): void {
  for (const { operation, reject } of group) reject(asStoreError(operation, error));
}
