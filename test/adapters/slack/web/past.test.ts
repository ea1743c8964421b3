import { expect, it, onTestFinished } from "vitest";
import { messageId } from "../../../../src/adapters/slack/timestamps.ts";
import { asId, type MessageId } from "../../../../src/core/ids.ts";
import { workspaceId } from "../../../../src/core/platforms.ts";
import type { Period } from "../../../../src/core/ports/platform.ts";
import { openSlackHouse } from "../slack-house.ts";

const always: Period = { from: 0, to: Date.UTC(2100, 0) };

async function openPast() {
  const house = await openSlackHouse({});
  onTestFinished(() => house.close());
  await house.bot.start();
  const { world } = house.fake;
  const idOf = ({ channel, ts }: { channel: string; ts: string }) => messageId(channel, ts);
  const page = (
    channel: string,
    thread: MessageId | null,
    before: MessageId | null = null,
    period: Period = always,
  ) =>
    house.slack.archive.past(
      { workspace: workspaceId("slack", "T0TEAM"), channel: asId(channel), thread },
      period,
      before,
    );
  return { house, world, page, idOf };
}

it("a channel's past comes in pages without a gap or anything twice, also where notices fill them", async () => {
  const { world, page } = await openPast();
  const { channel } = world.say({ person: "ana", channel: "general", text: "0" });
  for (let count = 1; count < 150; count += 1)
    world.say({ person: "ana", channel: "general", text: `${count}` });
  for (let count = 0; count < 110; count += 1) {
    world.leave({ person: "ben", channel: "general" });
    world.join({ person: "ben", channel: "general" });
  }
  for (let count = 150; count < 160; count += 1)
    world.say({ person: "ben", channel: "general", text: `${count}` });
  const pages: string[][] = [];
  let before: MessageId | null = null;
  do {
    const { messages, before: next } = await page(channel, null, before);
    pages.push(messages.map(({ text }) => text));
    before = next;
  } while (before !== null);
  expect(pages).toHaveLength(2);
  expect(pages.toReversed().flat()).toEqual(Array.from({ length: 160 }, (_, index) => `${index}`));
});

it("it holds what people said, as it would have been told, and names the threads, which are read as places", async () => {
  const { world, page, idOf } = await openPast();
  world.join({ person: "robo", channel: "general" });
  const root = world.say({ person: "ana", channel: "general", text: "lunch?" });
  const reply = world.say({ person: "ben", channel: "general", text: "at noon", thread: root.ts });
  world.say({ person: "robo", channel: "general", text: "beep", thread: root.ts });
  world.say({ person: "robo", channel: "general", text: "beep" });
  const other = world.say({ person: "cleo", channel: "general", text: "<@U0REVERIE> hello" });
  world.edit({ channel: "general", ts: other.ts, text: "hello" });
  const read = await page(root.channel, null);
  expect(read.messages).toMatchObject([
    { id: idOf(root), text: "lunch?", thread: null },
    { id: idOf(other), text: "hello", thread: null },
  ]);
  expect(read.messages[1]?.version).toBeGreaterThan(read.messages[1]?.saidAt ?? 0);
  expect(read).toMatchObject({ threads: [idOf(root)], before: null });
  const thread = await page(root.channel, idOf(root));
  expect(thread).toMatchObject({
    messages: [{ id: idOf(root) }, { id: idOf(reply), thread: idOf(root), text: "at noon" }],
    threads: [],
    before: null,
  });
  const gone = messageId(root.channel, "1700000000.000100");
  expect(await page(root.channel, gone)).toEqual({ messages: [], threads: [], before: null });
});

it("it ends where the period begins and begins where it ends", async () => {
  const { world, page } = await openPast();
  const said = ["a", "b", "c"].map((text) => world.say({ person: "ana", channel: "general", text }));
  const { messages } = await page(said[0]?.channel ?? "", null);
  const [first, , third] = messages.map(({ saidAt }) => saidAt);
  const within = await page(said[0]?.channel ?? "", null, null, {
    from: (first ?? 0) + 1,
    to: (third ?? 0) + 1,
  });
  const expected = messages.filter(({ saidAt }) => saidAt > (first ?? 0)).map(({ text }) => text);
  expect(within.messages.map(({ text }) => text)).toEqual(expected);
  expect(within.before).toBeNull();
  expect((await page(said[0]?.channel ?? "", null, null, { from: 0, to: first ?? 0 })).messages).toEqual([]);
});

it("a channel that Reverie may not read is refused for good", async () => {
  const { world, page } = await openPast();
  const { channel } = world.say({ person: "ana", channel: "general", text: "secret" });
  world.leave({ person: "reverie", channel: "general" });
  await expect(page(channel, null)).rejects.toMatchObject({ name: "PlatformError", permanent: true });
});
