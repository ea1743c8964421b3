import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, createRedisClient, type RedisClient } from "../../../src/adapters/redis/connection.ts";
import { JobBoard } from "../../../src/adapters/redis/job-board.ts";
import { RedisJobs } from "../../../src/adapters/redis/redis-jobs.ts";
import { Witness } from "../../contracts/job-witness.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";
import { settleJobs } from "./settle-jobs.ts";

const job = (id: string) => ({ id, kind: "work", key: "one", lane: "a", at: 0, data: { id } });

describe.runIf(hasRedis)("a job that was taken by somebody who never heard of it", () => {
  let server: RedisServer;
  let client: RedisClient;
  beforeAll(async () => {
    server = await startRedis();
    client = createRedisClient(server.url, createSilentLog());
    await connect(client);
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });

  const open = (prefix: string) => {
    const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
    const jobs = new RedisJobs({ url: server.url, prefix, client, clock, log: createSilentLog() });
    return { clock, jobs, board: new JobBoard(client, prefix, clock) };
  };

  it("C2: runs again, and what waits behind it after it, where the token is gone with the answer", async () => {
    const { jobs, board } = open("lost");
    for (const id of ["first", "second"]) await jobs.enqueue(job(id));
    // The server did it, and the answer was lost: the token's run failed, and BullMQ took the token away.
    const { taken } = await board.take("token-of-nobody", "run-of-nobody", ["work"]);
    expect(taken?.job.id).toBe("first");
    const witness = new Witness();
    await jobs.run({ work: witness.handle }, 1);
    await witness.run("first");
    await witness.run("second");
    await settleJobs(client, "lost");
    expect(await jobs.depth()).toBe(0);
    await jobs.close();
  });

  it("C2: frees its key where it was cancelled meanwhile", async () => {
    const { jobs, board } = open("cancelled");
    await jobs.enqueue(job("first"));
    await board.take("token-of-nobody", "run-of-nobody", ["work"]);
    await jobs.cancel("one");
    await jobs.enqueue(job("second"));
    const witness = new Witness();
    await jobs.run({ work: witness.handle }, 1);
    await witness.run("second");
    await jobs.close();
  });
});
