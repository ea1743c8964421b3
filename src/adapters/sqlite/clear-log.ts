import type { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";

/** How often it is tried while another program reads the database; each try waits for the busy timeout. */
const attempts = 10;

/**
 * Moves the write-ahead log into the database and empties it. Until then it holds pages as they were
 * before, with words that have been deleted since. Throws when another program does not let go of them.
 */
export async function clearLog(connection: DatabaseSync): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const result = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    if (result?.busy === 0) return;
    await setImmediate();
  }
  throw new Error("Another program reads the database, so that deleted words are still in its log");
}
