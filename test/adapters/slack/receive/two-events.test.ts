import { describe, expect, it } from "vitest";
import { openReceiving } from "./open-house.ts";

const question = { person: "ana", channel: "general", text: "<@U0REVERIE> what do you know?" };

describe.each(["socket", "http"] as const)("a mention, by %s", (way) => {
  it.each(["message-first", "mention-first"] as const)("A2: is answered once, %s", async (order) => {
    const house = await openReceiving({ way });
    const said = house.fake.world.say({ ...question, order });
    await house.fake.outbox.settled();
    await house.until(() => house.answers("general").length > 0, "an answer");
    // Whatever the second event may have started is over when nothing waits.
    await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
    expect(house.answers("general")).toMatchObject([{ threadTs: said.ts }]);
    expect(await house.recorded("C0GENERAL")).toMatchObject([
      { asked: "what do you know?" },
      { asked: null },
    ]);
  });

  it.each(["app_mention", "message.channels"])(
    "A2: is answered where only %s comes",
    async (subscription) => {
      const house = await openReceiving({ way, fake: { settings: { events: [subscription] } } });
      expect(house.fake.world.say(question).events).toHaveLength(1);
      await house.until(() => house.answers("general").length > 0, "an answer");
      await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
      expect(house.answers("general")).toHaveLength(1);
    },
  );

  it("A1: is answered once however often Slack tells of it", async () => {
    const house = await openReceiving({ way });
    const { events } = house.fake.world.say(question);
    for (const event of events) house.fake.outbox.repeat(event, 5, 1);
    await house.fake.outbox.settled();
    await house.until(() => house.answers("general").length > 0, "an answer");
    await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
    for (const event of events) house.fake.outbox.repeat(event, 3, 3);
    await house.fake.outbox.settled();
    expect(await house.parts.jobs.depth()).toBe(0);
    expect(house.answers("general")).toHaveLength(1);
  });
});
