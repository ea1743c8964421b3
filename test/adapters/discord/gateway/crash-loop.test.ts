import { expect, it } from "vitest";
import type { FakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { engineering, mention, openLasting, openReceiving } from "../receive/open-house.ts";

const minuteMs = 60_000;

/** The most identifies that there were within any ten minutes. */
function mostIdentifies({ world }: FakeDiscord): number {
  const all = world.records.identifies.map(({ at }) => at);
  return Math.max(...all.map((from) => all.filter((at) => at >= from && at < from + 10 * minuteMs).length));
}

it("A17: a program that starts again and again identifies five times in ten minutes, and then when it may", async () => {
  const lasting = await openLasting();
  const { fake, clock } = lasting;
  for (let start = 0; start < 12; start += 1) {
    const house = await openReceiving(lasting);
    await clock.advance(3000);
    await house.close();
  }
  expect(fake.world.records.identifies).toHaveLength(5);
  const house = await openReceiving(lasting);
  expect(house.discord.state()).toEqual({
    state: "down",
    detail: "Reverie connected to Discord too often lately, and tries again in 10 minutes.",
  });
  expect(await house.discord.directory.workspaces()).toEqual(["discord:100000000000000001"]);
  const asked = fake.world.say({ person: "ana", channel: "engineering", text: `${mention} hello?` });
  await house.passUntil(() => house.discord.state().state === "ok", "a connection", 5000);
  await house.rest();
  expect(house.answers("engineering")).toMatchObject([{ replyTo: asked.id }]);
  expect(await house.recorded(engineering)).toHaveLength(2);
  expect(fake.world.records.identifies).toHaveLength(6);
  expect(mostIdentifies(fake)).toBe(5);
  expect(fake.world.records.appFaults).toEqual([]);
});

it("A17: a session that is refused again and again is no way round it, and neither is a connection made anew", async () => {
  const house = await openReceiving();
  const { gateway, world } = house.fake;
  for (let session = 1; session <= 5; session += 1) {
    await house.passUntil(() => world.records.identifies.length === session, `session ${session}`);
    await house.passUntil(() => house.discord.state().state === "ok", "a connection");
    gateway.raw(JSON.stringify({ op: 9, d: false }));
    await house.passUntil(() => house.discord.state().state === "down", "a lost session");
  }
  for (let minute = 0; minute < 8; minute += 1) await house.clock.advance(minuteMs);
  expect(world.records.identifies).toHaveLength(5);
  expect(house.discord.state().detail).toContain("tries again in");
  await house.passUntil(() => house.discord.state().state === "ok", "a connection", 5000);
  expect(mostIdentifies(house.fake)).toBe(5);
  expect(gateway.sessions()).toHaveLength(1);
});

it("A17: what is switched off when there were too many waits for its turn as well", async () => {
  const house = await openReceiving();
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
  expect(mostIdentifies(house.fake)).toBe(5);
});

it("A17: a day's identifies that are used up are said, and not tried", async () => {
  const house = await openReceiving({ isStopped: true, settings: { identifiesPerDay: 0 } });
  await expect(house.bot.start()).rejects.toThrow(
    "Reverie has connected to Discord as often as Discord allows within a day.",
  );
  expect(house.fake.world.records.identifies).toEqual([]);
  expect(house.fake.world.records.appFaults).toEqual([]);
});
