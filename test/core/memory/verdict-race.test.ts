import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { playgroundWorkspace as workspace } from "../../../src/adapters/playground/cast.ts";
import { type Audience, personAudience, team } from "../../../src/core/audience.ts";
import { asId, newId, type PersonId, type ProposalId } from "../../../src/core/ids.ts";
import { draftProposal } from "../../../src/core/memory/draft-proposal.ts";
import type { Wish, WishOutcome } from "../../../src/core/memory/plan-verdict.ts";
import { decide, propose } from "../../../src/core/memory/remember.ts";
import { type Book, liveMemories, signalOf } from "../../../src/core/memory.ts";
import { type House, openHouse } from "../../doubles/house.ts";
import { candidate } from "../../fixtures/candidate.ts";

const people = ["ana", "ben", "cleo", "dora"].map((id) => ({ id: asId<PersonId>(id), name: id }));

const approve: Wish = { type: "approve", quorum: 1, edit: null, countsStill: async () => true };
const edited: Wish = {
  ...approve,
  edit: {
    text: "Somebody's own words.",
    kind: "fact",
    travels: false,
    warnings: [],
    receipt: signalOf("form", asId("ana"), 1),
  },
};
const wishes: readonly Wish[] = [
  approve,
  edited,
  { type: "reject", reason: "wrong" },
  { type: "reject", reason: null },
  { type: "expire" },
  { type: "withdraw" },
];

const click = fc.record({ who: fc.nat({ max: 3 }), wish: fc.nat({ max: wishes.length - 1 }) });

describe("a verdict that a hundred clicks race for", () => {
  let house: House;
  beforeEach(() => {
    house = openHouse({ now: Date.UTC(2026, 10, 23) });
  });
  afterEach(() => house.close());

  async function newProposal(audience: Audience): Promise<ProposalId> {
    const text = `Said ${newId()}.`;
    const receipts = [signalOf("command", asId("ana"), house.clock.now())];
    const origin = { source: "dream" as const, dream: null, seed: null };
    const proposal = await draftProposal(
      house.parts,
      workspace,
      audience,
      candidate({ text, receipts }),
      origin,
    );
    await propose(house.parts, { workspace, proposals: [proposal], dream: null, cursor: null });
    return proposal.id;
  }

  async function expectOneWinner(
    id: ProposalId,
    audience: Audience,
    before: Book,
    outcomes: readonly WishOutcome[],
  ): Promise<void> {
    const won = outcomes.filter(({ type }) => type === "done" || type === "expired");
    expect(won).toHaveLength(1);
    const standing = await house.parts.ledger.proposal(workspace, id);
    for (const outcome of outcomes) {
      expect(outcome.type === "unknown" ? null : outcome.proposal.decision).toEqual(standing?.decision);
    }
    const after = await house.parts.ledger.book(workspace, audience);
    const isApproved = standing?.status === "approved";
    expect(after.revision - before.revision).toBe(isApproved ? 1 : 0);
    const words = liveMemories(after).map(({ text }) => text);
    expect(words.length - liveMemories(before).length).toBe(isApproved ? 1 : 0);
    if (isApproved) expect(words.at(-1)).toBe(standing?.change.text);
    const acts = (await house.parts.ledger.audit(workspace, 1000)).filter(({ subject }) => subject === id);
    expect(acts.filter(({ act }) => act !== "proposed")).toHaveLength(1);
  }

  it("B3, B4, B5: has exactly one winner, whom all the others are told, and the book says what won", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(click, { minLength: 100, maxLength: 100 }),
        fc.boolean(),
        async (clicks, isOwn) => {
          const audience = isOwn ? personAudience(asId("ana")) : team;
          const before = await house.parts.ledger.book(workspace, audience);
          const id = await newProposal(audience);
          const outcomes: WishOutcome[] = await Promise.all(
            clicks.map(({ who, wish }) =>
              decide(
                house.parts,
                workspace,
                id,
                wishes[wish] as Wish,
                people[who] as (typeof people)[number],
              ),
            ),
          );
          await expectOneWinner(id, audience, before, outcomes);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);

  it("B5: an undo that races with others takes it back once", async () => {
    const id = await newProposal(team);
    await decide(house.parts, workspace, id, approve, people[0] as (typeof people)[number]);
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        decide(house.parts, workspace, id, { type: "undo" }, people[index % 4] as (typeof people)[number]),
      ),
    );
    expect(outcomes.filter(({ type }) => type === "done")).toHaveLength(1);
    expect(liveMemories(await house.parts.ledger.book(workspace, team))).toEqual([]);
  });
});
