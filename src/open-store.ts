import { openSqliteStore } from "./adapters/sqlite/sqlite-store.ts";
import type { Config } from "./config.ts";
import type { Clock } from "./core/ports/clock.ts";
import type { Log } from "./core/ports/log.ts";
import type { Store } from "./core/ports/store.ts";

/** Opens the store that the settings name: one SQLite file, or the Redis that replicas share. Rejects with a StartError. */
export async function openStore({ redisUrl, dataDir }: Config, clock: Clock, log: Log): Promise<Store> {
  if (redisUrl === null) return openSqliteStore({ dataDir, clock, log });
  // Its clients take memory and a moment of the start.
  const { openRedisStore } = await import("./adapters/redis/redis-store.ts");
  return openRedisStore({ url: redisUrl, clock, log });
}
