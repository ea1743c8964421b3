import { afterAll, beforeAll, describe } from "vitest";
import { connect, createRedisClient } from "../../../src/adapters/redis/connection.ts";
import { RedisDocuments } from "../../../src/adapters/redis/redis-documents.ts";
import { documentsContract } from "../../contracts/documents-contract.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
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

  documentsContract("Redis", async () => {
    opened += 1;
    const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
    const client = createRedisClient(server.url, createSilentLog());
    await connect(client);
    return {
      documents: new RedisDocuments(client, `test${opened}`, clock),
      advance: (delayMs) => clock.advance(delayMs),
      close: () => client.close(),
    };
  });
});
