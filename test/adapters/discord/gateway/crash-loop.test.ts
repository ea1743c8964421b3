import { expect, it } from "vitest";
import { applicationWorkspace } from "../../../../src/adapters/discord/identity.ts";
import type { FakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import {
  engineering,
  mention,
  openLasting,
  openReceiving,
  type ReceivingHouse,
} from "../receive/open-house.ts";

/** How many identifies there may be at once, and how long it takes until there may be one more. */
const atOnce = 20;
const eachMs = 150_000;

/** Whether there were never more identifies than there may be, over whatever stretch of time. */
function keepsWithin({ world }: FakeDiscord): boolean {
  const all = world.records.identifies.map(({ at }) => at);
  return all.every((from, first) =>
    all.slice(first).every((to, more) => more + 1 <= atOnce + 1 + (to - from) / eachMs),
  );
}

it("A17: a program that starts again and again identifies twenty times, and then when it may", async () => {
  const lasting = await openLasting();
  const { fake, clock } = lasting;
  for (let start = 0; start < 24; start += 1) {
    const house = await openReceiving(lasting);
    await clock.advance(3000);
    await house.close();
  }
  expect(fake.world.records.identifies).toHaveLength(atOnce);
  const house = await openReceiving(lasting);
  expect(house.discord.state()).toEqual({
    state: "down",
    detail: "Reverie connected to Discord too often lately, and tries again in 2 minutes.",
  });
  expect(await house.discord.directory.workspaces()).toEqual(["discord:100000000000000001"]);
  const asked = fake.world.say({ person: "ana", channel: "engineering", text: `${mention} hello?` });
  await house.passUntil(() => house.discord.state().state === "ok", "a connection", 5000);
  await house.rest();
  expect(house.answers("engineering")).toMatchObject([{ replyTo: asked.id }]);
  expect(await house.recorded(engineering)).toHaveLength(2);
  expect(fake.world.records.identifies).toHaveLength(atOnce + 1);
  expect(keepsWithin(fake)).toBe(true);
  expect(fake.world.records.appFaults).toEqual([]);
});

/** A program that may identify a few times at once: the others of the twenty were used up before. */
async function openWithFew(few: number): Promise<ReceivingHouse> {
  const house = await openReceiving({ isStopped: true });
  const key = { workspace: applicationWorkspace, kind: "discord-identifies", name: "" };
  await house.parts.documents.put(key, { left: few, at: house.clock.now() }, null);
  await house.bot.start();
  return house;
}

it("A17: a session that is refused again and again is no way round it, and neither is a connection made anew", async () => {
  const house = await openWithFew(2);
  const { gateway, world } = house.fake;
  for (let session = 1; session <= 2; session += 1) {
    await house.passUntil(() => world.records.identifies.length === session, `session ${session}`);
    await house.passUntil(() => house.discord.state().state === "ok", "a connection");
    gateway.raw(JSON.stringify({ op: 9, d: false }));
    await house.passUntil(() => house.discord.state().state === "down", "a lost session");
  }
  await house.clock.advance(30_000);
  expect(world.records.identifies).toHaveLength(2);
  await house.passUntil(() => house.discord.state().state === "ok", "a connection", 5000);
  expect(keepsWithin(house.fake)).toBe(true);
  expect(gateway.sessions()).toHaveLength(1);
});

it("A17: what is switched off when there were too many waits for its turn as well", async () => {
  const house = await openWithFew(5);
  const { gateway, world } = house.fake;
  for (let session = 2; session <= 5; session += 1) {
    gateway.raw(JSON.stringify({ op: 9, d: false }));
    await house.passUntil(() => world.records.identifies.length === session, `session ${session}`);
    await house.passUntil(() => house.discord.state().state === "ok", "a connection");
  }
  world.configure({ messageContent: false });
  gateway.close(4014);
  await house.until(() => house.logged("gateway-waits") > 0, "a wait");
  expect(house.discord.state().detail).toContain("tries again in");
  await house.passUntil(() => house.discord.state().state === "degraded", "a connection", 5000);
  expect(keepsWithin(house.fake)).toBe(true);
});

it("A17: a day's identifies that are used up are said, and not tried", async () => {
  const house = await openReceiving({ isStopped: true, settings: { identifiesPerDay: 0 } });
  await expect(house.bot.start()).rejects.toThrow(
    "Reverie has connected to Discord as often as Discord allows within a day.",
  );
  expect(house.fake.world.records.identifies).toEqual([]);
  expect(house.fake.world.records.appFaults).toEqual([]);
});
