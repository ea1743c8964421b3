import { afterAll, beforeAll, describe } from "vitest";
import { connect, createRedisClient } from "../../../src/adapters/redis/connection.ts";
import { RedisLedger } from "../../../src/adapters/redis/redis-ledger.ts";
import { ledgerContract } from "../../contracts/ledger-contract.ts";
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

  ledgerContract("Redis", async () => {
    opened += 1;
    const client = createRedisClient(server.url, createSilentLog());
    await connect(client);
    return { ledger: new RedisLedger(client, `test${opened}`), close: () => client.close() };
  });
});
