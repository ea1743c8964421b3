import { expect, it } from "vitest";
import { threadId } from "../../../../src/adapters/discord/snowflakes.ts";
import { asId } from "../../../../src/core/ids.ts";
import { buttonIn, example, openInteracting, press, rest, standing, told } from "./interacting.ts";

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${from + index}`);

it("a channel's past is estimated, read with its threads and taken back over Discord itself", async () => {
  const house = await openInteracting();
  const { world } = house.fake;
  const say = (text: string, more: { channel?: string; replyTo?: string } = {}) =>
    world.say({ person: "ben", channel: "general", text, ...more });
  const root = say("root");
  const thread = world.startThread({ person: "ben", channel: "general", name: "T", from: root.id });
  for (const text of numbers(0, 3)) world.say({ person: "dora", channel: thread.id, text });
  const first = say("3");
  const second = say("4", { replyTo: first.id });
  say("5", { replyTo: second.id });
  for (const text of numbers(6, 115)) say(text);
  await rest(house);
  const channel = asId<never>(root.channel);
  const kept = () => house.parts.history.since(example, [channel], 0, 1000);
  expect(await kept()).toEqual([]);
  const command = (text: string, values: Record<string, string>) =>
    world.command({ person: "ana", channel: "general", text, values }).answer;
  await command("set", { key: "listen", where: "here", value: "all" });
  await command("dream backfill", { days: "none" });
  expect(told(house, "ana").at(-1)).toContain("Say how many days back, from 1 to 90");
  await command("dream backfill", { days: "1" });
  expect(told(house, "ana").at(-1)).toContain("I look at what was said in #general");
  await house.until(() => standing(house, "dm-ana").includes("116 messages by 2 people"), "the estimate");
  expect(await kept()).toEqual([]);
  await press(house, "ana", buttonIn(world.direct({ person: "ana" }), "backfill-read")).answer;
  await house.until(() => standing(house, "dm-ana").includes("116 messages of #general since"), "the report");
  const read = await kept();
  expect(read.map(({ text }) => text).toSorted()).toEqual(["root", ...numbers(0, 115)].toSorted());
  const of = (text: string) => read.find((message) => message.text === text);
  expect(of("2")).toMatchObject({ thread: threadId(thread.id) });
  expect(of("5")?.thread).toBe(of("3")?.id);
  expect(standing(house, "general")).toContain("An administrator has me read what was said here");
  await rest(house);
  await press(house, "ana", buttonIn(world.direct({ person: "ana" }), "backfill-undo")).answer;
  // What takes away is asked for once more.
  await press(house, "ana", buttonIn(world.privateAnswers({ person: "ana" }).slice(-1), "backfill-undo"))
    .answer;
  await house.until(
    () => standing(house, "dm-ana").includes("Taken back: 116 messages of #general"),
    "what went",
  );
  expect(await kept()).toEqual([]);
});
