import { afterAll, beforeAll, describe } from "vitest";
import { connect, createRedisClient } from "../../../src/adapters/redis/connection.ts";
import { RedisHistory } from "../../../src/adapters/redis/redis-history.ts";
import { historyContract } from "../../contracts/history-contract.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

describe.runIf(hasRedis)("on Redis", () => {
  let server: RedisServer;
  let opened = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  historyContract("Redis", async () => {
    opened += 1;
    const client = createRedisClient(server.url, createSilentLog());
    await connect(client);
    return {
      history: new RedisHistory(client, `test${opened}`, createSilentLog()),
      close: () => client.close(),
    };
  });
});
