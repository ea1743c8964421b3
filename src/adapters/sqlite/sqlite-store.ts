import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Store } from "../../core/ports/store.ts";
import { sweepHourly } from "../../core/storage/sweeping.ts";
import { clearLog } from "./clear-log.ts";
import { type Database, openDatabase } from "./database.ts";
import { SqliteDocuments } from "./sqlite-documents.ts";
import { SqliteHistory } from "./sqlite-history.ts";
import { SqliteJobs } from "./sqlite-jobs.ts";
import { SqliteKeyvStore } from "./sqlite-keyv-store.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";
import { createProbe } from "./write-probe.ts";
import { WriteQueue } from "./write-queue.ts";

/** Opens the stores in a folder, which is made where there is none. Throws a StartError. */
export function openSqliteStore(options: {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}): Store {
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
    history: new SqliteHistory(connection, queue, log),
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
