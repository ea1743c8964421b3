import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId, type ChannelId } from "../../../../src/core/ids.ts";
import { receiptsGate } from "../../../../src/core/memory/gates/receipts-gate.ts";
import { candidate, command, measure, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const said = recordedMessage("m1", { text: "We decided to cut releases on Mondays, all of us." });
const short = recordedMessage("m2", { text: "ok" });
const facts = gateFacts([said, short]);
const notFound = { stop: "A quote was not found in the message that it names." };

describe("the receipts gate", () => {
  it.each([
    ["the whole message", quoteOf(said)],
    ["a part of it", quoteOf(said, "cut releases on Mondays")],
    ["a part with its white space folded", quoteOf(said, "cut  releases\non Mondays")],
    ["a short message, whole", quoteOf(short)],
    ["a command", command("ana")],
  ])("lets a change pass that rests on %s", (_, receipt) => {
    const change = candidate({ receipts: [receipt] });
    expect(receiptsGate(change, facts)).toBe(change);
  });

  it.each([
    ["words that were not said", quoteOf(said, "cut releases on Fridays")],
    ["too few words", quoteOf(said, "on Mondays")],
    ["a part of a short message", quoteOf(short, "o")],
    ["words of another message", quoteOf(short, "cut releases on Mondays")],
    ["no words", quoteOf(said, "")],
    ["a quote that is gone", { ...quoteOf(said, ""), gone: true }],
  ])("D11: stops a change that quotes %s", (_, receipt) => {
    expect(receiptsGate(candidate({ receipts: [receipt] }), facts)).toEqual(notFound);
  });

  it("D11: stops a change that names a message which does not exist", () => {
    const unknown = quoteOf(recordedMessage("m9", { text: said.text }));
    expect(receiptsGate(candidate({ receipts: [unknown] }), facts)).toEqual(notFound);
  });

  it("one quote that is not found stops the change, however many are", () => {
    const receipts = [quoteOf(said), command("ana"), quoteOf(said, "something that nobody said")];
    expect(receiptsGate(candidate({ receipts }), facts)).toEqual(notFound);
  });

  it("stops a change without a receipt", () => {
    expect(receiptsGate(candidate(), facts)).toEqual({ stop: "It has no receipt." });
  });

  it("takes a measure for a removal and for nothing else", () => {
    const removal = candidate({ change: "remove", receipts: [measure] });
    expect(receiptsGate(removal, facts)).toBe(removal);
    for (const change of ["add", "update"] as const) {
      expect(receiptsGate(candidate({ change, receipts: [measure, quoteOf(said)] }), facts)).toEqual({
        stop: "A measure is no evidence for new words.",
      });
    }
  });

  describe("in channels that are not followed", () => {
    const elsewhere = recordedMessage("m3", {
      channel: asId("mentions"),
      text: "Lunch is at noon from today.",
    });
    const isFollowed = (channel: ChannelId) => (channel === "nowhere" ? undefined : channel !== "mentions");
    const places = gateFacts([said, elsewhere], { isFollowed });
    const unfollowed = { stop: "It was said in a channel where I am not told of edits and deletions." };

    it("drops what was said there, and stops what rests on nothing else", () => {
      expect(receiptsGate(candidate({ receipts: [quoteOf(elsewhere)] }), places)).toEqual(unfollowed);
      const change = candidate({ receipts: [quoteOf(elsewhere), quoteOf(said), command("ana")] });
      expect(receiptsGate(change, places)).toEqual({ ...change, receipts: [quoteOf(said), command("ana")] });
    });

    it("goes by where the message stands, not by where the receipt says that it does", () => {
      const receipt = { ...quoteOf(elsewhere), channel: asId<ChannelId>("general") };
      expect(receiptsGate(candidate({ receipts: [receipt] }), places)).toEqual(unfollowed);
    });

    it("stops an invented quote there as anywhere", () => {
      const receipts = [quoteOf(elsewhere, "Lunch is at eleven from today."), command("ana")];
      expect(receiptsGate(candidate({ receipts }), places)).toEqual(notFound);
    });

    it("leaves a channel that the platform does not know to the audience gate", () => {
      const lost = recordedMessage("m4", { channel: asId("nowhere") });
      const change = candidate({ receipts: [quoteOf(lost)] });
      expect(receiptsGate(change, gateFacts([lost], { isFollowed }))).toBe(change);
    });
  });

  it("does not count what was said in a channel that is left out (law 11)", () => {
    const places = gateFacts([said], { isExcluded: (channel) => channel === said.channel });
    expect(receiptsGate(candidate({ receipts: [quoteOf(said)] }), places)).toEqual({
      stop: "It was said in a channel that is left out of what I may keep.",
    });
    const change = candidate({ receipts: [quoteOf(said), command("ana")] });
    expect(receiptsGate(change, places)).toEqual({ ...change, receipts: [command("ana")] });
  });

  it("D11: never lets an invented quote pass", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (quote) => {
        fc.pre(!said.text.includes(quote.trim().replace(/\s+/gu, " ")) && !quote.includes("&"));
        expect(receiptsGate(candidate({ receipts: [quoteOf(said, quote)] }), facts)).toEqual(notFound);
      }),
    );
  });
});
