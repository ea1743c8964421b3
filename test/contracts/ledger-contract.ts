import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelAudience, personAudience, team } from "../../src/core/audience.ts";
import { asId, type MemoryId, type PersonId, type ProposalId } from "../../src/core/ids.ts";
import type { Expectations, Ledger, LedgerWrite } from "../../src/core/ports/ledger.ts";
import type { AuditEntry } from "../../src/core/record.ts";
import { ledgerErasureContract } from "./ledger-erasure-contract.ts";
import { ledgerLossContract } from "./ledger-loss-contract.ts";
import { ledgerRedactionContract } from "./ledger-redaction-contract.ts";
import { sampleChange, sampleDream, sampleProposal, sampleTombstone, sampleWrite } from "./sample-ledger.ts";
import { otherWorkspace, sampleSaidAt, sampleWorkspace } from "./sample-message.ts";

/** An open Ledger on an empty store. */
export interface LedgerHarness {
  readonly ledger: Ledger;
  close(): Promise<void>;
}

const nothing: Expectations = { proposals: [], books: [], cursors: [] };

function auditOf(at: number, overrides: Partial<AuditEntry> = {}): AuditEntry {
  return {
    workspace: sampleWorkspace,
    at,
    person: asId("ana"),
    personName: "Ana",
    act: "approved",
    subject: "p1",
    audience: team,
    ...overrides,
  };
}

/** What every Ledger promises. */
export function ledgerContract(name: string, openStore: () => Promise<LedgerHarness>): void {
  describe(`${name} as a ledger`, () => {
    let harness: LedgerHarness;
    let ledger: Ledger;

    beforeEach(async () => {
      harness = await openStore();
      ledger = harness.ledger;
    });

    afterEach(() => harness.close());

    const write = (parts: Partial<LedgerWrite>) => ledger.write(sampleWrite(parts));

    describe("reading", () => {
      it("gives emptiness for what is not there", async () => {
        expect(await ledger.book(sampleWorkspace, team)).toEqual({
          workspace: sampleWorkspace,
          audience: team,
          revision: 0,
          memories: [],
        });
        expect(await ledger.memory(sampleWorkspace, asId("m"))).toBeUndefined();
        expect(await ledger.proposal(sampleWorkspace, asId("p"))).toBeUndefined();
        expect(await ledger.proposals(sampleWorkspace, null, "pending", 9)).toEqual([]);
        expect(await ledger.tombstones(sampleWorkspace, team)).toEqual([]);
        expect(await ledger.cursor(sampleWorkspace, team)).toBe(0);
        expect(await ledger.dream(sampleWorkspace, asId("d"))).toBeUndefined();
        expect(await ledger.dreams(sampleWorkspace, 9)).toEqual([]);
        expect(await ledger.audit(sampleWorkspace, 9)).toEqual([]);
      });

      it("gives back what was written", async () => {
        const proposal = sampleProposal("p1", {
          change: { ...sampleProposal("p1").change, text: "\ud800 \u0000 é" },
        });
        const change = sampleChange("c1", 1);
        const tombstone = sampleTombstone("p2");
        const dream = sampleDream("d1");
        const outcome = await write({
          proposals: [proposal],
          changes: [change],
          tombstones: [tombstone],
          cursors: [{ audience: team, sequence: 7 }],
          dreams: [dream],
          audit: [auditOf(1)],
        });
        expect(outcome).toEqual({ written: true });
        expect(await ledger.proposal(sampleWorkspace, proposal.id)).toEqual(proposal);
        expect(await ledger.book(sampleWorkspace, team)).toEqual({
          workspace: sampleWorkspace,
          audience: team,
          revision: 1,
          memories: [{ id: change.memory, audience: team, changes: [change] }],
        });
        expect(await ledger.tombstones(sampleWorkspace, team)).toEqual([tombstone]);
        expect(await ledger.cursor(sampleWorkspace, team)).toBe(7);
        expect(await ledger.dream(sampleWorkspace, dream.id)).toEqual(dream);
        expect(await ledger.audit(sampleWorkspace, 9)).toEqual([auditOf(1)]);
      });

      it("gives a memory as the stack of its changes, oldest first, with the ones that were undone", async () => {
        const memory = asId<MemoryId>("m1");
        await write({ changes: [sampleChange("c1", 1, { memory })] });
        await write({ changes: [sampleChange("c2", 2, { memory, change: "update", text: "second" })] });
        const undone = { by: asId<PersonId>("ana"), byName: "Ana", revision: 3, at: sampleSaidAt + 3 };
        await write({
          changes: [sampleChange("c2", 2, { memory, change: "update", text: "second", undone })],
        });
        const found = await ledger.memory(sampleWorkspace, memory);
        expect(found?.changes.map(({ id }) => id)).toEqual(["c1", "c2"]);
        expect(found?.changes[1]?.undone).toEqual(undone);
        expect((await ledger.book(sampleWorkspace, team)).revision).toBe(3);
      });

      it("lists proposals by audience and status, newest first", async () => {
        const general = channelAudience(asId("general"));
        await write({
          proposals: [
            sampleProposal("old", { proposedAt: 1 }),
            sampleProposal("new", { proposedAt: 3 }),
            sampleProposal("mid", { proposedAt: 2, audience: general }),
            sampleProposal("done", { proposedAt: 4, status: "approved" }),
          ],
        });
        const list = async (
          ...[audience, status, limit]: [Parameters<Ledger["proposals"]>[1], "pending" | "approved", number]
        ) => (await ledger.proposals(sampleWorkspace, audience, status, limit)).map(({ id }) => id);
        expect(await list(null, "pending", 9)).toEqual(["new", "mid", "old"]);
        expect(await list(null, "pending", 2)).toEqual(["new", "mid"]);
        expect(await list(team, "pending", 9)).toEqual(["new", "old"]);
        expect(await list(general, "pending", 9)).toEqual(["mid"]);
        expect(await list(team, "approved", 9)).toEqual(["done"]);
      });

      it("lists a proposal under its newest status only", async () => {
        await write({ proposals: [sampleProposal("p1")] });
        await write({ proposals: [sampleProposal("p1", { version: 2, status: "rejected" })] });
        expect(await ledger.proposals(sampleWorkspace, null, "pending", 9)).toEqual([]);
        expect(await ledger.proposals(sampleWorkspace, team, "rejected", 9)).toHaveLength(1);
      });

      it("gives dreams and audit newest first, at most so many", async () => {
        for (const at of [1, 3, 2]) {
          await write({ dreams: [sampleDream(`d${at}`, { startedAt: at })], audit: [auditOf(at)] });
        }
        await write({ audit: [auditOf(3, { subject: "later in the same instant" })] });
        expect((await ledger.dreams(sampleWorkspace, 2)).map(({ id }) => id)).toEqual(["d3", "d2"]);
        expect((await ledger.audit(sampleWorkspace, 3)).map(({ at, subject }) => [at, subject])).toEqual([
          [3, "later in the same instant"],
          [3, "p1"],
          [2, "p1"],
        ]);
      });

      it("keeps the newest state of a dream", async () => {
        await write({ dreams: [sampleDream("d1", { status: "running", finishedAt: null })] });
        await write({ dreams: [sampleDream("d1")] });
        expect(await ledger.dreams(sampleWorkspace, 9)).toEqual([sampleDream("d1")]);
      });

      it("keeps audiences apart", async () => {
        const audiences = [
          team,
          channelAudience(asId("x")),
          personAudience(asId("x")),
          personAudience(asId("y")),
        ];
        for (const [index, audience] of audiences.entries()) {
          await write({
            changes: [sampleChange(`c${index}`, index + 1, { audience })],
            tombstones: [sampleTombstone("p1", { audience })],
            cursors: [{ audience, sequence: index + 1 }],
          });
        }
        for (const [index, audience] of audiences.entries()) {
          const book = await ledger.book(sampleWorkspace, audience);
          expect(book.memories.map(({ id }) => id)).toEqual([`memory-c${index}`]);
          expect(book.revision).toBe(index + 1);
          expect(await ledger.tombstones(sampleWorkspace, audience)).toHaveLength(1);
          expect(await ledger.cursor(sampleWorkspace, audience)).toBe(index + 1);
        }
      });

      it("B10: shows nothing of one workspace to another", async () => {
        await write({
          proposals: [sampleProposal("p1")],
          changes: [sampleChange("c1", 1)],
          tombstones: [sampleTombstone("p2")],
          cursors: [{ audience: team, sequence: 7 }],
          dreams: [sampleDream("d1")],
          audit: [auditOf(1)],
        });
        expect(await ledger.proposal(otherWorkspace, asId("p1"))).toBeUndefined();
        expect(await ledger.proposals(otherWorkspace, null, "pending", 9)).toEqual([]);
        expect((await ledger.book(otherWorkspace, team)).revision).toBe(0);
        expect(await ledger.memory(otherWorkspace, asId("memory-c1"))).toBeUndefined();
        expect(await ledger.tombstones(otherWorkspace, team)).toEqual([]);
        expect(await ledger.cursor(otherWorkspace, team)).toBe(0);
        expect(await ledger.dreams(otherWorkspace, 9)).toEqual([]);
        expect(await ledger.audit(otherWorkspace, 9)).toEqual([]);
        expect(await ledger.quotesOf(otherWorkspace, asId("evidence-p1"))).toEqual([]);
      });
    });

    describe("writing", () => {
      it("writes nothing at all where an expectation does not hold, and names the first", async () => {
        await write({
          proposals: [sampleProposal("p1")],
          changes: [sampleChange("c1", 1)],
          cursors: [{ audience: team, sequence: 5 }],
        });
        const stale = {
          proposal: { ...nothing, proposals: [{ id: asId<ProposalId>("p1"), version: 2 }] },
          book: { ...nothing, books: [{ audience: team, revision: 0 }] },
          cursor: { ...nothing, cursors: [{ audience: team, sequence: 4 }] },
        } as const;
        for (const [conflict, expected] of Object.entries(stale)) {
          const outcome = await write({
            expect: expected,
            proposals: [sampleProposal("p1", { version: 2, status: "approved" }), sampleProposal("p9")],
            changes: [sampleChange("c9", 2)],
            tombstones: [sampleTombstone("p9")],
            cursors: [{ audience: team, sequence: 9 }],
            dreams: [sampleDream("d9")],
            audit: [auditOf(1)],
          });
          expect(outcome).toEqual({ written: false, conflict });
        }
        expect((await ledger.proposal(sampleWorkspace, asId("p1")))?.status).toBe("pending");
        expect(await ledger.proposal(sampleWorkspace, asId("p9"))).toBeUndefined();
        expect((await ledger.book(sampleWorkspace, team)).revision).toBe(1);
        expect(await ledger.tombstones(sampleWorkspace, team)).toEqual([]);
        expect(await ledger.cursor(sampleWorkspace, team)).toBe(5);
        expect(await ledger.dreams(sampleWorkspace, 9)).toEqual([]);
        expect(await ledger.audit(sampleWorkspace, 9)).toEqual([]);
      });

      it("takes 0 for what is not there yet", async () => {
        const expected: Expectations = {
          proposals: [{ id: asId("p1"), version: 0 }],
          books: [{ audience: team, revision: 0 }],
          cursors: [{ audience: team, sequence: 0 }],
        };
        const parts = {
          expect: expected,
          proposals: [sampleProposal("p1")],
          changes: [sampleChange("c1", 1)],
          cursors: [{ audience: team, sequence: 1 }],
        };
        expect(await write(parts)).toEqual({ written: true });
        expect(await write(parts)).toEqual({ written: false, conflict: "proposal" });
      });

      it("B3: lets exactly one of 100 writers of the same version win", async () => {
        await write({ proposals: [sampleProposal("p1")] });
        const outcomes = await Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            write({
              expect: { ...nothing, proposals: [{ id: asId("p1"), version: 1 }] },
              proposals: [
                sampleProposal("p1", {
                  version: 2,
                  status: index % 2 === 0 ? "approved" : "rejected",
                  expiresAt: index,
                }),
              ],
              audit: [auditOf(index)],
            }),
          ),
        );
        const winners = outcomes.flatMap(({ written }, index) => (written ? [index] : []));
        expect(winners).toHaveLength(1);
        expect((await ledger.proposal(sampleWorkspace, asId("p1")))?.expiresAt).toBe(winners[0]);
        expect((await ledger.audit(sampleWorkspace, 999)).map(({ at }) => at)).toEqual(winners);
      });

      it("loses no change of 30 writers who try again after a conflict", async () => {
        const apply = async (index: number): Promise<void> => {
          const { revision } = await ledger.book(sampleWorkspace, team);
          const outcome = await write({
            expect: { ...nothing, books: [{ audience: team, revision }] },
            changes: [sampleChange(`c${index}`, revision + 1)],
          });
          if (!outcome.written) await apply(index);
        };
        await Promise.all(Array.from({ length: 30 }, (_, index) => apply(index)));
        const book = await ledger.book(sampleWorkspace, team);
        expect(book.revision).toBe(30);
        expect(book.memories).toHaveLength(30);
      });
    });

    ledgerLossContract(() => ledger);
    ledgerErasureContract(() => ledger);
    ledgerRedactionContract(() => ledger);
  });
}
