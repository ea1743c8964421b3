import { describe, expect, it } from "vitest";
import { openReceiving, type ReceivingHouse } from "./open-house.ts";

/** Waits until all that was told has had its effect. */
async function rest(house: ReceivingHouse): Promise<void> {
  await house.fake.outbox.settled();
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
}

describe("A18: bots", () => {
  it.each(["general", "engineering"])(
    "that mention Reverie in %s get nothing, and nothing of it is kept",
    async (channel) => {
      const house = await openReceiving();
      await house.fake.world.command({ person: "ana", channel, text: "set listen all" }).answer;
      const { channel: id, ts } = house.fake.world.say({
        person: "robo",
        channel,
        text: "<@U0REVERIE> what do you remember?",
      });
      house.fake.world.edit({ channel, ts, text: "<@U0REVERIE> what do you remember now?" });
      house.fake.world.say({ person: "robo", channel, text: "beep", thread: ts });
      await rest(house);
      expect(house.answers(channel).filter(({ user }) => user === "U0REVERIE")).toEqual([]);
      expect(await house.recorded(id)).toEqual([]);
      house.fake.world.remove({ channel, ts });
      await rest(house);
      expect(house.logged("event-not-taken")).toBe(0);
    },
  );

  it.each([
    ["without a subtype", {}],
    ["as a bot's message without a person", { subtype: "bot_message", user: undefined }],
    ["without a bot's id", { bot_id: undefined }],
    ["without either", { bot_id: undefined, bot_profile: undefined, app_id: undefined }],
  ])("that Slack tells of %s start nothing either", async (_name, difference) => {
    const house = await openReceiving();
    const said = {
      channel: "C0GENERAL",
      user: "U0ROBO",
      bot_id: "B0ROBO",
      app_id: "A0ROBO",
      ts: "1795348800.000100",
      event_ts: "1795348800.000100",
      team: "T0TEAM",
      text: "<@U0REVERIE> what do you remember?",
      ...difference,
    };
    const message = JSON.parse(JSON.stringify({ ...said, type: "message", channel_type: "channel" }));
    house.fake.outbox.event(message, "message.channels");
    house.fake.outbox.event(JSON.parse(JSON.stringify({ ...said, type: "app_mention" })));
    await rest(house);
    expect(house.answers("general")).toEqual([]);
    expect(await house.recorded("C0GENERAL")).toEqual([]);
  });

  it("do not keep each other going: a bot that answers every answer gets one question answered", async () => {
    const house = await openReceiving();
    const { ts } = house.fake.world.say({ person: "ana", channel: "general", text: "<@U0REVERIE> hello" });
    await house.until(() => house.answers("general").length === 1, "an answer");
    for (let round = 0; round < 5; round += 1) {
      house.fake.world.say({ person: "robo", channel: "general", thread: ts, text: "<@U0REVERIE> go on" });
      await rest(house);
    }
    expect(house.answers("general").filter(({ user }) => user === "U0REVERIE")).toHaveLength(1);
  });
});

describe("A18: Reverie's own messages", () => {
  it("come back to it as events and start nothing, when they are edited and deleted too", async () => {
    const house = await openReceiving();
    house.fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await house.until(() => house.answers("dm-ana").length === 1, "an answer");
    await rest(house);
    const [answer] = house.answers("dm-ana");
    if (!answer) throw new Error("There is no answer");
    const requests = () =>
      house.fake.world.records.calls.filter(({ method }) => method.startsWith("chat.")).length;
    const before = requests();
    house.fake.world.edit({ channel: "dm-ana", ts: answer.ts, text: "<@U0REVERIE> and on" });
    house.fake.world.react({ channel: "dm-ana", ts: answer.ts, person: "ana", name: "eyes" });
    await rest(house);
    expect(requests()).toBe(before);
    expect(house.answers("dm-ana")).toHaveLength(1);
    expect((await house.recorded("D0ANA")).map(({ author }) => author).toSorted()).toEqual([
      "U0ANA",
      "reverie",
    ]);
  });

  it("and Slack's own lines about who came are no questions", async () => {
    const house = await openReceiving();
    house.fake.world.join({ person: "cleo", channel: "engineering" });
    house.fake.world.leave({ person: "cleo", channel: "engineering" });
    await rest(house);
    expect(await house.recorded("C0ENGINEERING")).toEqual([]);
    expect(house.answers("engineering")).toEqual([]);
  });
});
