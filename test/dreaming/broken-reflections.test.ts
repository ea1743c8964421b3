import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readReflection } from "../../src/dreaming/reflection-output.ts";
import { anyUnits } from "../fixtures/arbitrary-text.ts";
import { recordedMessage } from "../fixtures/recorded-message.ts";

const lines = new Map([
  [1, recordedMessage("m1", { text: "We decided to cut releases on Mondays." })],
  [2, recordedMessage("m2", { text: "In private then." })],
]);

/** A valid answer, to be broken. */
const answer = {
  changes: [
    {
      change: "add",
      memory: null,
      kind: "decision",
      text: "Releases are cut on Mondays.",
      why: "It was decided.",
      receipts: [{ message: 1, quote: "cut releases on Mondays" }],
    },
  ],
  watch: [{ message: 2, quote: "In private then." }],
};

/** What may stand in the place of anything in an answer. */
const junk = fc.oneof(
  fc.jsonValue(),
  anyUnits,
  fc.constantFrom(
    undefined,
    Number.NaN,
    Number.MAX_SAFE_INTEGER,
    -0,
    1e308,
    "__proto__",
    [],
    {},
    "add",
    1,
    2,
    3,
  ),
);

/** A valid answer in which some values are replaced, left out or doubled. */
const mutated = fc
  .array(fc.record({ at: fc.nat(), value: junk, act: fc.constantFrom("replace", "leave out", "double") }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((mutations) => {
    const copy: unknown = structuredClone(answer);
    for (const mutation of mutations) mutate(copy, mutation);
    return copy;
  });

interface Mutation {
  readonly at: number;
  readonly value: unknown;
  readonly act: string;
}

function mutate(root: unknown, { at, value, act }: Mutation) {
  const places = placesIn(root);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return;
  const { parent, key } = place;
  if (act === "double" && Array.isArray(parent)) parent.push(structuredClone(parent[Number(key)]));
  else if (act === "leave out") Reflect.deleteProperty(parent, key);
  else Reflect.set(parent, key, value);
}

function placesIn(value: unknown): { parent: object; key: string }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [{ parent: value, key }, ...placesIn(child)]);
}

describe("readReflection of whatever a model may answer", () => {
  function expectSound(broken: unknown) {
    const { candidates, dropped, watch } = readReflection(broken, lines, () => true, 0);
    for (const { receipts, text, why, change } of candidates) {
      expect(["add", "update", "remove"]).toContain(change);
      expect(typeof text).toBe("string");
      expect(typeof why).toBe("string");
      for (const receipt of receipts) {
        expect(receipt.type === "quote" && ["m1", "m2"].includes(receipt.message)).toBe(true);
      }
    }
    for (const { message, quote } of watch) {
      expect(["m1", "m2"]).toContain(message);
      expect(quote.isWellFormed()).toBe(true);
    }
    for (const { text } of dropped) {
      expect(text.length).toBeLessThanOrEqual(500);
      expect(text.isWellFormed()).toBe(true);
    }
    const changes = (broken as { changes?: unknown } | null | undefined)?.changes;
    // Nothing gets lost without being counted.
    if (Array.isArray(changes) && candidates.length > 0)
      expect(candidates.length + dropped.length).toBe(changes.length);
  }

  it("D10: never throws and never cites an unknown line, in 10,000 broken answers", () => {
    fc.assert(
      fc.property(mutated, (broken) => expectSound(broken)),
      { numRuns: 10_000 },
    );
  }, 20_000);

  it("D10: nor in answers that were never right", () => {
    const shaped = fc.record({ changes: fc.array(junk), watch: fc.array(junk) });
    fc.assert(
      fc.property(fc.oneof(junk, shaped), (broken) => expectSound(broken)),
      { numRuns: 2000 },
    );
  });
});
