import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRedisStore } from "../../../src/adapters/redis/redis-store.ts";
import { channelAudience } from "../../../src/core/audience.ts";
import { asId, newId, type PersonId, type ProposalId, type WorkspaceId } from "../../../src/core/ids.ts";
import { draftProposal } from "../../../src/core/memory/draft-proposal.ts";
import type { Wish, WishOutcome } from "../../../src/core/memory/plan-verdict.ts";
import { decide, propose } from "../../../src/core/memory/remember.ts";
import { liveMemories, signalOf } from "../../../src/core/memory.ts";
import type { Parts } from "../../../src/core/parts.ts";
import { runDueDreams } from "../../../src/dreaming/schedule.ts";
import { type House, openHouse } from "../../doubles/house.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { candidate } from "../../fixtures/candidate.ts";
import { hasRedis } from "../../setup/redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";

const workspace: WorkspaceId = asId("playground:office");
const people = ["ana", "ben"].map((id) => ({ id: asId<PersonId>(id), name: id }));
const approve: Wish = { type: "approve", quorum: 1, edit: null, countsStill: async () => true };
const against: readonly Wish[] = [{ type: "reject", reason: "wrong" }, { type: "withdraw" }];

/** Of every other proposal all clicks approve, because a refusal reads less and wins each race. */
const wishOf = (proposal: number, click: number): Wish =>
  proposal % 2 === 0 || click % 2 === 0 ? approve : (against[click % 4 === 1 ? 0 : 1] as Wish);

const proposals = 1000;
const clicksOnEach = 10;

/** Ten proposals want the same book. */
const audienceOf = (index: number) => channelAudience(asId(`channel-${Math.floor(index / 10)}`));

describe.runIf(hasRedis)("two replicas on one Redis", () => {
  let server: RedisServer;
  let house: House;
  const stores: Awaited<ReturnType<typeof openRedisStore>>[] = [];
  const replicas: Parts[] = [];

  beforeAll(async () => {
    server = await startRedis();
    house = openHouse({ now: Date.UTC(2026, 10, 23) });
    for (let count = 0; count < 2; count += 1) {
      const store = await openRedisStore({ url: server.url, clock: house.clock, log: createSilentLog() });
      stores.push(store);
      const { history, ledger, documents, jobs } = store;
      replicas.push({ ...house.parts, history, ledger, documents, jobs });
    }
  });
  afterAll(async () => {
    for (const store of stores) await store.die();
    await house.close();
    await server.close();
  });
  const replica = (index: number) => replicas[index % replicas.length] as Parts;

  it("B3: decide each of 1,000 proposals once, of ten clicks that reach both at the same time", async () => {
    const ids: ProposalId[] = [];
    for (let index = 0; index < proposals; index += 1) {
      const parts = replica(index);
      const receipts = [signalOf("command", asId("ana"), house.clock.now())];
      const made = candidate({ text: `Said ${newId()}.`, receipts });
      const origin = { source: "dream" as const, dream: null, seed: null };
      const proposal = await draftProposal(parts, workspace, audienceOf(index), made, origin);
      await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
      ids.push(proposal.id);
    }
    let all = 0;
    // Ten proposals at a time, whose hundred clicks all want the same book.
    for (let from = 0; from < ids.length; from += 10) {
      const raced = ids.slice(from, from + 10);
      const clicks = raced.flatMap((id, at) =>
        Array.from({ length: clicksOnEach }, (_, click) => ({
          id,
          wish: wishOf(at, click),
          by: people[click % 2] as (typeof people)[number],
        })),
      );
      const outcomes = await Promise.all(
        clicks.map(({ id, wish, by }, index) => decide(replica(index), workspace, id, wish, by)),
      );
      let approved = 0;
      for (const id of raced) {
        const ofOne = outcomes.filter((_, index) => clicks[index]?.id === id);
        expect(ofOne.filter(({ type }: WishOutcome) => type === "done")).toHaveLength(1);
        const standing = await replica(from).ledger.proposal(workspace, id);
        for (const outcome of ofOne)
          expect(outcome.type === "unknown" ? null : outcome.proposal.decision).toEqual(standing?.decision);
        if (standing?.status === "approved") approved += 1;
      }
      const book = await replica(1).ledger.book(workspace, audienceOf(from));
      expect(liveMemories(book)).toHaveLength(approved);
      expect(book.revision).toBe(approved);
      all += approved;
    }
    expect(all).toBeGreaterThan(proposals / 10);
  }, 120_000);

  it("B11: begin one dream for a period, however many ticks of both find that it is due", async () => {
    const tick = () => Promise.all([0, 1, 0, 1, 0].map((index) => runDueDreams(replica(index))));
    await tick();
    const before = await replica(0).jobs.depth();
    house.clock.jump(8 * 24 * 60 * 60 * 1000);
    await tick();
    await tick();
    // One for the one workspace that the platform serves.
    expect((await replica(1).jobs.depth()) - before).toBe(1);
  });
});
