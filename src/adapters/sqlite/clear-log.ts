import type { DatabaseSync } from "node:sqlite";

/**
 * Moves the write-ahead log into the database and empties it. Until then it holds pages as they were
 * before, with words that have been deleted since.
 */
export function clearLog(connection: DatabaseSync): void {
  connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
}
