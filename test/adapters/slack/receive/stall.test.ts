import { expect, it, onTestFinished } from "vitest";
import { createOfflineModel } from "../../../../src/adapters/offline/offline-model.ts";
import type { Model } from "../../../../src/core/ports/model.ts";
import { noUsage } from "../../../../src/core/prices.ts";
import { openSlackHouse } from "../slack-house.ts";

/** Longer than Slack waits for an acknowledgement, and longer than the SDK waits for a pong. */
const stallMs = 6000;

function stall(): void {
  const until = performance.now() + stallMs;
  while (performance.now() < until) Math.sqrt(until);
}

it("A11: a stall of the event loop leads to no duplicate work, and the connections stand again", async () => {
  let requests = 0;
  const begun = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const model: Model = {
    ...createOfflineModel(),
    async *answer() {
      requests += 1;
      begun.resolve();
      await released.promise;
      yield { type: "text", text: "Here I am." };
      yield { type: "end", reason: "complete", calls: [], said: null, usage: noUsage };
    },
  };
  const house = await openSlackHouse({ model, fake: { isManual: true, settings: { echoes: false } } });
  onTestFinished(() => house.close());
  await house.bot.start();
  await house.fake.socket.connected(2);
  const before = house.fake.socket.connections();
  const { world, socket, outbox } = house.fake;
  const asked = world.say({ person: "ana", channel: "general", text: "<@U0REVERIE> before the stall" });
  await begun.promise;
  await outbox.settled();
  world.say({ person: "ben", channel: "dm-ben", text: "just before the stall" });
  stall();
  // Slack has heard no pong for longer than it waits, and no word of what it told.
  socket.cut();
  released.resolve();
  await house.until(
    () => socket.connections().length === 2 && /2 of 2/u.test(house.slack.state().detail),
    "connections",
  );
  expect(socket.connections().filter((id) => before.includes(id))).toEqual([]);
  outbox.redeliver();
  for (const event of asked.events) outbox.repeat(event, 2, 1);
  await outbox.settled();
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  expect(requests).toBe(2);
  for (const channel of ["general", "dm-ben"]) {
    expect(world.messages({ channel }).filter(({ isByBot }) => isByBot)).toHaveLength(1);
  }
});
