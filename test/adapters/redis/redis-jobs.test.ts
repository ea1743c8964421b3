import { afterAll, beforeAll, describe } from "vitest";
import { connect, createRedisClient, type RedisClient } from "../../../src/adapters/redis/connection.ts";
import { RedisJobs } from "../../../src/adapters/redis/redis-jobs.ts";
import { jobsContract } from "../../contracts/jobs-contract.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";
import { settleJobs } from "./settle-jobs.ts";

describe.runIf(hasRedis)("on Redis", () => {
  let server: RedisServer;
  let opened = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  jobsContract("Redis", async () => {
    opened += 1;
    const prefix = `test${opened}`;
    const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
    const log = createSilentLog();
    const client: RedisClient = createRedisClient(server.url, log);
    await connect(client);
    const open = () => new RedisJobs({ url: server.url, prefix, client, clock, log });
    let jobs = open();
    return {
      jobs,
      now: () => clock.now(),
      async advance(delayMs) {
        // In a few steps, each with what it brings about: what is planned meanwhile falls due on the way.
        const steps = Math.min(20, Math.ceil(delayMs / 100));
        await settleJobs(client, prefix);
        for (let step = 0; step < steps; step += 1) {
          await clock.advance(delayMs / steps);
          await settleJobs(client, prefix);
        }
      },
      async restart() {
        await jobs.die();
        jobs = open();
        return jobs;
      },
      async close() {
        await jobs.die();
        await client.close();
      },
    };
  });
});
