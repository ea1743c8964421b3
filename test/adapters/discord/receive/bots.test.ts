import { describe, expect, it } from "vitest";
import { dmAna, engineering, general, mention, openReceiving } from "./open-house.ts";

describe("A18: bots", () => {
  it.each(["general", "engineering"])(
    "and webhooks that mention Reverie in %s get nothing, and nothing of it is kept",
    async (channel) => {
      const house = await openReceiving();
      const { world } = house.fake;
      world.say({ person: "ana", channel: "core-team", text: `${mention} set listen all` });
      await house.rest();
      const before = house.answers(channel).length;
      const text = `${mention} what do you remember?`;
      const { id } = world.say({ person: "robo", channel, text });
      world.edit({ channel, id, text: `${mention} what do you remember now?` });
      world.say({ person: "robo", channel, text: "beep", replyTo: id });
      world.webhookSay({ channel, name: "news", text });
      world.webhookSay({ channel, name: "Ana", text });
      const thread = world.startThread({ channel, person: "ben", name: "bots", from: id });
      world.say({ person: "robo", channel: thread.id, text });
      await house.rest();
      expect(house.answers(channel)).toHaveLength(before);
      expect(house.answers(thread.id)).toEqual([]);
      const place = channel === "general" ? general : engineering;
      expect((await house.recorded(place)).map(({ author }) => author)).toEqual([]);
      world.remove({ channel, id });
      await house.rest();
      expect(house.logged("event-not-taken")).toBe(0);
    },
  );

  it("do not keep each other going: a bot that answers every answer gets one question answered", async () => {
    const house = await openReceiving();
    const { world } = house.fake;
    world.say({ person: "ana", channel: "engineering", text: `${mention} hello` });
    await house.rest();
    const [answer] = house.answers("engineering");
    for (let round = 0; round < 5; round += 1) {
      const replyTo = answer?.id ?? "";
      world.say({ person: "robo", channel: "engineering", text: `${mention} go on`, replyTo });
      await house.rest();
    }
    expect(house.answers("engineering")).toHaveLength(1);
  });
});

describe("A18: Reverie's own messages", () => {
  it("come back to it as events and start nothing, when they are edited, replied to by itself and deleted", async () => {
    const house = await openReceiving();
    const { world } = house.fake;
    world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    world.say({ person: "ben", channel: "engineering", text: `${mention} hello` });
    await house.rest();
    const [answer] = house.answers("engineering");
    const posts = () => world.records.calls.filter(({ method }) => method === "POST").length;
    const before = posts();
    world.edit({ channel: "engineering", id: answer?.id ?? "", text: `${mention} and on` });
    world.react({ channel: "engineering", id: answer?.id ?? "", person: "ana", emoji: "👀" });
    await house.rest();
    expect(posts()).toBe(before);
    expect((await house.recorded(dmAna)).map(({ author }) => author)).toEqual([
      "210000000000000002",
      "reverie",
    ]);
    world.remove({ channel: "engineering", id: answer?.id ?? "" });
    await house.rest();
    expect(house.answers("engineering")).toEqual([]);
    expect(house.logged("event-not-taken")).toBe(0);
  });
});
