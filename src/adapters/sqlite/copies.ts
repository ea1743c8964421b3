import { chmodSync, copyFileSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StartError } from "../../core/errors.ts";
import { claimDataFolder } from "./data-folder.ts";
import { migrations } from "./migrations.ts";
import { asStartError } from "./sqlite-failure.ts";

/** What a copy holds, for whoever made it. */
export interface CopyCounts {
  readonly messages: number;
  readonly memories: number;
  readonly proposals: number;
}

/** How long a copy waits for a writer that is just finishing, in milliseconds. */
const patienceMs = 5000;

/**
 * Copies the database of a folder into a new file as it stands at one instant, also while Reverie writes to it. Throws a
 * StartError where there is nothing to copy, or something stands at the target already.
 */
export function backUp(dataDir: string, target: string): CopyCounts {
  const source = join(dataDir, "reverie.db");
  if (!existsSync(source))
    throw new StartError(`There is no database in ${dataDir}. Set DATA_DIR to the folder that Reverie uses.`);
  if (existsSync(target))
    throw new StartError(`${target} is there already. Name a file that is not, so that no backup is lost.`);
  try {
    const connection = new DatabaseSync(source, { timeout: patienceMs });
    try {
      connection.prepare("VACUUM INTO ?").run(target);
    } finally {
      connection.close();
    }
    chmodSync(target, 0o600);
  } catch (error) {
    rmSync(target, { force: true });
    throw asStartError(target, error);
  }
  return inspect(target);
}

/**
 * Puts a copy into a folder that has no database. Throws a StartError where it has one, where Reverie runs there, or where
 * the copy is damaged or of a newer Reverie.
 */
export function restoreInto(dataDir: string, source: string): CopyCounts {
  if (!existsSync(source)) throw new StartError(`There is no file ${source}. Name the backup's file.`);
  const counts = inspect(source);
  const folder = claimDataFolder(dataDir);
  const target = folder.databaseFile;
  try {
    if (existsSync(target))
      throw new StartError(
        `There is a database in ${dataDir} already. Move it away first, or set DATA_DIR to another folder.`,
      );
    copyFileSync(source, target);
    chmodSync(target, 0o600);
    // Read again where it stands now: a disk that was full has cut it short.
    inspect(target);
    return counts;
  } catch (error) {
    if (!(error instanceof StartError)) rmSync(target, { force: true });
    throw asStartError(target, error);
  } finally {
    folder.release();
  }
}

/** Looks through the whole of a copy and counts what it holds. Throws a StartError where it cannot be trusted. */
function inspect(file: string): CopyCounts {
  let connection: DatabaseSync | undefined;
  try {
    connection = new DatabaseSync(file, { readOnly: true });
    const check = connection.prepare("PRAGMA integrity_check(1)").get();
    if (check?.integrity_check !== "ok") throw new StartError(`${file} is damaged. Take another backup.`);
    const version = Number(connection.prepare("PRAGMA user_version").get()?.user_version);
    if (version > migrations.length)
      throw new StartError(`${file} was written by a newer Reverie. Use that one to restore it.`);
    if (version === 0) throw new StartError(`${file} is no backup of Reverie's.`);
    const { messages, memories, proposals } = connection
      .prepare(
        `SELECT (SELECT count(*) FROM messages) AS messages,
           (SELECT count(DISTINCT workspace || ' ' || memory) FROM changes) AS memories,
           (SELECT count(*) FROM proposals) AS proposals`,
      )
      .get() as Record<keyof CopyCounts, number>;
    return { messages, memories, proposals };
  } catch (error) {
    throw asStartError(file, error);
  } finally {
    connection?.close();
  }
}
