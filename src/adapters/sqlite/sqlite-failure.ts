import { StartError, StoreError } from "../../core/errors.ts";

// Primary result codes: https://www.sqlite.org/rescode.html
const busy = 5;
const readOnly = 8;
const corrupt = 11;
const full = 13;
const cannotOpen = 14;
const notADatabase = 26;

/** The primary result code of an error of SQLite's, or undefined for any other error. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("errcode" in error)) return undefined;
  return typeof error.errcode === "number" ? error.errcode & 0xff : undefined;
}

/** Whether another connection holds the lock, so that the same may succeed soon. */
export function isBusy(error: unknown): boolean {
  return resultCode(error) === busy;
}

/** Wraps a foreign error once: what is a StoreError already passes through. */
export function asStoreError(operation: string, error: unknown): StoreError {
  return error instanceof StoreError ? error : new StoreError(operation, error);
}

/** Why writing fails, in one plain sentence for whoever looks at the health of the store. */
export function describeFailure(error: unknown): string {
  switch (resultCode(error)) {
    case busy:
      return "Another program holds the database's lock.";
    case full:
      return "The disk is full.";
    case readOnly:
      return "The database may not be written.";
    case corrupt:
    case notADatabase:
      return "The database is damaged.";
    default:
      return "The database cannot be written.";
  }
}

/** Turns what stopped the opening of a file into a sentence with the next step. */
export function asStartError(file: string, error: unknown): StartError {
  if (error instanceof StartError) return error;
  const options = { cause: error };
  switch (resultCode(error)) {
    case corrupt:
    case notADatabase:
      return new StartError(
        `${file} is damaged or not a database. Put a backup in its place, or move it away to begin empty.`,
        options,
      );
    case full:
      return new StartError(`The disk that holds ${file} is full. Make room, then start again.`, options);
    case busy:
      return new StartError(
        `Another program holds the lock of ${file}. Close that program, then start again.`,
        options,
      );
    case readOnly:
    case cannotOpen:
      return new StartError(
        `${file} cannot be opened for writing. Give this user the right to write there, or set DATA_DIR to another folder.`,
        options,
      );
    default:
      return new StartError(`${file} cannot be opened. See the cause in the log.`, options);
  }
}
