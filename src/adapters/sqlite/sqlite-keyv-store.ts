import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { KeyvStoreAdapter, StoredData } from "keyv";
import type { Clock } from "../../core/ports/clock.ts";
import { clearLog } from "./clear-log.ts";
import type { WriteQueue } from "./write-queue.ts";

/**
 * Keyv's storage on the table `documents`. Keyv hands it texts and a time to live; when that ends is
 * decided here, by the clock, so that an expired value is as good as absent for every method.
 */
export class SqliteKeyvStore implements KeyvStoreAdapter {
  readonly opts = {};
  readonly namespace = undefined;
  readonly #connection: DatabaseSync;
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #statements: Readonly<
    Record<"get" | "set" | "add" | "swap" | "delete" | "erase" | "clear" | "sweep", StatementSync>
  >;

  constructor(connection: DatabaseSync, queue: WriteQueue, clock: Clock) {
    this.#connection = connection;
    this.#queue = queue;
    this.#clock = clock;
    const upsert =
      "INSERT INTO documents (key, value, expires_at) VALUES (?, ?, ?)\n ON CONFLICT DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at";
    this.#statements = {
      get: connection.prepare(
        "SELECT value FROM documents WHERE key = ? AND (expires_at IS NULL OR expires_at > ?)",
      ),
      set: connection.prepare(upsert),
      add: connection.prepare(`${upsert} WHERE documents.expires_at <= ?`),
      swap: connection.prepare(
        `UPDATE documents SET value = ?, expires_at = NULL
         WHERE key = ? AND value = ? AND (expires_at IS NULL OR expires_at > ?)`,
      ),
      delete: connection.prepare("DELETE FROM documents WHERE key = ? RETURNING expires_at"),
      erase: connection.prepare("DELETE FROM documents WHERE key >= ? AND key < ? RETURNING expires_at"),
      clear: connection.prepare("DELETE FROM documents"),
      sweep: connection.prepare("DELETE FROM documents WHERE expires_at <= ?"),
    };
  }

  /** Keyv listens for errors of stores that fail apart from a call. This one never does. */
  on(): this {
    return this;
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const row = this.#statements.get.get(key, this.#clock.now());
    return row?.value as StoredData<Value> | undefined;
  }

  async set(key: string, value: string, timeToLiveMs?: number): Promise<void> {
    const expiresAt = this.#expiry(timeToLiveMs);
    await this.#queue.write("documents.put", () => this.#statements.set.run(key, value, expiresAt));
  }

  /** Writes only where nothing is; true when it did. */
  add(key: string, value: string, timeToLiveMs?: number): Promise<boolean> {
    const now = this.#clock.now();
    const expiresAt = this.#expiry(timeToLiveMs);
    return this.#queue.write(
      "documents.add",
      () => this.#statements.add.run(key, value, expiresAt, now).changes === 1,
    );
  }

  /** Writes, for ever, only where the very text `seen` is; true when it did. */
  swap(key: string, seen: string, next: string): Promise<boolean> {
    const now = this.#clock.now();
    return this.#queue.write(
      "documents.swap",
      () => this.#statements.swap.run(next, key, seen, now).changes === 1,
    );
  }

  delete(key: string): Promise<boolean> {
    const now = this.#clock.now();
    return this.#queue.write("documents.delete", () => {
      const row = this.#statements.delete.get(key) as { expires_at: number | null } | undefined;
      return row !== undefined && isStanding(row, now);
    });
  }

  /** Deletes the keys from `first` on and below `end`, by the order of their bytes, and clears the log of them. */
  async erase(first: string, end: string): Promise<number> {
    const now = this.#clock.now();
    const operation = "documents.eraseWorkspace";
    const count = await this.#queue.write(operation, () => {
      const rows = this.#statements.erase.all(first, end) as { expires_at: number | null }[];
      return rows.filter((row) => isStanding(row, now)).length;
    });
    await clearLog(this.#connection);
    return count;
  }

  async clear(): Promise<void> {
    await this.#queue.write("documents.clear", () => this.#statements.clear.run());
  }

  /** Deletes what has expired. */
  async sweep(): Promise<void> {
    const now = this.#clock.now();
    await this.#queue.write("documents.sweep", () => this.#statements.sweep.run(now));
  }

  #expiry(timeToLiveMs: number | undefined): number | null {
    return timeToLiveMs === undefined ? null : this.#clock.now() + timeToLiveMs;
  }
}

function isStanding({ expires_at }: { readonly expires_at: number | null }, now: number): boolean {
  return expires_at === null || expires_at > now;
}
