import type { PersonId, WorkspaceId } from "../../core/ids.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Json } from "../../core/ports/documents.ts";
import { type DeadLetter, type Job, jobMemoryMs } from "../../core/ports/jobs.ts";
import { decodeJson, encodeJson } from "../../core/storage/json-codec.ts";
import type { RedisClient } from "./connection.ts";
import * as scripts from "./job-scripts.ts";
import type { Script, ScriptReply } from "./script.ts";

/** The queue of BullMQ's that carries the tokens. */
export const tokenQueue = "tokens";

/** What BullMQ's keys begin with. */
export function bullPrefix(prefix: string): string {
  return `${prefix}:bull`;
}

/** What a step on the board leaves: how many more jobs may run than before, and when the next one falls due. */
export interface Report {
  readonly fresh: number;
  readonly nextDueAt: number | undefined;
}

/** A job that was taken, with how often it failed before. */
export interface Taken {
  /** Its data is null where they cannot be read. */
  readonly job: Job;
  readonly failures: number;
  readonly isReadable: boolean;
}

/** How a run ended. `release` hands the job back as if it had not run. */
export type Ending =
  | { readonly type: "done" }
  | { readonly type: "release" }
  | { readonly type: "retry"; readonly failures: number; readonly retryAt: number }
  | { readonly type: "dead"; readonly failures: number; readonly label: string };

/** The board of all jobs, which every replica sees. Each of its steps is one script. */
export class JobBoard {
  readonly #client: RedisClient;
  readonly #key: string;
  /** What stands before a token in the key under which BullMQ keeps it. */
  readonly #tokens: string;
  readonly #clock: Clock;

  constructor(client: RedisClient, prefix: string, clock: Clock) {
    this.#client = client;
    this.#key = `${prefix}:jobs:`;
    this.#tokens = `${bullPrefix(prefix)}:${tokenQueue}:`;
    this.#clock = clock;
  }

  async enqueue({ id, kind, key, lane, at, data }: Job): Promise<Report & { readonly isNew: boolean }> {
    const args = [`${jobMemoryMs}`, id, kind, key, lane, `${at}`, encodeJson(data)];
    const [report, outcome] = await this.#step(scripts.enqueueScript, ...args);
    return { ...report, isNew: outcome === "stored" };
  }

  /** Makes ready what has fallen due, and what runs under a token that is lost; gives how many may run in all. */
  async tick(): Promise<Report & { readonly ready: number }> {
    const [report, ready] = await this.#step(scripts.tickScript, this.#tokens);
    return { ...report, ready: Number(ready) };
  }

  async take(
    token: string,
    run: string,
    kinds: Iterable<string>,
  ): Promise<Report & { readonly taken: Taken | undefined }> {
    const [report, described] = await this.#step(scripts.takeScript, token, run, ...kinds);
    return { ...report, taken: Array.isArray(described) ? readTaken(described) : undefined };
  }

  async end(token: string, run: string, ending: Ending): Promise<Report> {
    const failures = "failures" in ending ? `${ending.failures}` : "";
    const retryAt = "retryAt" in ending ? `${ending.retryAt}` : "";
    const label = "label" in ending ? ending.label : "";
    const [report] = await this.#step(scripts.endScript, token, run, ending.type, failures, retryAt, label);
    return report;
  }

  async cancel(key: string): Promise<Report & { readonly count: number; readonly tokens: string[] }> {
    const [report, count, token] = await this.#step(scripts.cancelScript, key);
    return { ...report, count: Number(count), tokens: token === "" ? [] : [String(token)] };
  }

  async erase(
    workspace: WorkspaceId,
    except: string | null,
  ): Promise<Report & { readonly count: number; readonly tokens: string[] }> {
    // No id is empty.
    const [report, count, tokens] = await this.#step(scripts.eraseScript, workspace, except ?? "");
    return { ...report, count: Number(count), tokens: (tokens as readonly string[]).map(String) };
  }

  async eraseNaming(
    workspace: WorkspaceId,
    person: PersonId,
    except: string | null,
  ): Promise<Report & { readonly count: number }> {
    // No id is empty.
    const [report, count] = await this.#step(scripts.eraseNamingScript, workspace, person, except ?? "");
    return { ...report, count: Number(count) };
  }

  async replay(id: string): Promise<Report & { readonly isReplayed: boolean }> {
    const [report, outcome] = await this.#step(scripts.replayScript, id);
    return { ...report, isReplayed: outcome === "replayed" };
  }

  async dead(limit: number): Promise<DeadLetter[]> {
    const letters = await this.#run(scripts.deadScript, `${limit}`);
    return (letters as readonly (readonly ScriptReply[])[]).map((described) => {
      const { job, failures } = readTaken(described);
      return { job, attempts: failures, error: String(described[7]), diedAt: Number(described[8]) };
    });
  }

  async depth(): Promise<number> {
    return this.#client.zCard(`${this.#key}open`);
  }

  async sweep(): Promise<void> {
    await this.#run(scripts.sweepScript, `${jobMemoryMs}`);
  }

  async #step(script: Script, ...args: readonly string[]): Promise<[Report, ...ScriptReply[]]> {
    const [fresh, nextDueAt, ...more] = (await this.#run(script, ...args)) as readonly ScriptReply[];
    const report = {
      fresh: Number(fresh),
      nextDueAt: nextDueAt === "" ? undefined : Number(nextDueAt),
    };
    return [report, ...more];
  }

  #run(script: Script, ...args: readonly string[]): Promise<ScriptReply> {
    return script(this.#client, [this.#key, `${this.#clock.now()}`, ...args]);
  }
}

function readTaken([id, kind, key, lane, at, data, failures]: readonly ScriptReply[]): Taken {
  const read = readData(String(data));
  const job: Job = {
    id: String(id),
    kind: String(kind),
    key: String(key),
    lane: String(lane),
    at: Number(at),
    data: read ?? null,
  };
  return { job, failures: Number(failures), isReadable: read !== undefined };
}

function readData(text: string): Json | undefined {
  try {
    return decodeJson(text) as Json;
  } catch {
    return undefined;
  }
}
