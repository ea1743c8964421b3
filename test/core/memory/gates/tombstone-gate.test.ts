import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { tombstoneGate } from "../../../../src/core/memory/gates/tombstone-gate.ts";
import { sampleTombstone } from "../../../contracts/sample-ledger.ts";
import { sampleSaidAt } from "../../../contracts/sample-message.ts";
import { candidate, command, measure, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts, sampleFingerprint } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const old = recordedMessage("m1", { saidAt: sampleSaidAt - 1 });
const fresh = recordedMessage("m2", { text: "yes, we cut releases on Mondays", saidAt: sampleSaidAt + 1 });
const other = recordedMessage("m3", { text: "lunch is at the river", saidAt: sampleSaidAt - 1 });
const text = "Releases are cut on Mondays.";
const refused = sampleTombstone("p1", {
  text,
  fingerprints: sampleFingerprint({ change: "add", memory: null, text }),
  evidence: [old.id],
  at: sampleSaidAt,
});
const facts = gateFacts([old, fresh, other], { tombstones: [refused] });
const rejected = { stop: "It was rejected and nothing new speaks for it." };

describe("the tombstone gate", () => {
  it.each([
    ["in the same words", text],
    ["in another order and case", "On MONDAYS, releases are cut"],
    ["with other endings", "Release are cut on Monday."],
  ])("B17: stops what was rejected when it comes back %s", (_, again) => {
    expect(tombstoneGate(candidate({ text: again, receipts: [quoteOf(old)] }), facts)).toEqual(rejected);
  });

  it("B17: lets it come back with a quote that is newer than the refusal", () => {
    const change = candidate({ text, receipts: [quoteOf(old), quoteOf(fresh)] });
    expect(tombstoneGate(change, facts)).toBe(change);
    const act = candidate({ text, receipts: [command("ana", sampleSaidAt + 1)] });
    expect(tombstoneGate(act, facts)).toBe(act);
  });

  it.each([
    ["a quote of the same instant", quoteOf({ ...fresh, saidAt: sampleSaidAt })],
    ["an older quote that was not shown then", quoteOf({ ...fresh, saidAt: sampleSaidAt - 5 })],
    ["an older act", command("ana", sampleSaidAt - 5)],
    ["a measure", measure],
  ])("B17: does not take %s for new evidence", (_, receipt) => {
    expect(tombstoneGate(candidate({ text, receipts: [receipt] }), facts)).toEqual(rejected);
  });

  it("does not take what was its evidence then for new, though its time says so", () => {
    const again = { ...refused, evidence: [fresh.id] };
    const change = candidate({ text, receipts: [quoteOf(fresh)] });
    expect(tombstoneGate(change, { ...facts, tombstones: [again] })).toEqual(rejected);
  });

  it("says no more than that something was forgotten", () => {
    const forgotten = { ...refused, because: "forgotten" as const, text: null, reason: null };
    const result = tombstoneGate(candidate({ text, receipts: [quoteOf(old)] }), {
      ...facts,
      tombstones: [forgotten],
    });
    expect(result).toEqual({ stop: "It was forgotten." });
  });

  it("does not take newer words for evidence that have nothing to do with it", () => {
    const unrelated = recordedMessage("m4", { text: "good morning everyone", saidAt: sampleSaidAt + 1 });
    const change = candidate({ text, receipts: [quoteOf(old), quoteOf(unrelated)] });
    expect(tombstoneGate(change, facts)).toEqual(rejected);
  });

  it("stops what comes back in other words on nothing but the same messages", () => {
    const reworded = candidate({
      text: "The team ships at the start of each week.",
      receipts: [quoteOf(old)],
    });
    expect(tombstoneGate(reworded, facts)).toEqual(rejected);
    const supported = { ...reworded, receipts: [quoteOf(old), quoteOf(other)] };
    expect(tombstoneGate(supported, facts)).toBe(supported);
  });

  it("lets something else pass", () => {
    const change = candidate({ text: "Lunch is at the river on Thursdays.", receipts: [quoteOf(other)] });
    expect(tombstoneGate(change, facts)).toBe(change);
  });

  it("knows a rejected removal by the memory that it would remove", () => {
    const memory = asId<NonNullable<ReturnType<typeof candidate>["memory"]>>("m7");
    const removal = candidate({ change: "remove", memory, text, receipts: [measure] });
    const tombstones = [{ ...refused, fingerprints: sampleFingerprint(removal) }];
    expect(tombstoneGate(removal, { ...facts, tombstones })).toEqual(rejected);
    const another = { ...removal, memory: asId<typeof memory>("m8") };
    expect(tombstoneGate(another, { ...facts, tombstones })).toBe(another);
    const addition = candidate({ text, receipts: [quoteOf(other)] });
    expect(tombstoneGate(addition, { ...facts, tombstones })).toBe(addition);
  });
});
