import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRedisStore } from "../../../src/adapters/redis/redis-store.ts";
import { channelAudience } from "../../../src/core/audience.ts";
import { asId, newId, type PersonId, type ProposalId, type WorkspaceId } from "../../../src/core/ids.ts";
import { draftProposal } from "../../../src/core/memory/draft-proposal.ts";
import type { Wish, WishOutcome } from "../../../src/core/memory/plan-verdict.ts";
import { decide, propose } from "../../../src/core/memory/remember.ts";
import { liveMemories, signalOf } from "../../../src/core/memory.ts";
import type { Parts } from "../../../src/core/parts.ts";
import type { Proposal } from "../../../src/core/proposal.ts";
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

function expectOneWinner(outcomes: readonly WishOutcome[], standing: Proposal | undefined): void {
  expect(outcomes.filter(({ type }) => type === "done")).toHaveLength(1);
  for (const outcome of outcomes)
    expect(outcome.type === "unknown" ? null : outcome.proposal.decision).toEqual(standing?.decision);
}

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

  async function newProposal(index: number): Promise<ProposalId> {
    const parts = replica(index);
    const receipts = [signalOf("command", asId("ana"), house.clock.now())];
    const made = candidate({ text: `Said ${newId()}.`, receipts });
    const origin = { source: "dream" as const, dream: null, seed: null };
    const proposal = await draftProposal(parts, workspace, audienceOf(index), made, origin);
    await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
    return proposal.id;
  }

  /** Races ten clicks on each of these, and gives how many were approved. */
  async function race(ids: readonly ProposalId[]): Promise<number> {
    const clicks = ids.flatMap((id, at) =>
      Array.from({ length: clicksOnEach }, (_, click) => ({
        id,
        wish: wishOf(at, click),
        by: people[click % 2] as (typeof people)[number],
      })),
    );
    const outcomes = await Promise.all(
      clicks.map(({ id, wish, by }, index) => decide(replica(index), workspace, id, wish, by)),
    );
    const standing = await Promise.all(ids.map((id) => replica(0).ledger.proposal(workspace, id)));
    for (const [at, id] of ids.entries())
      expectOneWinner(
        outcomes.filter((_, index) => clicks[index]?.id === id),
        standing[at],
      );
    return standing.filter((proposal) => proposal?.status === "approved").length;
  }

  it("B3: decide each of 1,000 proposals once, of ten clicks that reach both at the same time", async () => {
    let all = 0;
    for (let from = 0; from < proposals; from += 10) {
      const ids = await Promise.all(Array.from({ length: 10 }, (_, at) => newProposal(from + at)));
      const approved = await race(ids);
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
