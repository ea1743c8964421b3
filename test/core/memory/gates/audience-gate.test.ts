import { describe, expect, it } from "vitest";
import { type Audience, channelAudience, personAudience, team } from "../../../../src/core/audience.ts";
import { asId } from "../../../../src/core/ids.ts";
import { audienceGate } from "../../../../src/core/memory/gates/audience-gate.ts";
import { candidate, command, measure, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const narrower = { stop: "It comes from a place that this audience cannot read." };
const of = (channel: string) => channelAudience(asId(channel));
const ofAna = personAudience(asId("ana"));

function judge(audience: Audience, channel: string, author: string) {
  const message = recordedMessage("m1", { channel: asId(channel), author: asId(author) });
  return audienceGate(candidate({ receipts: [quoteOf(message)] }), gateFacts([message], { audience }));
}

describe("the audience gate", () => {
  // The channels of the samples: general and random are public, core-team private, partners shared, dm-ana direct.
  it.each<[Audience, string, string, boolean]>([
    [team, "general", "ben", true],
    [team, "core-team", "ben", false],
    [team, "partners", "ben", false],
    [team, "dm-ana", "ana", false],
    [team, "unheard-of", "ben", false],
    [of("general"), "general", "ben", true],
    [of("general"), "random", "ben", true],
    [of("general"), "core-team", "ben", false],
    [of("core-team"), "core-team", "ben", true],
    [of("core-team"), "general", "ben", true],
    [of("core-team"), "board", "ben", false],
    [of("core-team"), "dm-ana", "ana", false],
    [of("partners"), "partners", "ben", true],
    [of("partners"), "general", "ben", false],
    [of("unheard-of"), "general", "ben", false],
    [ofAna, "general", "ben", true],
    [ofAna, "core-team", "ana", true],
    [ofAna, "dm-ana", "ana", true],
    [ofAna, "partners", "ana", true],
    [ofAna, "core-team", "ben", false],
    [ofAna, "dm-ana", "reverie", false],
    [ofAna, "partners", "ben", false],
  ])("F3: for %j words said in %s by %s may be a source: %s", (audience, channel, author, passes) => {
    const result = judge(audience, channel, author);
    if (passes) expect(result).toMatchObject({ change: "add" });
    else expect(result).toEqual(narrower);
  });

  it("F3: one narrow source stops the change, however many wide ones there are", () => {
    const wide = recordedMessage("m1");
    const narrow = recordedMessage("m2", { channel: asId("core-team") });
    const receipts = [quoteOf(wide), command("ana"), quoteOf(narrow)];
    expect(audienceGate(candidate({ receipts }), gateFacts([wide, narrow]))).toEqual(narrower);
  });

  it("F3: goes by where the message stands, not by where the receipt says that it does", () => {
    const message = recordedMessage("m1", { channel: asId("core-team") });
    const receipt = { ...quoteOf(message), channel: asId<typeof message.channel>("general") };
    expect(audienceGate(candidate({ receipts: [receipt] }), gateFacts([message]))).toEqual(narrower);
  });

  it("F3: goes by who said the message, not by whom the receipt names", () => {
    const message = recordedMessage("m1", { channel: asId("core-team"), author: asId("ben") });
    const receipt = { ...quoteOf(message), author: asId<typeof message.author>("ana") };
    const facts = gateFacts([message], { audience: ofAna });
    expect(audienceGate(candidate({ receipts: [receipt] }), facts)).toEqual(narrower);
  });

  it("F5: stops words of a channel that has become private since", () => {
    const message = recordedMessage("m1");
    const facts = gateFacts([message], { reachOf: () => "private" });
    expect(audienceGate(candidate({ receipts: [quoteOf(message)] }), facts)).toEqual(narrower);
  });

  it("lets acts and measures pass, which come from no place", () => {
    const change = candidate({ change: "remove", receipts: [command("ana"), measure] });
    expect(audienceGate(change, gateFacts())).toBe(change);
  });
});
