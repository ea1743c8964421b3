import { openArriving } from "./adapters/redis/redis-pieces.ts";
import { openPieces } from "./adapters/sqlite/sqlite-pieces.ts";
import { createPinoLog } from "./adapters/system/pino-log.ts";
import { createSystemClock } from "./adapters/system/system-clock.ts";
import { readConfig } from "./config.ts";
import { ConfigError, StartError, StoreError } from "./core/errors.ts";
import type { Arriving, Departing, Piece } from "./core/ports/pieces.ts";
import { type Count, nameOf, Tally } from "./core/storage/tally.ts";

const usage =
  "Usage: npm run move, with DATA_DIR set to the folder that Reverie used and REDIS_URL to an empty Redis. Stop Reverie first.";

/** How many pieces go together. */
const together = 200;

async function countAll({ pieces }: Departing): Promise<ReadonlyMap<Piece["kind"], Count>> {
  const tally = new Tally();
  for await (const piece of pieces()) tally.add(piece);
  return tally.counts();
}

async function putAll(from: Departing, to: Arriving): Promise<void> {
  let waiting: Piece[] = [];
  for await (const piece of from.pieces()) {
    waiting.push(piece);
    if (waiting.length < together) continue;
    await to.put(waiting);
    waiting = [];
  }
  await to.put(waiting);
}

/** Moves all of it and compares what arrived with what left; gives the lines that tell of it. */
async function move(from: Departing, to: Arriving): Promise<string[]> {
  const left = await countAll(from);
  if (!(await to.begin(nameOf(left))))
    throw new StartError(
      "There is something in this Redis already. Name an empty one, or another number at the end of REDIS_URL.",
    );
  await putAll(from, to);
  const arrived = await countAll(to);
  const wrong = [...left].filter(([kind, { count, sum }]) => {
    const there = arrived.get(kind);
    return there?.count !== count || there.sum !== sum;
  });
  if (wrong.length > 0)
    throw new StartError(
      `What arrived differs from what left (${wrong.map(([kind]) => kind).join(", ")}). Empty the Redis and move again; the file is as it was.`,
    );
  await to.end();
  return [...left].map(([kind, { count, sum }]) => `${String(count).padStart(9)} ${kind.padEnd(10)} ${sum}`);
}

try {
  const { dataDir, redisUrl } = readConfig(process.env);
  if (redisUrl === null || process.argv.length > 3) throw new StartError(usage);
  const clock = createSystemClock();
  const log = createPinoLog("silent");
  const from = openPieces(dataDir, clock.now());
  try {
    const to = await openArriving({ url: redisUrl, clock, log });
    try {
      const lines = await move(from, to);
      process.stdout.write(
        `${lines.join("\n")}\nAll of it is in Redis. Start Reverie with REDIS_URL; the file is as it was.\n`,
      );
    } finally {
      to.close();
    }
  } finally {
    from.close();
  }
} catch (error) {
  const isTold = error instanceof StartError || error instanceof ConfigError;
  if (!isTold && !(error instanceof StoreError)) throw error;
  process.stderr.write(
    isTold ? `${error.message}\n` : "Redis failed on the way. Run the same again: it goes on where it was.\n",
  );
  process.exitCode = 1;
}
