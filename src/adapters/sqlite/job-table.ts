import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Json } from "../../core/ports/documents.ts";
import { type DeadLetter, type Job, jobMemoryMs } from "../../core/ports/jobs.ts";
import { encodeJson } from "../../core/storage/json-codec.ts";
import { namesWhole } from "../../core/storage/names-whole.ts";
import type { Entry } from "./job-board.ts";

interface JobRow {
  readonly number: number;
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly lane: string;
  readonly at: number;
  readonly data: string;
  readonly failures: number;
  readonly retry_at: number | null;
  readonly error: string | null;
  readonly ended_at: number | null;
}

const statements = {
  known: "SELECT 1 FROM jobs WHERE id = ? AND (ended_at IS NULL OR state = 'dead' OR ended_at > ?)",
  forget: "DELETE FROM jobs WHERE id = ?",
  insert: `INSERT INTO jobs (id, kind, key, lane, at, data, state) VALUES (?, ?, ?, ?, ?, ?, 'waiting')`,
  waiting: "SELECT * FROM jobs WHERE state = 'waiting' ORDER BY number",
  depth: "SELECT count(*) AS count FROM jobs WHERE state = 'waiting'",
  cancel: `UPDATE jobs SET state = 'ended', ended_at = ?, data = 'null' WHERE state = 'waiting' AND key = ?`,
  // Waits for the state, because a job that was cancelled while it ran has ended already; and goes by the id as
  // well, because the number of one that was erased while it ran may be another's by now.
  end: `UPDATE jobs SET state = 'ended', ended_at = ?, data = 'null', error = NULL
    WHERE number = ? AND id = ? AND state = 'waiting'`,
  retry: "UPDATE jobs SET failures = ?, retry_at = ? WHERE number = ? AND id = ? AND state = 'waiting'",
  bury: `UPDATE jobs SET state = 'dead', ended_at = ?, error = ?, failures = ?
    WHERE number = ? AND id = ? AND state = 'waiting'`,
  dead: "SELECT * FROM jobs WHERE state = 'dead' ORDER BY ended_at DESC, number DESC LIMIT ?",
  replay: `UPDATE jobs SET state = 'waiting', failures = 0, retry_at = NULL, error = NULL, ended_at = NULL
    WHERE id = ? AND state = 'dead' RETURNING *`,
  // The byte after a space is an exclamation mark: these are the workspace's own lane and those that begin with it.
  erase: `DELETE FROM jobs WHERE (lane = ?1 OR (lane >= ?1 || ' ' AND lane < ?1 || '!')) AND id IS NOT ?2
    RETURNING number, state`,
  ofWorkspace: "SELECT * FROM jobs WHERE lane = ?1 OR (lane >= ?1 || ' ' AND lane < ?1 || '!')",
  delete: "DELETE FROM jobs WHERE number = ?",
  sweep: "DELETE FROM jobs WHERE state = 'ended' AND ended_at <= ?",
} as const;

/**
 * The rows of jobs. A job is `waiting` until it ended or is dead: that it runs is not written down, so
 * that a job whose process died is found waiting. Methods that write run inside a transaction.
 */
export class JobTable {
  readonly #statements = new Map<keyof typeof statements, StatementSync>();

  constructor(connection: DatabaseSync) {
    for (const [name, sql] of Object.entries(statements)) {
      this.#statements.set(name as keyof typeof statements, connection.prepare(sql));
    }
  }

  /** Stores the job and gives its number, or undefined when its id is known. */
  add(job: Job, now: number): number | undefined {
    if (this.#statement("known").get(job.id, now - jobMemoryMs)) return undefined;
    this.#statement("forget").run(job.id);
    const { id, kind, key, lane, at, data } = job;
    return Number(this.#statement("insert").run(id, kind, key, lane, at, encodeJson(data)).lastInsertRowid);
  }

  /** All that waits. A record that cannot be read goes to the dead letters, so that the others can run. */
  waiting(now: number): Entry[] {
    const rows = this.#statement("waiting").all() as unknown as JobRow[];
    return rows.flatMap((row) => {
      const data = parseData(row.data);
      if (data !== undefined) return toEntry(row, data);
      this.bury(row.number, row.id, row.failures, "Unreadable", now);
      return [];
    });
  }

  depth(): number {
    return Number(this.#statement("depth").get()?.count);
  }

  cancel(key: string, now: number): number {
    return Number(this.#statement("cancel").run(now, key).changes);
  }

  end(number: number, id: string, now: number): void {
    this.#statement("end").run(now, number, id);
  }

  /** False when the job has ended meanwhile, because it was cancelled or erased. */
  retry(number: number, id: string, failures: number, retryAt: number): boolean {
    return this.#statement("retry").run(failures, retryAt, number, id).changes === 1;
  }

  bury(number: number, id: string, failures: number, error: string, now: number): void {
    this.#statement("bury").run(now, error, failures, number, id);
  }

  dead(limit: number): DeadLetter[] {
    return (this.#statement("dead").all(limit) as unknown as JobRow[]).map((row) => ({
      job: toEntry(row, parseData(row.data) ?? null).job,
      attempts: row.failures,
      error: row.error ?? "",
      diedAt: row.ended_at ?? 0,
    }));
  }

  replay(id: string): Entry | undefined {
    const row = this.#statement("replay").get(id) as JobRow | undefined;
    return row && toEntry(row, parseData(row.data) ?? null);
  }

  /** Deletes the jobs of a workspace's lanes; gives the numbers of those that had not ended. */
  erase(workspace: string, except: string | null): number[] {
    const rows = this.#statement("erase").all(workspace, except) as { number: number; state: string }[];
    return rows.flatMap(({ number, state }) => (state === "ended" ? [] : [number]));
  }

  /** Deletes the jobs of a workspace's lanes that name somebody, but one; gives the numbers of those that had not ended. */
  eraseNaming(workspace: string, person: string, except: string | null): number[] {
    const isNamed = namesWhole(person);
    const rows = this.#statement("ofWorkspace").all(workspace) as unknown as (JobRow & { state: string })[];
    const named = rows.filter(({ id, key, data }) => id !== except && [id, key, data].some(isNamed));
    for (const { number } of named) this.#statement("delete").run(number);
    return named.flatMap(({ number, state }) => (state === "ended" ? [] : [number]));
  }

  /** Forgets the ids of jobs that ended long enough ago. */
  sweep(now: number): void {
    this.#statement("sweep").run(now - jobMemoryMs);
  }

  #statement(name: keyof typeof statements): StatementSync {
    const statement = this.#statements.get(name);
    if (!statement) throw new Error(`There is no statement ${name}`);
    return statement;
  }
}

function parseData(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function toEntry(row: JobRow, data: Json): Entry {
  const { number, id, kind, key, lane, at, failures, retry_at } = row;
  return {
    number,
    job: { id, kind, key, lane, at, data },
    failures,
    retryAt: retry_at,
  };
}
