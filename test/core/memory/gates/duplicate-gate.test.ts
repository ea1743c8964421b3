import { describe, expect, it } from "vitest";
import { personAudience } from "../../../../src/core/audience.ts";
import { asId, type MemoryId } from "../../../../src/core/ids.ts";
import { duplicateGate } from "../../../../src/core/memory/gates/duplicate-gate.ts";
import { sampleChange, sampleProposal } from "../../../contracts/sample-ledger.ts";
import { bookOf, bookSaying } from "../../../fixtures/book.ts";
import { candidate } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";

const known = { stop: "A memory says the same already." };
const proposed = { stop: "The same is proposed already." };
const m1 = asId<MemoryId>("memory-1");
const text = "The billing service is deployed on Tuesday mornings.";
const facts = gateFacts([], { books: [bookSaying([text])] });

const pending = (change: "add" | "update" | "remove", memory: string, words: string) =>
  sampleProposal("p1", {
    change: { ...sampleProposal("p1").change, change, memory: asId(memory), text: words },
  });

describe("the duplicate gate", () => {
  it.each([
    ["in the same words", text],
    ["in another order", "On Tuesday mornings the billing service is deployed."],
    ["nearly", "The billing service is deployed on a Tuesday morning"],
  ])("B17: stops what a memory says already %s", (_, again) => {
    expect(duplicateGate(candidate({ text: again }), facts)).toEqual(known);
  });

  it("stops for a person what the team's book says, and for whom it is said by an own memory", () => {
    const audience = personAudience(asId("ana"));
    const books = [bookOf([], audience), bookSaying([text])];
    expect(duplicateGate(candidate({ text }), gateFacts([], { audience, books }))).toEqual(known);
  });

  it.each([
    ["something else", "The search service is restarted every night."],
    ["the contrary", "The billing service is never deployed on Tuesday mornings."],
    ["another number", "The 2 billing services are deployed on Tuesday mornings."],
  ])("lets %s pass", (_, words) => {
    const change = candidate({ text: words });
    expect(duplicateGate(change, facts)).toBe(change);
  });

  it("lets it be said again once the memory was removed", () => {
    const removed = sampleChange("2", 2, { memory: m1, change: "remove", text });
    const book = bookOf([sampleChange("1", 1, { text }), removed]);
    const change = candidate({ text });
    expect(duplicateGate(change, gateFacts([], { books: [book] }))).toBe(change);
  });

  it("B17: lets an update pass that changes one word of the memory, and stops one that changes nothing", () => {
    const moved = candidate({
      change: "update",
      memory: m1,
      kind: "fact",
      text: "The billing service is deployed on Thursday mornings.",
    });
    expect(duplicateGate(moved, facts)).toBe(moved);
    expect(duplicateGate({ ...moved, text }, facts)).toEqual(known);
    const otherKind = candidate({ ...moved, text, kind: "workflow" });
    expect(duplicateGate(otherKind, facts)).toBe(otherKind);
  });

  it("stops an update that makes a memory say what another one says", () => {
    const books = [bookSaying(["Lunch is at the river.", text])];
    const update = candidate({ change: "update", memory: m1, text });
    expect(duplicateGate(update, gateFacts([], { books }))).toEqual(known);
  });

  it("stops what is proposed already, as an addition or as an update", () => {
    for (const change of ["add", "update"] as const) {
      const waiting = gateFacts([], { pending: [pending(change, "memory-7", text)] });
      expect(duplicateGate(candidate({ text }), waiting)).toEqual(proposed);
    }
  });

  it("knows a proposed removal by its memory, not by its words", () => {
    const waiting = { ...facts, pending: [pending("remove", "memory-1", text)] };
    const removal = candidate({ change: "remove", memory: m1, text });
    expect(duplicateGate(removal, waiting)).toEqual(proposed);
    const other = { ...removal, memory: asId<MemoryId>("memory-2") };
    expect(duplicateGate(other, waiting)).toBe(other);
    const addition = candidate({ text });
    const alone = gateFacts([], { pending: waiting.pending });
    expect(duplicateGate(addition, alone)).toBe(addition);
  });
});
