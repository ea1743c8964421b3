import { describe, expect, it } from "vitest";
import { currentChange, foldChanges, hasReceipt, liveMemories, memoryState } from "../../src/core/memory.ts";
import { sampleChange, sampleQuote } from "../contracts/sample-ledger.ts";
import { bookOf } from "../fixtures/book.ts";
import { command, measure } from "../fixtures/candidate.ts";

const gone = sampleQuote("m1", { gone: true, quote: "" });
const undone = { by: sampleQuote("m1").author, byName: "Ana", revision: 9, at: 9 };

/** Three changes of one memory, in the order of their revisions. */
const added = sampleChange("a", 1, { memory: sampleChange("x", 1).memory, text: "first" });
const updated = sampleChange("b", 2, { memory: added.memory, change: "update", text: "second" });
const removed = sampleChange("c", 3, { memory: added.memory, change: "remove", text: "second" });

describe("foldChanges", () => {
  it("stacks the changes of each memory by revision, in whatever order they come", () => {
    const other = sampleChange("o", 4);
    const memories = foldChanges([removed, other, added, updated]);
    expect(memories.map(({ id }) => id)).toEqual([added.memory, other.memory]);
    expect(memories[0]?.changes).toEqual([added, updated, removed]);
    expect(foldChanges([])).toEqual([]);
  });
});

describe("currentChange", () => {
  it("is the newest that is not undone", () => {
    const top = (...changes: Parameters<typeof foldChanges>[0]) => {
      const [memory] = foldChanges(changes);
      return memory && currentChange(memory)?.id;
    };
    expect(top(added, updated, removed)).toBe("c");
    expect(top(added, updated, { ...removed, undone })).toBe("b");
    expect(top(added, { ...updated, undone }, removed)).toBe("c");
    expect(top({ ...added, undone }, updated)).toBe("b");
    expect(top({ ...added, undone })).toBeUndefined();
  });
});

describe("memoryState", () => {
  const state = (...changes: Parameters<typeof foldChanges>[0]) => {
    const [memory] = foldChanges(changes);
    return memory && memoryState(memory);
  };

  it("is live, removed, or suspended where no evidence is left", () => {
    expect(state(added)).toBe("live");
    expect(state(added, updated, removed)).toBe("removed");
    expect(state({ ...added, undone })).toBe("removed");
    expect(state({ ...added, receipts: [gone] })).toBe("suspended");
    expect(state({ ...added, receipts: [gone, sampleQuote("m2")] })).toBe("live");
  });

  it("follows the evidence of the change on top alone", () => {
    expect(state({ ...added, receipts: [gone] }, updated)).toBe("live");
    expect(state(added, { ...updated, receipts: [gone] })).toBe("suspended");
    expect(state(added, { ...updated, receipts: [gone], undone })).toBe("live");
  });
});

describe("hasReceipt", () => {
  it("counts a quote that stands, a signal or a measure", () => {
    expect(hasReceipt([sampleQuote("m1")])).toBe(true);
    expect(hasReceipt([command("ana")])).toBe(true);
    expect(hasReceipt([measure])).toBe(true);
    expect(hasReceipt([gone])).toBe(false);
    expect(hasReceipt([])).toBe(false);
  });
});

describe("liveMemories", () => {
  it("gives what may be used: neither what was removed nor what lost its evidence", () => {
    const book = bookOf([
      added,
      updated,
      sampleChange("s", 3, { receipts: [gone] }),
      sampleChange("u", 4, { undone }),
      sampleChange("t", 5, { text: "third", travels: true }),
    ]);
    expect(liveMemories(book).map(({ text, travels }) => ({ text, travels }))).toEqual([
      { text: "second", travels: false },
      { text: "third", travels: true },
    ]);
  });
});
