import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRedisStore } from "../../../src/adapters/redis/redis-store.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import { personAudience } from "../../../src/core/audience.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { asId, newId, type WorkspaceId } from "../../../src/core/ids.ts";
import type { Job, JobHandler } from "../../../src/core/ports/jobs.ts";
import { sampleMessage, sampleWorkspace } from "../../contracts/sample-message.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

type Replica = Awaited<ReturnType<typeof openRedisStore>>;

const workspace: WorkspaceId = sampleWorkspace;

describe.runIf(hasRedis)("replicas on one Redis", () => {
  let server: RedisServer;
  const replicas: Replica[] = [];
  beforeEach(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    for (const replica of replicas.splice(0)) await replica.die();
    await server.close();
  });

  async function open(): Promise<Replica> {
    const replica = await openRedisStore({
      url: server.url,
      clock: createSystemClock(),
      log: createSilentLog(),
    });
    replicas.push(replica);
    return replica;
  }

  const job = (id: string, overrides: Partial<Job> = {}): Job => ({
    id,
    kind: "work",
    key: `key of ${id}`,
    lane: workspace,
    at: Date.now(),
    data: null,
    ...overrides,
  });

  /** Polls until it holds. */
  async function until(holds: () => boolean | Promise<boolean>, withinMs = 10_000): Promise<number> {
    const begun = Date.now();
    while (!(await holds())) {
      if (Date.now() - begun > withinMs) throw new Error("It never came");
      await setTimeout(5);
    }
    return Date.now() - begun;
  }

  it("run each job once between them, and never two of one key at a time", async () => {
    const [one, other] = [await open(), await open()];
    const ran: string[] = [];
    const running = new Set<string>();
    const shared = { one: 0, other: 0 };
    const handlerOf =
      (name: "one" | "other"): JobHandler =>
      async (run) => {
        expect(running.has(run.job.key)).toBe(false);
        running.add(run.job.key);
        shared[name] += 1;
        await setTimeout(3);
        running.delete(run.job.key);
        ran.push(run.job.id);
      };
    await one.jobs.run({ work: handlerOf("one") }, 8);
    await other.jobs.run({ work: handlerOf("other") }, 8);
    const wanted = Array.from({ length: 400 }, (_, index) => job(`j${index}`, { key: `key ${index % 40}` }));
    await Promise.all(wanted.map((each, index) => (index % 2 ? one : other).jobs.enqueue(each)));
    // Told to both, as a platform's second delivery would.
    await Promise.all(wanted.map((each) => other.jobs.enqueue(each)));
    await until(() => ran.length >= wanted.length);
    await setTimeout(50);
    expect(ran.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
    expect(Math.min(shared.one, shared.other)).toBeGreaterThan(50);
    expect(await one.jobs.depth()).toBe(0);
  });

  it("A4: take over what another died in, within two seconds and without counting a failure", async () => {
    const [one, other] = [await open(), await open()];
    const never = new Promise<void>(() => undefined);
    let begun = false;
    await one.jobs.run(
      {
        work: async () => {
          begun = true;
          await never;
        },
      },
      4,
    );
    await one.jobs.enqueue(job("a"));
    await until(() => begun);
    const attempts: number[] = [];
    await other.jobs.run({ work: async ({ attempt }) => void attempts.push(attempt) }, 4);
    await one.die();
    expect(await until(() => attempts.length > 0)).toBeLessThan(2600);
    expect(attempts).toEqual([1]);
  });

  it("hand back what a stop cuts off, to run elsewhere at once", async () => {
    const [one, other] = [await open(), await open()];
    let begun = false;
    const held: JobHandler = ({ signal }) => {
      begun = true;
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    };
    await one.jobs.run({ work: held }, 4);
    await one.jobs.enqueue(job("a"));
    await until(() => begun);
    let ran = 0;
    await other.jobs.run(
      {
        work: async () => {
          ran += 1;
        },
      },
      4,
    );
    expect(await one.jobs.drain(50)).toBe(1);
    await one.close();
    expect(await until(() => ran > 0)).toBeLessThan(1500);
    await setTimeout(100);
    expect(ran).toBe(1);
  });

  it("abort a job wherever it runs when it is cancelled anywhere", async () => {
    const [one, other] = [await open(), await open()];
    let reason: unknown;
    await one.jobs.run(
      {
        work: ({ signal }) =>
          new Promise((_, reject) => {
            signal.addEventListener("abort", () => {
              reason = signal.reason;
              reject(signal.reason);
            });
            reason = "begun";
          }),
      },
      4,
    );
    await one.jobs.enqueue(job("a"));
    await until(() => reason === "begun");
    expect(await other.jobs.cancel("key of a")).toBe(1);
    await until(() => reason !== "begun");
    expect(await one.jobs.enqueue(job("a"))).toBe(false);
  });

  it("C2: end every operation within a second while Redis is gone, and go on by themselves when it is back", async () => {
    const replica = await open();
    await replica.history.record(sampleMessage("m1"));
    const ran: string[] = [];
    await replica.jobs.run({ work: async (run) => void ran.push(run.job.id) }, 4);
    await server.kill();
    const operations: (() => Promise<unknown>)[] = [
      () => replica.history.get(workspace, [asId("m1")]),
      () => replica.history.record(sampleMessage("m2")),
      () => replica.history.search(workspace, [asId("general")], ["word"]),
      () => replica.ledger.book(workspace, personAudience(asId("ana"))),
      () => replica.documents.get({ workspace, kind: "settings", name: "" }),
      () => replica.documents.put({ workspace, kind: "settings", name: "" }, 1, null),
      () => replica.jobs.enqueue(job(newId())),
      () => replica.jobs.depth(),
    ];
    for (const operation of operations) {
      const begun = Date.now();
      await expect(operation()).rejects.toBeInstanceOf(StoreError);
      expect(Date.now() - begun).toBeLessThan(1000);
    }
    expect(replica.state()).toMatchObject({ state: "down" });
    await server.restart();
    await until(async () => replica.state().state !== "down");
    // What was durable before is there, and nothing else.
    expect((await replica.history.get(workspace, [asId("m1"), asId("m2")])).map(({ id }) => id)).toEqual([
      "m1",
    ]);
    await replica.jobs.enqueue(job("after"));
    await until(() => ran.includes("after"));
  });

  it("C2: end every operation within a second while Redis does not answer", async () => {
    const replica = await open();
    await replica.history.record(sampleMessage("m1"));
    server.freeze();
    const begun = Date.now();
    await expect(replica.history.get(workspace, [asId("m1")])).rejects.toBeInstanceOf(StoreError);
    expect(Date.now() - begun).toBeLessThan(1100);
    server.thaw();
    await until(
      async () => (await replica.history.get(workspace, [asId("m1")]).catch(() => [])).length === 1,
    );
  });
});
