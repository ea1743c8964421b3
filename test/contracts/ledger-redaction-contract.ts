import { describe, expect, it } from "vitest";
import { team } from "../../src/core/audience.ts";
import { asId, type MemoryId } from "../../src/core/ids.ts";
import { memoryState } from "../../src/core/memory.ts";
import type { Ledger } from "../../src/core/ports/ledger.ts";
import {
  sampleChange,
  sampleDream,
  sampleProposal,
  sampleQuote,
  sampleReflection,
  sampleTombstone,
  sampleWrite,
} from "./sample-ledger.ts";
import { sampleWorkspace } from "./sample-message.ts";

const memory: MemoryId = asId("memory-c1");

/** What every Ledger promises when the words of a memory are taken out for good. */
export function ledgerRedactionContract(current: () => Ledger): void {
  const fill = async () => {
    const { change } = sampleProposal("p1");
    const receipts = [sampleQuote("m1"), { type: "measure" as const, measure: "secret measure" }];
    const dropped = ["secret one", "another"].map((text) => ({
      gate: "length",
      reason: "",
      text,
      messages: [],
    }));
    await current().write(
      sampleWrite({
        proposals: [
          sampleProposal("p1", {
            change: { ...change, memory, text: "secret one", why: "secret why", receipts },
          }),
          sampleProposal("p2", {
            status: "rejected",
            before: "secret one",
            change: { ...change, memory, change: "update", text: "secret two" },
          }),
          sampleProposal("other"),
        ],
        changes: [
          sampleChange("c1", 1, { memory, text: "secret one", why: "secret why", receipts }),
          sampleChange("c2", 2, { memory, change: "remove", text: "secret one" }),
          sampleChange("other", 3),
        ],
        tombstones: [sampleTombstone("p2", { text: "secret two" }), sampleTombstone("other")],
        dreams: [sampleDream("d1", { reflections: [sampleReflection(team, { dropped })] })],
      }),
    );
  };
  const everything = async () => {
    const ledger = current();
    const proposals = ["p1", "p2", "other"].map((id) => ledger.proposal(sampleWorkspace, asId(id)));
    return JSON.stringify([
      await Promise.all(proposals),
      await ledger.book(sampleWorkspace, team),
      await ledger.tombstones(sampleWorkspace, team),
      await ledger.dreams(sampleWorkspace, 9),
    ]);
  };

  describe("taking words out", () => {
    it("leaves none of a memory, keeps the records, and touches no other", async () => {
      await fill();
      await current().redactMemory(sampleWorkspace, memory);
      const left = await everything();
      expect(left).not.toContain("secret");
      expect(left).not.toContain("words of m1");
      for (const kept of ["Text of other", "another"]) expect(left).toContain(kept);
      const stack = await current().memory(sampleWorkspace, memory);
      expect(stack?.changes.map(({ id, authorName }) => [id, authorName])).toEqual([
        ["c1", "Ben"],
        ["c2", "Ben"],
      ]);
      expect(stack && memoryState(stack)).toBe("removed");
      expect(await current().proposal(sampleWorkspace, asId("p2"))).toMatchObject({
        status: "rejected",
        version: 2,
        before: null,
      });
    });

    it("may be asked for again, and of a memory that is not there", async () => {
      await fill();
      await current().redactMemory(sampleWorkspace, memory);
      await current().redactMemory(sampleWorkspace, memory);
      await current().redactMemory(sampleWorkspace, asId("nobody"));
      expect(await everything()).not.toContain("secret");
    });

    it("lets no writer who read before bring the words back", async () => {
      await fill();
      const proposal = await current().proposal(sampleWorkspace, asId("p1"));
      await current().redactMemory(sampleWorkspace, memory);
      const stale = await current().write(
        sampleWrite({
          expect: { proposals: [{ id: asId("p1"), version: 1 }], books: [], cursors: [] },
          proposals: proposal ? [{ ...proposal, version: 2 }] : [],
        }),
      );
      expect(stale).toEqual({ written: false, conflict: "proposal" });
    });
  });
}
