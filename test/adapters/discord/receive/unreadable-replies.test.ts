import { describe, expect, it } from "vitest";
import {
  engineering,
  mention,
  openLasting,
  openReceiving,
  type ReceivingHouse,
  type ReceivingOptions,
} from "./open-house.ts";

const sentence =
  "I cannot read a reply that does not mention me: here I am told only the words that do. Leave the mention of your reply on, or write `@Reverie` and your question.";

const blind = { messageContent: false };

/** A house that may not read what is said to others, with an answer in a channel. */
async function openBlind(options: ReceivingOptions = {}): Promise<ReceivingHouse> {
  const house = await openReceiving({ settings: blind, ...options });
  house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} what is it?` });
  await house.rest();
  expect(house.answers("engineering")).toHaveLength(1);
  return house;
}

const reply = (house: ReceivingHouse, channel = "engineering") =>
  house.fake.world.say({
    person: "ben",
    channel,
    text: "and then?",
    replyTo: house.answers(channel)[0]?.id ?? "",
    ping: false,
  });

const told = (house: ReceivingHouse, channel = "engineering") =>
  house.answers(channel).filter(({ content }) => content === sentence);

describe("a reply to Reverie of which Discord keeps the words back", () => {
  it("is explained once a day in a place, below what cannot be read", async () => {
    const house = await openBlind();
    const { id } = reply(house);
    reply(house);
    await house.rest();
    expect(told(house)).toMatchObject([{ replyTo: id }]);
    expect(house.answers("engineering")).toHaveLength(2);
    expect(await house.recorded(engineering)).toHaveLength(2);
    await house.clock.advance(24 * 60 * 60_000 + 1000);
    reply(house);
    await house.rest();
    expect(told(house)).toHaveLength(2);
  });

  it("is explained by the next one where the first could not be told", async () => {
    const house = await openBlind();
    const route = "POST /channels/:channel/messages";
    house.fake.faults.failNext({ route, as: { type: "error", code: 50013 } });
    reply(house);
    await house.rest();
    expect(told(house)).toEqual([]);
    // Something about the place changes, so that it may be tried again.
    house.fake.world.changeChannel({ channel: "engineering", name: "engineers" });
    reply(house, engineering);
    await house.rest();
    expect(told(house, engineering)).toHaveLength(1);
  });

  it("that calls it is read and answered", async () => {
    const house = await openBlind();
    const replyTo = house.answers("engineering")[0]?.id ?? "";
    house.fake.world.say({ person: "ben", channel: "engineering", text: "and then?", replyTo });
    await house.rest();
    expect(told(house)).toEqual([]);
    const asked = (await house.recorded(engineering)).flatMap((each) => each.asked ?? []);
    expect(asked).toEqual(["what is it?", "and then?"]);
  });

  it("is no question when it is read back after a restart", async () => {
    const lasting = await openLasting(blind);
    const house = await openBlind(lasting);
    await house.close();
    await lasting.clock.advance(1000);
    reply(house);
    const later = await openReceiving(lasting);
    await later.rest();
    expect(later.answers("engineering")).toHaveLength(1);
    expect((await later.recorded(engineering)).map(({ text }) => text)).not.toContain("");
  });

  it("is read like any other with the intent", async () => {
    const house = await openBlind({ settings: {} });
    reply(house);
    await house.rest();
    expect(told(house)).toEqual([]);
    expect(house.answers("engineering")).toHaveLength(2);
  });
});

describe("what is said to others, of which Discord keeps the words back", () => {
  it("leaves no empty line in what is kept, whatever Reverie is told to listen to", async () => {
    const house = await openBlind();
    const { world } = house.fake;
    world.say({ person: "ana", channel: "engineering", text: `${mention} set listen all` });
    await house.rest();
    const { id } = world.say({ person: "ben", channel: "engineering", text: "among us" });
    world.say({ person: "ben", channel: "engineering", text: "to ben", replyTo: id });
    const thread = world.startThread({ channel: "engineering", person: "ben", name: "t", from: id });
    world.say({ person: "ben", channel: thread.id, text: "in a thread" });
    await house.rest();
    expect((await house.recorded(engineering)).map(({ text }) => text)).not.toContain("");
    expect(house.logged("event-not-taken")).toBe(0);
  });

  it("takes the words away that it had, where a mention is edited out", async () => {
    const house = await openBlind();
    const { world } = house.fake;
    const wish = `${mention} remember for me: I prefer Xylophone music`;
    const { id } = world.say({ person: "ana", channel: "engineering", text: wish });
    await house.rest();
    await house.clock.advance(1000);
    world.edit({ channel: "engineering", id, text: "never mind" });
    await house.rest();
    expect(JSON.stringify(await house.recorded(engineering))).not.toContain("Xylophone");
    world.edit({ channel: "engineering", id, text: `${mention} what is it now?` });
    await house.clock.advance(1000);
    world.edit({ channel: "engineering", id, text: `${mention} what is it then?` });
    await house.rest();
    expect(house.answers("engineering").some(({ replyTo }) => replyTo === id)).toBe(true);
  });
});
