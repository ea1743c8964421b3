import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { InUseError, StartError } from "../../core/errors.ts";
import { asStartError, isBusy } from "./sqlite-failure.ts";

/** A data folder that belongs to this process alone until it is released. */
export interface DataFolder {
  readonly databaseFile: string;
  release(): void;
}

/**
 * Takes the folder for this process and creates it, readable by its owner only, where there is none.
 * The claim is a lock that the operating system holds for the process, so that it ends with the process
 * however that dies. Throws a StartError when another process has the folder or it cannot be made.
 */
export function claimDataFolder(path: string): DataFolder {
  createFolder(path);
  const lockFile = join(path, "reverie.lock");
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(lockFile, { timeout: 0 });
    lock.exec("BEGIN EXCLUSIVE");
    const held = lock;
    return { databaseFile: join(path, "reverie.db"), release: () => held.close() };
  } catch (error) {
    lock?.close();
    if (!isBusy(error)) throw asStartError(lockFile, error);
    throw new InUseError(
      `Another Reverie is running on ${path}. Stop it first, or set DATA_DIR to a folder of this one's own.`,
      { cause: error },
    );
  }
}

function createFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartError(
      `The folder ${path} cannot be made. Create it with the right to write for this user, or set DATA_DIR to another folder.`,
      { cause: error },
    );
  }
}
