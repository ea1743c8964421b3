import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, type MemoryId, type PersonId } from "../../../../src/core/ids.ts";
import { schemaGate } from "../../../../src/core/memory/gates/schema-gate.ts";
import { plainText } from "../../../../src/core/text/quoted-data.ts";
import { sampleChange, sampleQuote } from "../../../contracts/sample-ledger.ts";
import { hostileText } from "../../../fixtures/arbitrary-text.ts";
import { bookOf, bookSaying } from "../../../fixtures/book.ts";
import { candidate } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";

const m1 = asId<MemoryId>("memory-1");
const notThere = { stop: "It changes a memory that is not there, or not in use." };
const facts = gateFacts([], { books: [bookSaying(["Releases are cut on Mondays."])] });

describe("the schema gate", () => {
  it("gives an addition no memory, whatever it names", () => {
    expect(schemaGate(candidate({ memory: m1 }), facts)).toMatchObject({ change: "add", memory: null });
  });

  it.each(["update", "remove"] as const)("lets an %s pass that names a memory of the book", (change) => {
    expect(schemaGate(candidate({ change, memory: m1 }), facts)).toMatchObject({ change, memory: m1 });
  });

  it.each(["update", "remove"] as const)(
    "stops an %s that names none, or one that is not there",
    (change) => {
      expect(schemaGate(candidate({ change, memory: null }), facts)).toEqual(notThere);
      expect(schemaGate(candidate({ change, memory: asId<MemoryId>("memory-2") }), facts)).toEqual(notThere);
    },
  );

  it("stops an update of a memory that was removed, and of one in a wider book", () => {
    const added = sampleChange("1", 1);
    const removed = sampleChange("2", 2, { memory: m1, change: "remove" });
    const update = candidate({ change: "update", memory: m1 });
    expect(schemaGate(update, gateFacts([], { books: [bookOf([added, removed])] }))).toEqual(notThere);
    const wider = gateFacts([], { books: [bookOf([]), bookSaying(["Releases are cut on Mondays."])] });
    expect(schemaGate(update, wider)).toEqual(notThere);
  });

  it("stops a change of a memory that is out of use: its own review decides", () => {
    const gone = sampleChange("1", 1, { receipts: [sampleQuote("m1", { gone: true, quote: "" })] });
    const by = asId<PersonId>("ben");
    const disputed = sampleChange("1", 1, { disputed: { by, byName: "Ben", revision: 2, at: 2 } });
    for (const standing of [gone, disputed])
      for (const change of ["update", "remove"] as const) {
        const books = [bookOf([standing])];
        expect(schemaGate(candidate({ change, memory: m1 }), gateFacts([], { books }))).toEqual(notThere);
      }
  });

  it.each(["", "   ", "\n\t", "\u200b\u2060", "\u202e"])("stops an addition that says %j", (text) => {
    expect(schemaGate(candidate({ text }), facts)).toEqual({ stop: "It says nothing." });
  });

  it("E3: leaves nothing in its words that people would not see", () => {
    fc.assert(
      fc.property(hostileText, hostileText, (text, why) => {
        const result = schemaGate(candidate({ text, why }), facts);
        fc.pre(!("stop" in result));
        for (const words of [result.text, result.why]) {
          expect(plainText(words)).toBe(words);
          expect(words).toBe(words.replace(/\s+/gu, " ").trim());
        }
      }),
    );
  });
});
