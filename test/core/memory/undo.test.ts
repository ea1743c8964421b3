import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, type MemoryId } from "../../../src/core/ids.ts";
import { currentChange, liveMemories } from "../../../src/core/memory.ts";
import { createSmallLedger } from "../../fixtures/small-ledger.ts";

const memoryIds = ["m1", "m2", "m3"].map((id) => asId<MemoryId>(id));

/** A stack of changes over three memories: which memory, and whether a memory that stands is removed or updated. */
const steps = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.boolean()), { minLength: 1, maxLength: 15 });
/** Which change is undone next, of those that are left. */
const order = fc.array(fc.nat(), { minLength: 15, maxLength: 15 });

interface Applied {
  readonly id: string;
  readonly memory: MemoryId;
  readonly change: "add" | "update" | "remove";
  readonly text: string;
}

/** Approves the steps one after the other: an addition where nothing stands, else an update or a removal. */
function applyAll(
  ledger: ReturnType<typeof createSmallLedger>,
  list: readonly (readonly [number, boolean])[],
) {
  return list.map(([which, removes], index): Applied => {
    const memory = memoryIds[which] ?? asId<MemoryId>("m1");
    const known = ledger.memory(memory);
    const top = known && currentChange(known);
    const stands = top !== undefined && top.change !== "remove";
    const change = !stands ? "add" : removes ? "remove" : "update";
    const id = `c${index}`;
    const text = change === "remove" ? (top?.text ?? "") : `text ${index}`;
    ledger.approve(id, { memory, change, text });
    return { id, memory, change, text };
  });
}

/** What is remembered when of these changes only those count that are not undone: told by the law, not by the code. */
function rememberedBy(applied: readonly Applied[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const { memory, change, text } of applied) {
    if (change === "remove") delete texts[memory];
    else texts[memory] = text;
  }
  return texts;
}

function remembered(ledger: ReturnType<typeof createSmallLedger>): Record<string, string> {
  return Object.fromEntries(liveMemories(ledger.book()).map(({ id, text }) => [id, text]));
}

describe("undo", () => {
  it("takes back any change in any order: each memory says what its newest change left says, and at last nothing", () => {
    fc.assert(
      fc.property(steps, order, (list, picks) => {
        const ledger = createSmallLedger();
        let left = applyAll(ledger, list);
        expect(remembered(ledger)).toEqual(rememberedBy(left));
        for (const pick of picks.slice(0, list.length)) {
          const undone = left[pick % left.length];
          const revision = ledger.book().revision;
          expect(undone && ledger.undo(undone.id)).toBeDefined();
          left = left.filter((each) => each !== undone);
          expect(remembered(ledger)).toEqual(rememberedBy(left));
          expect(ledger.book().revision).toBe(revision + 1);
        }
        expect(remembered(ledger)).toEqual({});
      }),
      { numRuns: 500 },
    );
  });

  it("leaves every other change byte for byte as it is", () => {
    fc.assert(
      fc.property(steps, fc.nat(), (list, pick) => {
        const ledger = createSmallLedger();
        const applied = applyAll(ledger, list);
        const before = ledger.book().memories.flatMap(({ changes }) => changes);
        const chosen = applied[pick % applied.length]?.id ?? "";
        ledger.undo(chosen);
        const after = ledger.book().memories.flatMap(({ changes }) => changes);
        expect(after.filter(({ id }) => id !== chosen)).toEqual(before.filter(({ id }) => id !== chosen));
        const undone = after.find(({ id }) => id === chosen);
        expect({ ...undone, undone: null }).toEqual(before.find(({ id }) => id === chosen));
        expect(undone?.undone?.byName).toBe("Ana");
      }),
    );
  });

  it("B4: takes back once", () => {
    const ledger = createSmallLedger();
    ledger.approve("c1", { memory: asId("m1"), text: "once" });
    expect(ledger.undo("c1")).toBeDefined();
    expect(ledger.undo("c1")).toBeUndefined();
  });
});
