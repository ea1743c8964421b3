import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StoreError } from "../../src/core/errors.ts";
import { asId, type WorkspaceId } from "../../src/core/ids.ts";
import type { DocumentKey, Documents, Json } from "../../src/core/ports/documents.ts";
import { otherWorkspace, sampleWorkspace } from "./sample-message.ts";

/** Open Documents on an empty store. */
export interface DocumentsHarness {
  readonly documents: Documents;
  /** Lets this much time pass for the store. */
  advance(delayMs: number): Promise<void>;
  close(): Promise<void>;
}

const key: DocumentKey = { workspace: sampleWorkspace, kind: "settings", name: "" };

/** What every Documents promises. */
export function documentsContract(name: string, openStore: () => Promise<DocumentsHarness>): void {
  describe(`${name} as documents`, () => {
    let harness: DocumentsHarness;
    let documents: Documents;

    beforeEach(async () => {
      harness = await openStore();
      documents = harness.documents;
    });

    afterEach(() => harness.close());

    it("gives undefined for what is not there, and a value as it was put", async () => {
      expect(await documents.get(key)).toBeUndefined();
      await documents.put(key, { cadence: "weekly", people: [1, null, true] }, null);
      expect(await documents.get(key)).toEqual({ cadence: "weekly", people: [1, null, true] });
      await documents.put(key, null, null);
      expect(await documents.get(key)).toBeNull();
    });

    it("keeps keys apart whatever stands in them", async () => {
      const keys: DocumentKey[] = [
        key,
        { ...key, workspace: otherWorkspace },
        { ...key, name: "x" },
        { ...key, kind: "settings:", name: "x" },
        { ...key, kind: "settings", name: ":x" },
        { ...key, name: "\ud800" },
        { ...key, name: "\udbff" },
        { ...key, name: "\ufffd" },
        { ...key, name: "\u0000" },
        { ...key, name: "é" },
        { ...key, name: "e\u0301" },
      ];
      for (const [index, each] of keys.entries()) expect(await documents.add(each, index, null)).toBe(true);
      for (const [index, each] of keys.entries()) expect(await documents.get(each)).toBe(index);
    });

    it("C12: gives every JSON value back exactly", async () => {
      const odd = fc.constantFrom(":base64:AAAA", "\ud800", "\udc00x", "\u0000", "__proto__", "toJSON");
      const text = fc.oneof(fc.string({ unit: "binary" }), odd);
      const value = fc.oneof(
        fc.jsonValue(),
        text,
        fc.array(text),
        fc.dictionary(text, text, { noNullPrototype: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      );
      await fc.assert(
        fc.asyncProperty(value, async (json) => {
          fc.pre(
            JSON.stringify(JSON.parse(JSON.stringify(json))) === JSON.stringify(json) &&
              !holdsMinusZero(json),
          );
          await documents.put(key, json as Json, null);
          expect(await documents.get(key)).toStrictEqual(json);
        }),
        { numRuns: 100 },
      );
    });

    it("C12: refuses what JSON does not give back exactly, and keeps what was there", async () => {
      await documents.put(key, "kept", null);
      const cycle: unknown[] = [];
      cycle.push(cycle);
      // biome-ignore lint/suspicious/noSparseArray: An array with a hole is one of the values to refuse.
      const sparse = [1, , 2];
      const refused: readonly unknown[] = [
        undefined,
        { a: undefined },
        [undefined],
        sparse,
        new Date(0),
        { at: new Date(0) },
        Number.NaN,
        Number.POSITIVE_INFINITY,
        -0,
        10n,
        () => 1,
        Symbol("s"),
        { [Symbol("s")]: 1 },
        new Map([[1, 2]]),
        new (class Settings {})(),
        { toJSON: () => 1 },
        Object.assign([1], { more: 2 }),
        Object.defineProperty({}, "hidden", { value: 1 }),
        cycle,
      ];
      for (const value of refused) {
        await expect(documents.put(key, value as Json, null)).rejects.toBeInstanceOf(StoreError);
        await expect(documents.add({ ...key, name: "new" }, value as Json, null)).rejects.toBeInstanceOf(
          StoreError,
        );
        await expect(documents.swap(key, "kept", value as Json)).rejects.toBeInstanceOf(StoreError);
      }
      expect(await documents.get(key)).toBe("kept");
      expect(await documents.get({ ...key, name: "new" })).toBeUndefined();
    });

    it("takes the same value twice in one document, which is no cycle", async () => {
      const shared = { a: 1 };
      await documents.put(key, { one: shared, other: shared }, null);
      expect(await documents.get(key)).toEqual({ one: { a: 1 }, other: { a: 1 } });
    });

    it("adds only where nothing is", async () => {
      expect(await documents.add(key, 1, null)).toBe(true);
      expect(await documents.add(key, 2, null)).toBe(false);
      expect(await documents.get(key)).toBe(1);
    });

    it("lets exactly one of many adds win", async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) => documents.add(key, index, null)),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      expect(await documents.get(key)).toBe(outcomes.indexOf(true));
    });

    it("swaps only while the value is the one that was read", async () => {
      expect(await documents.swap(key, null, 1)).toBe(false);
      await documents.put(key, { b: 1, a: [2] }, null);
      const seen = (await documents.get(key)) ?? null;
      expect(await documents.swap(key, { b: 1, a: [3] }, "wrong")).toBe(false);
      expect(await documents.swap(key, seen, "right")).toBe(true);
      expect(await documents.swap(key, seen, "late")).toBe(false);
      expect(await documents.get(key)).toBe("right");
    });

    it("C4: loses no addition of 50 that read and swap at once", async () => {
      await documents.put(key, [], null);
      const append = async (item: number): Promise<void> => {
        const seen = (await documents.get(key)) as readonly number[];
        if (!(await documents.swap(key, seen, [...seen, item]))) await append(item);
      };
      await Promise.all(Array.from({ length: 50 }, (_, index) => append(index)));
      const kept = (await documents.get(key)) as number[];
      expect(kept.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 50 }, (_, index) => index),
      );
    });

    it("deletes, and says whether there was something", async () => {
      expect(await documents.delete(key)).toBe(false);
      await documents.put(key, 1, null);
      expect(await documents.delete(key)).toBe(true);
      expect(await documents.get(key)).toBeUndefined();
      expect(await documents.delete(key)).toBe(false);
    });

    it("E10: erases all documents of a workspace and no other's, and may be repeated", async () => {
      const alike = ["T1", 'T1"', "T1,", 'T1","settings', "T10", "T", "", "é", "T1\ud800", "t1"];
      const keys = alike.map((workspace) => ({ ...key, workspace: asId<WorkspaceId>(workspace) }));
      for (const each of keys) await documents.put(each, each.workspace, null);
      for (const name of ["\ud800", "\u{10ffff}", "\u0000"]) await documents.put({ ...key, name }, 1, null);
      for (const each of keys) {
        await documents.put({ ...each, name: "brief" }, 1, 1000);
        await documents.put({ ...each, name: "second" }, 1, null);
      }
      await harness.advance(1100);
      expect(await documents.eraseWorkspace(asId("T1"))).toBe(2);
      const left = await Promise.all(keys.map((each) => documents.get(each)));
      expect(left).toEqual([undefined, ...alike.slice(1)]);
      expect(await documents.get({ ...key, name: "\u{10ffff}" })).toBe(1);
      expect(await documents.eraseWorkspace(sampleWorkspace)).toBe(3);
      expect(await documents.eraseWorkspace(sampleWorkspace)).toBe(0);
    });

    it("lets a value go when its time to live is over", async () => {
      await documents.put(key, 1, 1000);
      await documents.put({ ...key, name: "lasting" }, 2, null);
      await harness.advance(900);
      expect(await documents.get(key)).toBe(1);
      await harness.advance(200);
      expect(await documents.get(key)).toBeUndefined();
      expect(await documents.delete(key)).toBe(false);
      expect(await documents.swap(key, 1, 2)).toBe(false);
      expect(await documents.add(key, 3, null)).toBe(true);
      expect(await documents.get({ ...key, name: "lasting" })).toBe(2);
    });

    it("keeps nothing whose time to live is over already", async () => {
      for (const timeToLiveMs of [0, -1]) {
        await documents.put(key, 1, timeToLiveMs);
        expect(await documents.get(key)).toBeUndefined();
        expect(await documents.add(key, 2, timeToLiveMs)).toBe(true);
        expect(await documents.get(key)).toBeUndefined();
      }
    });

    it("gives an added value its time to live, and a swapped one none", async () => {
      await documents.add(key, 1, 1000);
      await documents.add({ ...key, name: "short" }, 1, 1000);
      expect(await documents.add(key, 2, 1000)).toBe(false);
      expect(await documents.swap(key, 1, 2)).toBe(true);
      await harness.advance(1100);
      expect(await documents.get(key)).toBe(2);
      expect(await documents.get({ ...key, name: "short" })).toBeUndefined();
    });

    it("counts the time to live from the newest write", async () => {
      await documents.put(key, 1, 1000);
      await harness.advance(600);
      await documents.put(key, 2, 1000);
      await harness.advance(600);
      expect(await documents.get(key)).toBe(2);
      await documents.put(key, 3, null);
      await harness.advance(2000);
      expect(await documents.get(key)).toBe(3);
    });
  });
}

function holdsMinusZero(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some(holdsMinusZero);
  return Object.is(value, -0);
}
