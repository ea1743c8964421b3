import { describe, expect, it } from "vitest";
import { dmAna, engineering, mention, openReceiving, type ReceivingHouse } from "./open-house.ts";

/** A house with an answer in each of two places. */
async function openAnswered(): Promise<ReceivingHouse> {
  const house = await openReceiving();
  house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} what is it?` });
  house.fake.world.say({ person: "ana", channel: "dm-ana", text: "what is it?" });
  await house.rest();
  return house;
}

async function feedback(house: ReceivingHouse, channel: string) {
  const recorded = await house.recorded(channel);
  return recorded
    .flatMap(({ answer }) => answer?.feedback ?? [])
    .map(({ person, isGood }) => [person, isGood]);
}

const ana = "210000000000000002";
const ben = "210000000000000003";

describe("a thumb below an answer", () => {
  it.each([
    ["👍🏽", true],
    ["👎", false],
  ])("%s is what somebody thinks of it, and may be taken back", async (emoji, isGood) => {
    const house = await openAnswered();
    for (const channel of ["engineering", "dm-ana"] as const) {
      const id = house.answers(channel)[0]?.id ?? "";
      const place = channel === "engineering" ? engineering : dmAna;
      house.fake.world.react({ channel, id, person: "ana", emoji });
      await house.rest();
      expect(await feedback(house, place)).toEqual([[ana, isGood]]);
      house.fake.world.react({ channel, id, person: "ana", emoji, isAdded: false });
      await house.rest();
      expect(await feedback(house, place)).toEqual([]);
    }
  });

  it("that takes the place of the other one counts, whichever is put or taken away first", async () => {
    const house = await openAnswered();
    const { world } = house.fake;
    const thumb = { channel: "engineering", id: house.answers("engineering")[0]?.id ?? "", person: "ana" };
    world.react({ ...thumb, emoji: "👍🏽" });
    await house.rest();
    world.react({ ...thumb, emoji: "👎" });
    await house.rest();
    world.react({ ...thumb, emoji: "👍🏽", isAdded: false });
    await house.rest();
    expect(await feedback(house, engineering)).toEqual([[ana, false]]);
    world.react({ ...thumb, emoji: "👎", isAdded: false });
    await house.rest();
    world.react({ ...thumb, emoji: "👍" });
    await house.rest();
    expect(await feedback(house, engineering)).toEqual([[ana, true]]);
  });

  it("of each of several people counts, told once or more often", async () => {
    const house = await openAnswered();
    const { world, gateway } = house.fake;
    const id = house.answers("engineering")[0]?.id ?? "";
    const sent = [
      world.react({ channel: "engineering", id, person: "ana", emoji: "👍" }),
      world.react({ channel: "engineering", id, person: "ben", emoji: "👎🏻" }),
    ];
    for (const { events } of sent) for (const event of events) gateway.repeat(event, 3);
    await house.rest();
    expect((await feedback(house, engineering)).toSorted()).toEqual([
      [ana, true],
      [ben, false],
    ]);
  });

  it.each([
    ["another emoji", "🎉", "ana"],
    ["a bot's", "👍", "robo"],
    ["Reverie's own", "👍", "reverie"],
  ])("that is %s says nothing", async (_name, emoji, person) => {
    const house = await openAnswered();
    const id = house.answers("engineering")[0]?.id ?? "";
    house.fake.world.react({ channel: "engineering", id, person, emoji });
    await house.rest();
    expect(await feedback(house, engineering)).toEqual([]);
    expect(house.logged("event-not-taken")).toBe(0);
  });

  it("below what people say says nothing", async () => {
    const house = await openAnswered();
    const { world } = house.fake;
    const { id } = world.say({ person: "ben", channel: "engineering", text: "nice weather" });
    world.react({ channel: "engineering", id, person: "ana", emoji: "👍" });
    world.react({ channel: "engineering", id, person: "ana", emoji: "👍", isAdded: false });
    await house.rest();
    expect(house.told.filter(({ type }) => type === "feedback-given")).toHaveLength(1);
    expect(await feedback(house, engineering)).toEqual([]);
  });
});
