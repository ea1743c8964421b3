import { setTimeout } from "node:timers/promises";
import type { RedisClient } from "../../../src/adapters/redis/connection.ts";

/** How long what the store does must have stood still, and how long to wait for that at most. */
const stillMs = 12;
const atMostMs = 400;

/** Waits until nothing moves in a store's jobs: what may run runs, and what has ended is written down. */
export async function settleJobs(client: RedisClient, prefix: string): Promise<void> {
  const until = Date.now() + atMostMs;
  let before = "";
  let since = Date.now();
  while (Date.now() < until) {
    const now = await picture(client, prefix);
    if (now !== before) {
      before = now;
      since = Date.now();
    } else if (Date.now() - since >= stillMs) return;
    await setTimeout(2);
  }
}

async function picture(client: RedisClient, prefix: string): Promise<string> {
  const [running, open, due, dead, lanes, wait, active] = await Promise.all([
    client.hLen(`${prefix}:jobs:running`),
    client.zCard(`${prefix}:jobs:open`),
    client.zRangeWithScores(`${prefix}:jobs:due`, 0, -1),
    client.zCard(`${prefix}:jobs:dead`),
    client.zCard(`${prefix}:jobs:lanes`),
    client.lLen(`${prefix}:bull:tokens:wait`),
    client.lLen(`${prefix}:bull:tokens:active`),
  ]);
  return JSON.stringify([running, open, due, dead, lanes, wait, active]);
}
