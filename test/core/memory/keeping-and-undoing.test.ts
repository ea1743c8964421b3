import { describe, expect, it } from "vitest";
import { personAudience } from "../../../src/core/audience.ts";
import { asId, type ChangeId, type MemoryId, type PersonId } from "../../../src/core/ids.ts";
import * as writes from "../../../src/core/memory/verdict-writes.ts";
import { currentChange, foldChanges, memoryState } from "../../../src/core/memory.ts";
import { sampleChange, sampleProposal, sampleQuote } from "../../contracts/sample-ledger.ts";
import { bookOf } from "../../fixtures/book.ts";
import { command } from "../../fixtures/candidate.ts";
import { createSmallLedger } from "../../fixtures/small-ledger.ts";

const ana = { id: asId<PersonId>("ana"), name: "Ana" };
const verdict = { by: ana, at: 1000 };
const changeId = asId<ChangeId>("new");
const standing = sampleChange("old", 4, { memory: asId("m1"), text: "Releases are on Mondays." });

describe("keeping", () => {
  const suspended = { ...standing, receipts: [sampleQuote("m9", { gone: true, quote: "" })] };
  const removal = sampleProposal("p3", {
    source: "deletion",
    change: { ...sampleProposal("p3").change, change: "remove", memory: asId("m1"), text: standing.text },
    basis: standing.id,
  });
  const click = { ...command("ana"), act: "click" as const };
  const write = writes.keeping(removal, bookOf([suspended]), verdict, click, changeId);

  it("F9: lets the same sentence stand on the click, at the next revision", () => {
    const [memory] = foldChanges([suspended, ...write.changes]);
    expect(memory && memoryState(memory)).toBe("live");
    expect(memory && currentChange(memory)).toMatchObject({
      text: standing.text,
      receipts: [click],
      revision: 5,
    });
    expect(write.proposals[0]).toMatchObject({ status: "rejected", version: 2 });
    expect(write.tombstones).toEqual([]);
  });

  it("can be taken back as any other change", () => {
    const [memory] = foldChanges([suspended, ...write.changes]);
    const [kept] = write.proposals;
    const undo =
      memory && kept && writes.undoing(kept, memory, bookOf([suspended, ...write.changes]), verdict);
    const [after] = foldChanges([suspended, ...(undo?.changes ?? [])]);
    expect(undo?.changes).toHaveLength(1);
    expect(after && memoryState(after)).toBe("suspended");
  });
});

describe("undoing", () => {
  it("writes the change as undone, at the next revision of the book, with who took it back", () => {
    const ledger = createSmallLedger(personAudience(ana.id));
    ledger.approve("c1", { memory: asId<MemoryId>("m1"), text: "one" });
    ledger.approve("c2", { memory: asId<MemoryId>("m2"), text: "two" });
    const write = ledger.undo("c1");
    expect(write?.expect.books).toEqual([{ audience: personAudience(ana.id), revision: 2 }]);
    expect(write?.changes[0]).toMatchObject({
      id: "c1",
      revision: 1,
      undone: { by: "ana", byName: "Ana", revision: 3 },
    });
    expect(write?.proposals[0]?.status).toBe("undone");
    expect(write?.audit[0]?.act).toBe("undone");
  });
});
