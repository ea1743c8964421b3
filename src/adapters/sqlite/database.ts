import { closeSync, openSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../../core/errors.ts";
import { claimDataFolder } from "./data-folder.ts";
import { migrations } from "./migrations.ts";
import { asStartError } from "./sqlite-failure.ts";

/**
 * How long one attempt to write waits for another connection's lock. SQLite waits without giving the
 * event loop a turn, so it is short, and the write queue tries several times.
 */
const busyTimeoutMs = 100;

/** A database up to this size is checked whole at each start, which takes about a quarter of a second. */
const fullCheckBytes = 128 * 1024 * 1024;

/** The one open database of a data folder. */
export interface Database {
  readonly connection: DatabaseSync;
  readonly file: string;
  /** Closes the database and gives the folder free. */
  close(): void;
}

/**
 * Opens `reverie.db` in the folder, durable at each commit and with deleted content overwritten, and
 * brings it to the newest form. Throws a StartError when another process has the folder, when the file
 * is damaged, or when a newer Reverie wrote it.
 */
export function openDatabase(dataDir: string): Database {
  const folder = claimDataFolder(dataDir);
  const file = folder.databaseFile;
  let connection: DatabaseSync | undefined;
  try {
    // Made here, so that nobody but its owner can read it; SQLite gives its other files the same rights.
    closeSync(openSync(file, "a", 0o600));
    connection = new DatabaseSync(file, { timeout: busyTimeoutMs });
    prepareConnection(connection);
    checkDatabase(connection, file);
    migrate(connection, file);
    const open = connection;
    return {
      connection,
      file,
      close: () => {
        open.close();
        folder.release();
      },
    };
  } catch (error) {
    connection?.close();
    folder.release();
    throw asStartError(file, error);
  }
}

function prepareConnection(connection: DatabaseSync): void {
  connection.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA secure_delete = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cache_size = -16000;
  `);
}

function checkDatabase(connection: DatabaseSync, file: string): void {
  if (statSync(file).size > fullCheckBytes) return;
  const result = connection.prepare("PRAGMA quick_check(1)").get();
  if (result?.quick_check === "ok") return;
  throw new StartError(`${file} is damaged. Put a backup in its place, or move it away to begin empty.`);
}

/** Runs what is missing of the migrations, each in a transaction of its own. They only ever go forward. */
function migrate(connection: DatabaseSync, file: string): void {
  const version = Number(connection.prepare("PRAGMA user_version").get()?.user_version);
  if (version > migrations.length) {
    throw new StartError(
      `${file} was written by a newer Reverie (its form is ${version}, this one knows ${migrations.length}). Start the newer one.`,
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue;
    connection.exec("BEGIN IMMEDIATE");
    connection.exec(migration);
    connection.exec(`PRAGMA user_version = ${index + 1}`);
    connection.exec("COMMIT");
  }
}
