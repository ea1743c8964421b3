import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Hono } from "hono";
import { createOfflineModel } from "../../../src/adapters/offline/offline-model.ts";
import { createSlack, type Slack } from "../../../src/adapters/slack/slack-platform.ts";
import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import { openHttpServer } from "../../../src/adapters/system/http-server.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import { type Bot, createBot } from "../../../src/bot.ts";
import type { Parts } from "../../../src/core/parts.ts";
import type { Clock } from "../../../src/core/ports/clock.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import { createSilentLog, type SilentLog } from "../../doubles/silent-log.ts";
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from "../../fakes/slack/fake-slack.ts";

/** The whole bot in this process, connected to a Slack on the loopback. */
export interface SlackHouse {
  readonly fake: FakeSlack;
  readonly slack: Slack;
  readonly parts: Parts;
  readonly bot: Bot;
  readonly log: SilentLog;
  /** Resolves once it is so; rejects when it is not within the patience. */
  until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void>;
  close(): Promise<void>;
}

/** What a house is opened with. */
export interface SlackHouseOptions {
  /** By Socket Mode unless it says HTTP. */
  readonly way?: "socket" | "http";
  readonly model?: Model;
  /** The machine's own time without it. A manual clock is the fake's as well. */
  readonly clock?: Clock;
  readonly fake?: Omit<FakeSlackOptions, "pushUrl" | "time">;
}

/** How long something may take on a loaded machine, in milliseconds of the machine's own time. */
const patienceMs = 15_000;

/** Opens a house whose bot is not started yet. */
export async function openSlackHouse(options: SlackHouseOptions = {}): Promise<SlackHouse> {
  const clock = options.clock ?? createSystemClock();
  const log = createSilentLog();
  const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
  const store = openSqliteStore({ dataDir, clock, log });
  const { history, ledger, documents, jobs } = store;
  const ok = { state: "ok" as const, detail: "" };
  let slack: Slack | undefined;
  const entrance = new Hono();
  // Slack is told the address before the adapter is there.
  entrance.all("/slack/*", async (context) => {
    const [routes] = slack?.routes ?? [];
    return routes ? routes.fetch(context.req.raw) : context.notFound();
  });
  const server = await openHttpServer({
    host: "127.0.0.1",
    port: 0,
    readiness: () => ({ store: ok, model: ok, platforms: { slack: slack?.state() ?? ok } }),
    metrics: async () => "",
    routes: [entrance],
  });
  const isHttp = options.way === "http";
  const fake = await startFakeSlack({
    ...options.fake,
    ...(options.clock ? { time: options.clock } : {}),
    ...(isHttp ? { pushUrl: `${server.url}/slack/events` } : {}),
  });
  const { botToken, appToken, signingSecret, apiUrl } = fake;
  const way = isHttp ? ({ type: "http", signingSecret } as const) : ({ type: "socket", appToken } as const);
  slack = createSlack({ botToken, way, apiUrl }, { documents, clock, log });
  const model = options.model ?? createOfflineModel();
  const parts: Parts = { history, ledger, documents, jobs, model, clock, log, platforms: [slack] };
  const bot = createBot(parts);
  return {
    fake,
    slack,
    parts,
    bot,
    log,
    async until(isSo, what) {
      const deadline = Date.now() + patienceMs;
      while (!(await isSo())) {
        if (Date.now() > deadline) throw new Error(`It never came to this: ${what}`);
        await setTimeout(5);
      }
    },
    async close() {
      await bot.stop(1000);
      await server.close();
      await fake.close();
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
