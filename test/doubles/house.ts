import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { createPlayground, type Playground } from "../../src/adapters/playground/playground-platform.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/sqlite-store.ts";
import { type Bot, createBot } from "../../src/bot.ts";
import type { Parts } from "../../src/core/parts.ts";
import type { Model } from "../../src/core/ports/model.ts";
import { listPrices } from "../../src/core/prices.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createSilentLog, type SilentLog } from "./silent-log.ts";

/** The whole bot in this process, with a clock that a test moves. */
export interface House {
  /** Where the store's files are. */
  readonly dataDir: string;
  readonly parts: Parts;
  readonly clock: ManualClock;
  readonly log: SilentLog;
  readonly playground: Playground;
  readonly bot: Bot;
  /** Lets jobs that are due run to their end. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Far more turns of the event loop than any test's work takes. */
const turnsAtMost = 20_000;

/** Opens a house in a temporary folder; nothing runs before `bot.start()`. */
export function openHouse(options: { readonly now: number; readonly model?: Model }): House {
  const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
  const clock = createManualClock(options.now);
  const log = createSilentLog();
  const store = openSqliteStore({ dataDir, clock, log });
  const playground = createPlayground({ dataDir, clock, log });
  const { history, ledger, documents, jobs } = store;
  const model = options.model ?? createOfflineModel();
  const parts: Parts = {
    history,
    ledger,
    documents,
    jobs,
    model,
    clock,
    log,
    prices: listPrices,
    platforms: [playground],
  };
  const bot = createBot(parts);
  return {
    dataDir,
    parts,
    clock,
    log,
    playground,
    bot,
    async settle() {
      // A turn of the event loop lets writes be committed; work is over when nothing is left in the queue.
      for (let turn = 0; turn < turnsAtMost; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (turn > 20 && (await jobs.depth()) === 0) return;
      }
      throw new Error("The house does not come to rest: a job waits for the clock or fails");
    },
    async close() {
      await bot.stop(1000);
      playground.world.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
