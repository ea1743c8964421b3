import { describe, expect, it } from "vitest";
import { openReceiving, type ReceivingHouse } from "./open-house.ts";

const question = { person: "ana", channel: "dm-ana", text: "what is the poison?" };

function diskFull(operation: string, words: RegExp) {
  return (each: string, detail: string) => {
    if (each === operation && words.test(detail)) throw new Error("The disk of the test is full");
  };
}

/** Lets seconds pass until it is so, with the real network's work between them. */
function passUntil(house: ReceivingHouse, isSo: () => Promise<boolean>, what: string): Promise<void> {
  return house.until(async () => {
    await house.clock.advance(1000);
    return isSo();
  }, what);
}

/** Whether nothing waits or runs. */
const isAtRest = (house: ReceivingHouse) => async () => (await house.parts.jobs.depth()) === 0;

/** Somebody's words in a direct message, as the body of a request. */
const event = (text: string) =>
  JSON.stringify({
    type: "event_callback",
    team_id: "T0TEAM",
    event_id: "Ev0CRAFTED",
    authorizations: [{ team_id: "T0TEAM" }],
    event: {
      type: "message",
      channel: "D0ANA",
      channel_type: "im",
      user: "U0ANA",
      ts: "1795348800.000100",
      text,
    },
  });

describe.each([
  ["history.record", /poison/u],
  ["jobs.enqueue", /"kind":"turn"/u],
])("A7: %s fails", (operation, words) => {
  it.each(["socket", "http"] as const)(
    "so that nothing is acknowledged, and taken once later, by %s",
    async (way) => {
      const house = await openReceiving({ way, fake: { isManual: true, settings: { echoes: false } } });
      const { outbox, world } = house.fake;
      house.fault(diskFull(operation, words));
      world.say(question);
      await house.until(() => house.logged("event-not-taken") === 1, "a refusal");
      expect(world.records.acks).toEqual([]);
      expect(outbox.unacknowledged()).toBe(1);
      outbox.redeliver();
      await house.until(() => house.logged("event-not-taken") === 2, "another refusal");
      expect(outbox.unacknowledged()).toBe(1);
      house.fault(null);
      outbox.redeliver();
      await outbox.settled();
      await passUntil(house, isAtRest(house), "rest");
      expect(house.answers("dm-ana")).toHaveLength(1);
      expect(await house.recorded("D0ANA")).toHaveLength(2);
      expect(world.records.acks).toHaveLength(1);
    },
  );

  it("is told to Slack as 5xx by HTTP, and as 200 once it works again", async () => {
    const house = await openReceiving({ way: "http" });
    house.fault(diskFull(operation, words));
    const refused = await house.fake.push.craft({ body: event("the poison") });
    expect(refused).toMatchObject({ status: 503, text: "" });
    house.fault(null);
    expect(await house.fake.push.craft({ body: event("the poison") })).toMatchObject({ status: 200 });
    expect(await house.recorded("D0ANA")).toMatchObject([{ text: "the poison" }]);
  });
});

describe("A13: a poison event", () => {
  it("that can never be stored is left after Slack's four tries, while others flow", async () => {
    const house = await openReceiving({ fake: { settings: { echoes: false } } });
    house.fault(diskFull("history.record", /poison/u));
    house.fake.world.say(question);
    await house.until(() => house.logged("event-not-taken") === 1, "a refusal");
    house.fake.world.say({ person: "ben", channel: "dm-ben", text: "and mine?" });
    await house.until(() => house.answers("dm-ben").length === 1, "the answer of somebody else");
    for (let tries = 2; tries <= 4; tries += 1) {
      // Slack waits for 3 s, and then for nothing, a minute and five.
      await house.clock.advance(3000);
      if (tries > 2) await house.clock.advance(tries === 3 ? 60_000 : 300_000);
      await house.until(() => house.logged("event-not-taken") === tries, `try ${tries}`);
    }
    await house.clock.advance(400_000);
    expect(house.logged("event-not-taken")).toBe(4);
    expect(house.fake.outbox.unacknowledged()).toBe(0);
    // The event was never durable, so that nothing waits for it here.
    expect(await house.parts.jobs.deadLetters(10)).toEqual([]);
  });

  it("that cannot be answered is tried five times and told once, while others flow", async () => {
    const house = await openReceiving({ fake: { settings: { echoes: false } } });
    let tries = 0;
    house.fault((operation, detail) => {
      if (operation !== "history.search" && operation !== "history.channel") return;
      if (!/D0ANA/u.test(detail)) return;
      tries += 1;
      throw new Error("A fault of the test");
    });
    house.fake.world.say(question);
    house.fake.world.say({ person: "ben", channel: "dm-ben", text: "and mine?" });
    await house.until(() => house.answers("dm-ben").length === 1, "the answer of somebody else");
    await passUntil(house, isAtRest(house), "rest");
    expect(tries).toBe(5);
    expect(house.logged("turn-failed")).toBe(1);
    expect(house.answers("dm-ana")).toHaveLength(1);
  });

  it("whose answer can never be stored becomes a dead letter, with one message in the conversation", async () => {
    const house = await openReceiving({ fake: { settings: { echoes: false } } });
    let tries = 0;
    house.fault((operation, detail) => {
      if (operation !== "history.record" || !/"author":"reverie"/u.test(detail)) return;
      tries += 1;
      throw new Error("A fault of the test");
    });
    house.fake.world.say(question);
    await passUntil(house, async () => (await house.parts.jobs.deadLetters(10)).length > 0, "a dead letter");
    expect(tries).toBe(5);
    expect(await house.parts.jobs.deadLetters(10)).toMatchObject([{ attempts: 5, job: { kind: "turn" } }]);
    expect(house.answers("dm-ana")).toHaveLength(1);
  });
});
