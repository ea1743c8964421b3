import type { Cancel, Clock } from "../../core/ports/clock.ts";
import type { Documents } from "../../core/ports/documents.ts";
import type { History } from "../../core/ports/history.ts";
import type { Jobs } from "../../core/ports/jobs.ts";
import type { Ledger } from "../../core/ports/ledger.ts";
import type { Log } from "../../core/ports/log.ts";
import type { PartState } from "../../core/ports/platform.ts";
import { clearLog } from "./clear-log.ts";
import { type Database, openDatabase } from "./database.ts";
import { SqliteDocuments } from "./sqlite-documents.ts";
import { SqliteHistory } from "./sqlite-history.ts";
import { SqliteJobs } from "./sqlite-jobs.ts";
import { SqliteKeyvStore } from "./sqlite-keyv-store.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";
import { createProbe } from "./write-probe.ts";
import { WriteQueue } from "./write-queue.ts";

/** How often expired documents and forgotten ids are deleted. */
const sweepEveryMs = 60 * 60 * 1000;

/** The four stores on one SQLite file. */
export interface SqliteStore {
  readonly history: History;
  readonly ledger: Ledger;
  readonly documents: Documents;
  readonly jobs: Jobs;
  /** Whether the store can be written. Asks the disk at most once a second. */
  state(): PartState;
  /** Writes what waits, closes the file and gives the folder free. Jobs are drained before. */
  close(): Promise<void>;
}

/** Opens the stores in a folder, which is made where there is none. Throws a StartError. */
export function openSqliteStore(options: {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}): SqliteStore {
  const { clock, log } = options;
  const database = openDatabase(options.dataDir);
  const { connection } = database;
  const queue = new WriteQueue(connection);
  const keyvStore = new SqliteKeyvStore(connection, queue, clock);
  const jobs = new SqliteJobs(connection, queue, clock, log);
  const stopSweeping = sweepHourly(clock, log, async () => {
    await Promise.all([keyvStore.sweep(), jobs.sweep()]);
    await clearLog(connection);
  });
  return {
    history: new SqliteHistory(connection, queue),
    ledger: new SqliteLedger(connection, queue),
    documents: new SqliteDocuments(keyvStore),
    jobs,
    state: createProbe(connection, clock),
    close: async () => {
      stopSweeping();
      closeAll(jobs, queue, database);
    },
  };
}

function closeAll(jobs: SqliteJobs, queue: WriteQueue, database: Database): void {
  jobs.close();
  queue.close();
  database.close();
}

/** A sweep that fails is tried again an hour later; until then nothing is wrong but some space. */
function sweepHourly(clock: Clock, log: Log, sweep: () => Promise<void>): Cancel {
  let cancel: Cancel = () => undefined;
  const plan = () => {
    cancel = clock.after(sweepEveryMs, () => {
      plan();
      sweep().catch((error: unknown) => log.warn("store-sweep-failed", {}, error));
    });
  };
  plan();
  return () => cancel();
}
