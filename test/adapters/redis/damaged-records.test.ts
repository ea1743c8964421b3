import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, createRedisClient, type RedisClient } from "../../../src/adapters/redis/connection.ts";
import { openRedisStore } from "../../../src/adapters/redis/redis-store.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { asId } from "../../../src/core/ids.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { Witness } from "../../contracts/job-witness.ts";
import { sampleProposal, sampleWrite } from "../../contracts/sample-ledger.ts";
import { sampleMessage, sampleWorkspace } from "../../contracts/sample-message.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";
import { settleJobs } from "./settle-jobs.ts";

const prefix = "damaged";

describe.runIf(hasRedis)("a damaged record in Redis", () => {
  const log = createSilentLog();
  let server: RedisServer;
  let store: Store;
  let client: RedisClient;
  beforeAll(async () => {
    server = await startRedis();
    client = createRedisClient(server.url, log);
    await connect(client);
    const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
    store = await openRedisStore({ url: server.url, clock, log, prefix });
  });
  afterAll(async () => {
    await store.close();
    await client.close();
    await server.close();
  });

  /** The one key that ends so. */
  const keyEnding = async (ending: string) => {
    const keys = (await client.keys(`${prefix}:*`)).filter((key) => key.endsWith(ending));
    expect(keys).toHaveLength(1);
    return keys[0] ?? "";
  };

  it("C7: leaves that message out of its channel, and the rest is read", async () => {
    for (const id of ["broken", "whole"]) await store.history.record(sampleMessage(id));
    await client.hSet(await keyEnding(":message"), "broken", "{not json");
    const { channel } = sampleMessage("whole");
    const read = await store.history.channel(sampleWorkspace, channel, Number.MAX_SAFE_INTEGER, 9);
    expect(read.map(({ id }) => id)).toEqual(["whole"]);
    expect(log.entries.filter(({ event }) => event === "record-unreadable")).toHaveLength(1);
  });

  it.each<[string, (record: string) => string]>([
    ["all of it", () => "{not json"],
    ["where it stands", (record) => record.replace(/^[^\n]+/u, "{}")],
    ["its words", (record) => record.replace(/\n.+/su, "\n{not json")],
  ])("C7: without %s can still be recorded anew, forgotten for its age and erased", async (part, damage) => {
    const id = `without ${part}`;
    const { author, version, saidAt } = sampleMessage(id);
    const key = `${prefix}:history:"${sampleWorkspace}":message`;
    const damaged = async (newer: number) => {
      expect(await store.history.record(sampleMessage(id, { version: version + newer }))).toBe(true);
      await client.hSet(key, id, damage((await client.hGet(key, id)) ?? ""));
    };
    await damaged(1);
    await damaged(2);
    await store.history.forgetBefore(sampleWorkspace, saidAt + 1, null);
    expect(await client.hExists(key, id)).toBe(0);
    await damaged(3);
    await store.history.erasePerson(sampleWorkspace, author, []);
    expect(await client.hExists(key, id)).toBe(0);
  });

  it("C7: of somebody else is gone after an erasure, because nobody can say whether it names them", async () => {
    await store.history.record(sampleMessage("other", { author: asId("other") }));
    await client.hSet(await keyEnding(":message"), "other", "{}\n{not");
    await store.history.erasePerson(sampleWorkspace, asId("erased"), ["Erased"]);
    expect(await store.history.idsSaidBy(sampleWorkspace, asId("other"))).toEqual([]);
  });

  it("C7: words that cannot be read are left out of a search", async () => {
    await store.history.record(sampleMessage("s1", { text: "poison one" }));
    await store.history.record(sampleMessage("s2", { text: "poison two" }));
    await client.hSet(await keyEnding(":words"), "s1", "{not");
    const { channel } = sampleMessage("s1");
    const hits = await store.history.search(sampleWorkspace, [channel], ["poison"]);
    expect(hits.map(({ id }) => id)).toEqual(["s2"]);
  });

  it("C7: fails the reading of that document alone, and can be written again", async () => {
    const settings = { workspace: sampleWorkspace, kind: "settings", name: "" };
    await store.documents.put(settings, { cadence: "weekly" }, null);
    await store.documents.put({ ...settings, name: "other" }, 1, null);
    await client.set(await keyEnding('"settings",""]'), "\n{not json");
    await expect(store.documents.get(settings)).rejects.toBeInstanceOf(StoreError);
    expect(await store.documents.get({ ...settings, name: "other" })).toBe(1);
    await store.documents.put(settings, 3, null);
    expect(await store.documents.get(settings)).toBe(3);
  });

  it("C7: fails the reading of that proposal alone", async () => {
    await store.ledger.write(sampleWrite({ proposals: [sampleProposal("p1"), sampleProposal("p2")] }));
    await client.hSet(await keyEnding(":proposal"), "p1", "{not");
    await expect(store.ledger.proposal(sampleWorkspace, asId("p1"))).rejects.toBeInstanceOf(StoreError);
    expect(await store.ledger.proposal(sampleWorkspace, asId("p2"))).toEqual(sampleProposal("p2"));
  });

  it("C7: puts that job among the dead letters, and the others run", async () => {
    for (const id of ["broken", "whole"])
      await store.jobs.enqueue({ id, kind: "work", key: id, lane: "a", at: 0, data: { id } });
    await client.hSet(await keyEnding("job:broken"), "data", "{not");
    const witness = new Witness();
    await store.jobs.run({ work: witness.handle }, 1);
    await witness.run("whole");
    await settleJobs(client, prefix);
    expect(await store.jobs.deadLetters(9)).toMatchObject([
      { job: { id: "broken", data: null }, error: "Unreadable" },
    ]);
  });
});
