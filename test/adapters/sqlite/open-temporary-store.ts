import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { createManualClock, type ManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog, type SilentLog } from "../../doubles/silent-log.ts";

/** A store in a folder of its own that is gone after `close`. */
export interface TemporaryStore extends Store {
  readonly dataDir: string;
  readonly clock: ManualClock;
  readonly log: SilentLog;
  /** Closes the store as a kill would, and opens it again. */
  reopen(): Promise<TemporaryStore>;
}

export function makeTemporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "reverie-"));
}

export function openTemporaryStore(
  dataDir = makeTemporaryFolder(),
  clock = createManualClock(Date.UTC(2026, 0, 5, 9)),
): TemporaryStore {
  const log = createSilentLog();
  const store = openSqliteStore({ dataDir, clock, log });
  return {
    ...store,
    dataDir,
    clock,
    log,
    reopen: async () => {
      await store.close();
      return openTemporaryStore(dataDir, clock);
    },
    close: async () => {
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
