import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { openSqliteStore } from "../../src/adapters/sqlite/sqlite-store.ts";
import { type Bot, createBot } from "../../src/bot.ts";
import type { Parts } from "../../src/core/parts.ts";
import type { Clock } from "../../src/core/ports/clock.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { Platform } from "../../src/core/ports/platform.ts";
import { listPrices } from "../../src/core/prices.ts";
import { createSilentLog, type SilentLog } from "./silent-log.ts";

/** The whole bot in this process, connected to a chat platform on the loopback. */
export interface ChatHouse<Chat extends Platform> {
  readonly platform: Chat;
  readonly parts: Parts;
  readonly bot: Bot;
  readonly log: SilentLog;
  readonly dataDir: string;
  /** Resolves once it is so; rejects when it is not within the patience. */
  until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void>;
  close(): Promise<void>;
}

/** What a house is opened with. */
export interface ChatHouseOptions<Chat extends Platform> {
  readonly clock: Clock;
  /** The offline model without it. */
  readonly model?: Model | undefined;
  /** A folder of an earlier house, which whoever made it removes; a new one without it. */
  readonly dataDir?: string | undefined;
  readonly connect: (parts: Pick<Parts, "documents" | "clock" | "log">) => Chat;
}

/** How long something may take on a loaded machine, in milliseconds of the machine's own time. */
const patienceMs = 15_000;

/** Opens a house whose bot is not started yet. */
export function openChatHouse<Chat extends Platform>(options: ChatHouseOptions<Chat>): ChatHouse<Chat> {
  const { clock } = options;
  const log = createSilentLog();
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "reverie-"));
  const store = openSqliteStore({ dataDir, clock, log });
  const { history, ledger, documents, jobs } = store;
  const platform = options.connect({ documents, clock, log });
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
    platforms: [platform],
  };
  const bot = createBot(parts);
  return {
    platform,
    parts,
    bot,
    log,
    dataDir,
    async until(isSo, what) {
      const deadline = Date.now() + patienceMs;
      while (!(await isSo())) {
        if (Date.now() > deadline) throw new Error(`It never came to this: ${what}`);
        await setTimeout(5);
      }
    },
    async close() {
      await bot.stop(1000);
      await store.close();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
