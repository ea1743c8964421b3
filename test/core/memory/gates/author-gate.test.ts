import { describe, expect, it } from "vitest";
import { type Audience, channelAudience, personAudience, team } from "../../../../src/core/audience.ts";
import { asId } from "../../../../src/core/ids.ts";
import { authorGate } from "../../../../src/core/memory/gates/author-gate.ts";
import { type Role, reverie } from "../../../../src/core/message.ts";
import { candidate, command, measure, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const nobody = { stop: "None of its words come from somebody who counts as evidence here." };
const notOwn = { stop: "None of its words are the person's own." };
const inGeneral = channelAudience(asId("general"));
const ofAna = personAudience(asId("ana"));

const saidBy = (id: string, role: Role) =>
  recordedMessage(`by-${id}-${role}`, { author: asId(id), authorRole: role });

function judge(audience: Audience, ...messages: ReturnType<typeof saidBy>[]) {
  const change = candidate({ receipts: messages.map((message) => quoteOf(message)) });
  return authorGate(change, gateFacts(messages, { audience }));
}

describe("the author gate", () => {
  it.each<[string, Audience, Role, boolean]>([
    ["the team", team, "admin", true],
    ["the team", team, "member", true],
    ["the team", team, "guest", false],
    ["the team", team, "outsider", false],
    ["the team", team, "bot", false],
    ["a channel", inGeneral, "admin", true],
    ["a channel", inGeneral, "member", true],
    ["a channel", inGeneral, "guest", true],
    ["a channel", inGeneral, "outsider", false],
    ["a channel", inGeneral, "bot", false],
    ["a person", ofAna, "member", true],
    ["a person", ofAna, "guest", true],
    ["a person", ofAna, "bot", false],
  ])("F4: for %s (%j) words of a(n) %s count: %s", (_, audience, role, counts) => {
    const result = judge(audience, saidBy("ana", role));
    if (counts) expect(result).toMatchObject({ receipts: [{ author: "ana" }] });
    else expect(result).toEqual(nobody);
  });

  it("never takes Reverie's own words, whatever role they carry", () => {
    for (const audience of [team, inGeneral, ofAna]) {
      expect(judge(audience, saidBy(reverie, "member"))).toEqual(nobody);
    }
  });

  it("keeps the receipts that count and takes the others out", () => {
    const result = judge(team, saidBy("ana", "member"), saidBy("cleo", "guest"), saidBy("bo", "bot"));
    expect(result).toMatchObject({ receipts: [{ author: "ana" }] });
    expect("receipts" in result && result.receipts).toHaveLength(1);
  });

  it("stops a change for a person that rests on others' words alone", () => {
    expect(judge(ofAna, saidBy("ben", "member"))).toEqual(notOwn);
    expect(judge(ofAna, saidBy("ben", "member"), saidBy("ana", "member"))).toMatchObject({
      receipts: [{ author: "ben" }, { author: "ana" }],
    });
  });

  it("takes a person's own act, and a measure", () => {
    const facts = gateFacts([], { audience: ofAna });
    expect(authorGate(candidate({ receipts: [command("ana")] }), facts)).toMatchObject({ change: "add" });
    expect(authorGate(candidate({ receipts: [command("ben")] }), facts)).toEqual(notOwn);
    expect(authorGate(candidate({ change: "remove", receipts: [measure] }), facts)).toMatchObject({
      change: "remove",
    });
  });

  it("goes by who said the message, not by whom the receipt names", () => {
    const bens = saidBy("ben", "member");
    const receipt = { ...quoteOf(bens), author: asId<typeof bens.author>("ana") };
    const facts = gateFacts([bens], { audience: ofAna });
    expect(authorGate(candidate({ receipts: [receipt] }), facts)).toEqual(notOwn);
    const own = saidBy(reverie, "member");
    const borrowed = { ...quoteOf(own), author: asId<typeof own.author>("ana") };
    expect(authorGate(candidate({ receipts: [borrowed] }), gateFacts([own]))).toEqual(nobody);
  });

  it("stops a change whose message is not known", () => {
    const change = candidate({ receipts: [quoteOf(saidBy("ana", "member"))] });
    expect(authorGate(change, gateFacts([]))).toEqual(nobody);
  });
});
