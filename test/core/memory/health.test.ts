import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { team } from "../../../src/core/audience.ts";
import { asId, type MemoryId } from "../../../src/core/ids.ts";
import type { Doubts } from "../../../src/core/memory/doubts.ts";
import { countDecided, examineBook, ratesSentence } from "../../../src/core/memory/health.ts";
import { type Book, type Change, foldChanges } from "../../../src/core/memory.ts";
import type { ProposalStatus } from "../../../src/core/proposal.ts";
import { sampleChange, sampleQuote } from "../../contracts/sample-ledger.ts";
import { sampleWorkspace } from "../../contracts/sample-message.ts";

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 22);

function bookOf(...changes: readonly Partial<Change>[]): Book {
  const stack = changes.map((change, index) => ({
    ...sampleChange(`c${index}`, index + 1, {
      memory: asId<MemoryId>(`m${index}`),
      revision: index + 1,
      at: now,
      ...change,
    }),
  }));
  return { workspace: sampleWorkspace, audience: team, revision: stack.length, memories: foldChanges(stack) };
}

const nothing = { now, given: new Set<MemoryId>(), doubts: new Map<MemoryId, Doubts>() };
const idsOf = (changes: readonly Change[]) => changes.map(({ memory }) => memory);

describe("the health of a book", () => {
  it("names what is said twice, and not what differs in a number or a negation", () => {
    const book = bookOf(
      { text: "Deploys are frozen on Fridays after 15:00." },
      { text: "On Fridays after 15:00 deploys are frozen." },
      { text: "Deploys are frozen on Fridays after 16:00." },
      { text: "Deploys are never frozen on Fridays after 15:00." },
    );
    expect(examineBook(book, nothing).duplicates.map((pair) => idsOf(pair))).toEqual([["m0", "m1"]]);
  });

  it("names what is old, and what is old enough to have been used and was not", () => {
    const book = bookOf(
      { text: "lunch is at noon", at: now - 181 * dayMs },
      { text: "the build runs on Linux", at: now - 31 * dayMs },
      { text: "support answers within a day", at: now - 31 * dayMs },
      { text: "invoices go out on Mondays", at: now - 29 * dayMs },
    );
    const given = new Set([asId<MemoryId>("m0"), asId<MemoryId>("m2")]);
    const health = examineBook(book, { ...nothing, given });
    expect(idsOf(health.stale)).toEqual(["m0"]);
    expect(idsOf(health.neverUsed)).toEqual(["m1"]);
    expect(health.live).toBe(4);
  });

  it("names what is out of use, and only there", () => {
    const gone = { ...sampleQuote("x"), quote: "", gone: true };
    const disputed = { by: asId<never>("ben"), byName: "Ben", revision: 9, at: now };
    const book = bookOf(
      { text: "lunch is at noon", receipts: [gone], at: 0 },
      { text: "lunch is at one", disputed, at: 0 },
    );
    const health = examineBook(book, nothing);
    expect(idsOf(health.unsupported)).toEqual(["m0", "m1"]);
    expect([health.live, health.stale, health.neverUsed, health.duplicates]).toEqual([0, [], [], []]);
  });

  it("names what somebody doubts", () => {
    const doubts = new Map([
      [asId<MemoryId>("m1"), { counts: { wrong: 1, outdated: 0, "not-here": 0 }, newestAt: now }],
    ]);
    const book = bookOf({ text: "lunch is at noon" }, { text: "the build runs on Linux" });
    expect(idsOf(examineBook(book, { ...nothing, doubts }).doubted)).toEqual(["m1"]);
  });
});

describe("how people decide", () => {
  it("is said in whole per cents that come to all", () => {
    const statuses: ProposalStatus[] = ["approved", "approved", "undone", "rejected", "expired", "withdrawn"];
    const decided = countDecided(statuses.map((status) => ({ status })));
    expect(ratesSentence(decided)).toBe(
      "Of 5 decided, 60 % were approved, 20 % rejected, 20 % left to expire. Of what was approved 33 % was undone.",
    );
  });

  it("is not said before anything was decided", () => {
    expect(ratesSentence(countDecided([{ status: "pending" }, { status: "withdrawn" }]))).toBe("");
  });

  it("never says more than all", () => {
    fc.assert(
      fc.property(
        fc.record({ approved: fc.nat(50), rejected: fc.nat(50), expired: fc.nat(50), undone: fc.nat(50) }),
        (decided) => {
          for (const [, percent] of ratesSentence(decided).matchAll(/(\d+) %/gu))
            expect(Number(percent)).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});
