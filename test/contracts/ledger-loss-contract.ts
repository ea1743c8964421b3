import { describe, expect, it } from "vitest";
import { team } from "../../src/core/audience.ts";
import { asId, type MessageId, type PersonId } from "../../src/core/ids.ts";
import { memoryState } from "../../src/core/memory.ts";
import type { Ledger, LedgerWrite } from "../../src/core/ports/ledger.ts";
import {
  sampleChange,
  sampleDream,
  sampleProposal,
  sampleQuote,
  sampleReflection,
  sampleWrite,
} from "./sample-ledger.ts";
import { otherWorkspace, sampleSaidAt, sampleWorkspace } from "./sample-message.ts";

const m1: MessageId = asId("m1");
const m2: MessageId = asId("m2");

/** What every Ledger promises when messages lose their words. */
export function ledgerLossContract(current: () => Ledger): void {
  const write = (parts: Partial<LedgerWrite>) => current().write(sampleWrite(parts));
  const receiptsOf = async (proposal: string) =>
    (await current().proposal(sampleWorkspace, asId(proposal)))?.change.receipts;
  const proposalWith = (id: string, ...receipts: ReturnType<typeof sampleQuote>[]) => {
    const proposal = sampleProposal(id);
    return { ...proposal, change: { ...proposal.change, receipts } };
  };

  describe("losing receipts", () => {
    it("empties every quote of a message that is gone, and says whose they were", async () => {
      await write({
        proposals: [
          proposalWith("p1", sampleQuote("m1"), sampleQuote("m2")),
          proposalWith("p2", sampleQuote("m2")),
        ],
        changes: [sampleChange("c1", 1, { receipts: [sampleQuote("m1")] })],
      });
      const lost = await current().loseReceipts(sampleWorkspace, [{ message: m1, quote: null }]);
      expect(lost).toEqual({ proposals: ["p1"], memories: ["memory-c1"] });
      expect(await receiptsOf("p1")).toEqual([
        sampleQuote("m1", { quote: "", gone: true }),
        sampleQuote("m2"),
      ]);
      expect(await receiptsOf("p2")).toEqual([sampleQuote("m2")]);
      const memory = await current().memory(sampleWorkspace, asId("memory-c1"));
      expect(memory && memoryState(memory)).toBe("suspended");
    });

    it("empties one quote of a message and keeps its others", async () => {
      const first = sampleQuote("m1", { quote: "first words" });
      const second = sampleQuote("m1", { quote: "second words" });
      await write({ proposals: [proposalWith("p1", first), proposalWith("p2", second)] });
      expect((await current().quotesOf(sampleWorkspace, m1)).toSorted()).toEqual([
        "first words",
        "second words",
      ]);
      const lost = await current().loseReceipts(sampleWorkspace, [{ message: m1, quote: "first words" }]);
      expect(lost).toEqual({ proposals: ["p1"], memories: [] });
      expect(await receiptsOf("p2")).toEqual([second]);
      expect(await current().quotesOf(sampleWorkspace, m1)).toEqual(["second words"]);
    });

    it("gives each quote of a message once, wherever it stands", async () => {
      await write({
        proposals: [proposalWith("p1", sampleQuote("m1")), proposalWith("p2", sampleQuote("m1"))],
        changes: [sampleChange("c1", 1, { receipts: [sampleQuote("m1")] })],
      });
      expect(await current().quotesOf(sampleWorkspace, m1)).toEqual(["words of m1"]);
      expect(await current().quotesOf(sampleWorkspace, m2)).toEqual([]);
    });

    it("says it again when it is asked again, for a caller that died before it acted", async () => {
      await write({
        proposals: [proposalWith("p1", sampleQuote("m1"))],
        changes: [sampleChange("c1", 1, { receipts: [sampleQuote("m1")] })],
      });
      const lose = () => current().loseReceipts(sampleWorkspace, [{ message: m1, quote: null }]);
      expect(await lose()).toEqual(await lose());
    });

    it("lets no writer who read before bring the words back", async () => {
      const change = sampleChange("c1", 1, { receipts: [sampleQuote("m1")] });
      const proposal = proposalWith("p1", sampleQuote("m1"));
      await write({ proposals: [proposal], changes: [change] });
      await current().loseReceipts(sampleWorkspace, [{ message: m1, quote: null }]);
      const stale = await write({
        expect: { proposals: [{ id: proposal.id, version: 1 }], books: [], cursors: [] },
        proposals: [{ ...proposal, version: 2, status: "approved" }],
      });
      expect(stale).toEqual({ written: false, conflict: "proposal" });
      const undone = { by: asId<PersonId>("ben"), byName: "Ben", revision: 2, at: sampleSaidAt };
      await write({ changes: [{ ...change, undone }] });
      const memory = await current().memory(sampleWorkspace, change.memory);
      expect(memory?.changes).toEqual([
        { ...change, undone, receipts: [sampleQuote("m1", { quote: "", gone: true })] },
      ]);
    });

    it("takes the words out of what a dream wants to see again", async () => {
      const watch = [
        { message: m1, quote: "watched words", since: 1 },
        { message: m2, quote: "other words", since: 1 },
      ];
      await write({ dreams: [sampleDream("d1", { reflections: [sampleReflection(team, { watch })] })] });
      expect(await current().quotesOf(sampleWorkspace, m1)).toEqual(["watched words"]);
      await current().loseReceipts(sampleWorkspace, [{ message: m1, quote: null }]);
      const dream = await current().dream(sampleWorkspace, asId("d1"));
      expect(dream?.reflections[0]?.watch).toEqual([watch[1]]);
    });

    it("touches nothing of another workspace and nothing for messages without receipts", async () => {
      const theirs = { ...proposalWith("p1", sampleQuote("m1")), workspace: otherWorkspace };
      await current().write({ ...sampleWrite({ proposals: [theirs] }), workspace: otherWorkspace });
      const lost = await current().loseReceipts(sampleWorkspace, [{ message: m1, quote: null }]);
      expect(lost).toEqual({ proposals: [], memories: [] });
      expect(await current().quotesOf(otherWorkspace, m1)).toEqual(["words of m1"]);
      expect(await current().loseReceipts(sampleWorkspace, [])).toEqual({ proposals: [], memories: [] });
    });
  });
}
