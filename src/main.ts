import { createAnthropicModel } from "./adapters/anthropic/anthropic-model.ts";
import { createOfflineModel } from "./adapters/offline/offline-model.ts";
import { pageRoutes } from "./adapters/playground/page-routes.ts";
import { createPlayground } from "./adapters/playground/playground-platform.ts";
import { playgroundRoutes } from "./adapters/playground/playground-routes.ts";
import type { Slack } from "./adapters/slack/slack-platform.ts";
import { type HttpServer, openHttpServer } from "./adapters/system/http-server.ts";
import { measureModel, measurePlatform, measureStore } from "./adapters/system/measured.ts";
import { createMeasures, presentMeasures } from "./adapters/system/measures.ts";
import { createPinoLog } from "./adapters/system/pino-log.ts";
import { createSystemClock } from "./adapters/system/system-clock.ts";
import { createBot } from "./bot.ts";
import { type Config, type DiscordSettings, readConfig, type SlackSettings } from "./config.ts";
import { ConfigError, StartError } from "./core/errors.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Documents } from "./core/ports/documents.ts";
import type { Log } from "./core/ports/log.ts";
import type { Model } from "./core/ports/model.ts";
import type { Platform } from "./core/ports/platform.ts";
import { pricesWith } from "./core/prices.ts";
import { openStore } from "./open-store.ts";

/** How long running work may take to end after SIGTERM, in milliseconds. */
const drainMs = 25_000;

/** A program that runs. */
interface Running {
  readonly url: string;
  /** Where people find it, one line each. */
  readonly places: readonly string[];
  readonly stop: () => Promise<void>;
}

function openModel({ anthropic, answerModel, dreamModel }: Config, clock: Clock, log: Log): Model {
  if (!anthropic) return createOfflineModel();
  return createAnthropicModel({ ...anthropic, answerModel, dreamModel, clock, log });
}

interface PlatformParts {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

// A platform's SDK takes memory and a moment of the start: only those that are connected are loaded.
async function openSlack(settings: SlackSettings, parts: PlatformParts): Promise<Slack> {
  const { createSlack } = await import("./adapters/slack/slack-platform.ts");
  return createSlack(settings, parts);
}

async function openDiscord(settings: DiscordSettings, parts: PlatformParts): Promise<Platform> {
  const { createDiscord } = await import("./adapters/discord/discord-platform.ts");
  return createDiscord(settings, parts);
}

async function run(config: Config): Promise<Running> {
  const clock = createSystemClock();
  const log = createPinoLog(config.logLevel);
  const { dataDir } = config;
  const measures = createMeasures();
  const prices = pricesWith(config.prices);
  const store = measureStore(await openStore(config, clock, log), measures);
  const model = measureModel(openModel(config, clock, log), prices, measures);
  const { history, ledger, documents, jobs } = store;
  const playground = config.playground ? createPlayground({ dataDir, clock, log }) : undefined;
  const slack = config.slack && (await openSlack(config.slack, { documents, clock, log }));
  const discord = config.discord && (await openDiscord(config.discord, { documents, clock, log }));
  const platforms = [slack, discord, playground]
    .filter((platform) => platform != null)
    .map((platform) => measurePlatform(platform, measures));
  const readiness = () => ({
    store: store.state(),
    model: model.state(),
    platforms: Object.fromEntries(platforms.map((platform) => [platform.name, platform.state()])),
  });
  const bot = createBot({ history, ledger, documents, jobs, model, clock, log, prices, platforms });
  let server: HttpServer | undefined;
  const stop = async () => {
    const cutOff = await bot.stop(drainMs);
    await server?.close();
    playground?.world.close();
    await store.close();
    log.info("stopped", { cutOff });
  };
  try {
    server = await openHttpServer({
      host: config.host,
      port: config.port,
      readiness,
      metrics: presentMeasures(measures, jobs, readiness),
      routes: [
        ...(slack?.routes ?? []),
        ...(playground ? [playgroundRoutes(playground, { model, clock, log }), pageRoutes()] : []),
      ],
    });
    await bot.start();
  } catch (error) {
    await stop();
    throw error;
  }
  const places = platforms.map((platform) => `${platform.name}: ${platform.state().detail}`);
  return { url: server.url, places, stop };
}

/** One line for each thing that is wrong, without a stack, and an exit code of 1. */
function explain(error: unknown): never {
  if (error instanceof ConfigError) {
    process.stderr.write(
      `Reverie cannot start:\n${error.problems.map((problem) => `  ${problem}\n`).join("")}`,
    );
  } else if (error instanceof StartError) {
    process.stderr.write(`Reverie cannot start: ${error.message}\n`);
  } else {
    throw error;
  }
  process.exit(1);
}

const running = await Promise.resolve()
  .then(() => run(readConfig(process.env)))
  .catch(explain);
process.stdout.write(
  `Reverie is awake: ${running.url}\n${running.places.map((place) => `${place}\n`).join("")}`,
);

let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // A second Ctrl-C means now.
    if (isStopping) process.exit(130);
    isStopping = true;
    running.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}
