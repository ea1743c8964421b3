import { afterAll, beforeAll, describe } from "vitest";
import { connect, createRedisClient, type RedisClient } from "../../../src/adapters/redis/connection.ts";
import { RedisDocuments } from "../../../src/adapters/redis/redis-documents.ts";
import { RedisHistory } from "../../../src/adapters/redis/redis-history.ts";
import { RedisLedger } from "../../../src/adapters/redis/redis-ledger.ts";
import { documentsContract } from "../../contracts/documents-contract.ts";
import { historyContract } from "../../contracts/history-contract.ts";
import { ledgerContract } from "../../contracts/ledger-contract.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

/** A port whose calls go to the one and the other replica by turns. */
function byTurns<Port extends object>(one: Port, other: Port): Port {
  let turn = 0;
  return new Proxy(one, {
    get(_, name) {
      turn += 1;
      const port = turn % 2 === 0 ? one : other;
      const method: unknown = Reflect.get(port, name, port);
      return typeof method === "function" ? method.bind(port) : method;
    },
  });
}

describe.runIf(hasRedis)("two clients of one Redis at once", () => {
  let server: RedisServer;
  let opened = 0;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());

  async function open() {
    opened += 1;
    const clients: RedisClient[] = [];
    for (let count = 0; count < 2; count += 1) {
      const client = createRedisClient(server.url, createSilentLog());
      await connect(client);
      clients.push(client);
    }
    const [one, other] = clients as [RedisClient, RedisClient];
    const close = async () => {
      await Promise.all([one.close(), other.close()]);
    };
    return { one, other, prefix: `test${opened}`, close };
  }

  documentsContract("two replicas", async () => {
    const { one, other, prefix, close } = await open();
    const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
    const documents = byTurns(
      new RedisDocuments(one, prefix, clock),
      new RedisDocuments(other, prefix, clock),
    );
    return { documents, advance: (delayMs) => clock.advance(delayMs), close };
  });

  ledgerContract("two replicas", async () => {
    const { one, other, prefix, close } = await open();
    return { ledger: byTurns(new RedisLedger(one, prefix), new RedisLedger(other, prefix)), close };
  });

  historyContract("two replicas", async () => {
    const { one, other, prefix, close } = await open();
    const log = createSilentLog();
    return {
      history: byTurns(new RedisHistory(one, prefix, log), new RedisHistory(other, prefix, log)),
      close,
    };
  });
});
