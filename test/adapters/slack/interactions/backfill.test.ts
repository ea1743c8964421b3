import { expect, it, onTestFinished } from "vitest";
import { messageId } from "../../../../src/adapters/slack/timestamps.ts";
import { asId } from "../../../../src/core/ids.ts";
import { workspace } from "../receive/open-house.ts";
import { openSlackHouse, type SlackHouse } from "../slack-house.ts";
import { findButton, told } from "./press.ts";

async function rest({ fake, parts, until }: SlackHouse): Promise<void> {
  await fake.outbox.settled();
  await until(async () => (await parts.jobs.depth()) === 0, "rest");
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${from + index}`);

/** A channel in which much was said before Reverie was to learn from it. */
async function openTalk() {
  const house = await openSlackHouse();
  onTestFinished(() => house.close());
  await house.bot.start();
  const { world } = house.fake;
  const say = (text: string, more: { person?: string; thread?: string } = {}) =>
    world.say({ person: "ana", channel: "general", text, ...more });
  const root = say("root");
  const { channel } = root;
  for (const text of numbers(0, 3)) say(text, { person: "ben", thread: root.ts });
  for (const text of numbers(3, 215)) say(text);
  await rest(house);
  const recorded = await house.parts.history.since(workspace, [asId(channel)], 0, 1000);
  expect(recorded).toEqual([]);
  await world.command({ person: "ana", channel: "general", text: "set listen here all" }).answer;
  const kept = async () =>
    (await house.parts.history.since(workspace, [asId(channel)], 0, 1000)).map(({ text }) => text);
  const pressed = async (verb: string) => {
    const button = findButton(house, "dm-ana", verb);
    if (!button) throw new Error(`There is no button ${verb}`);
    await world.press({ person: "ana", channel: "dm-ana", ...button }).answer;
    await rest(house);
  };
  const ask = () => world.command({ person: "ana", channel: "general", text: "dream backfill 1" }).answer;
  const shownToAna = () => JSON.stringify(world.messages({ channel: "dm-ana" }));
  return { house, root, kept, pressed, ask, shownToAna };
}

it("a channel's past is estimated, read with its threads and taken back over Slack itself", async () => {
  const { house, root, kept, pressed, ask, shownToAna } = await openTalk();
  await ask();
  await house.until(() => shownToAna().includes("216 messages by 2 people since"), "the estimate");
  expect(await kept()).toEqual([]);
  await pressed("backfill-read");
  await house.until(() => shownToAna().includes("216 messages of #general since"), "the report");
  expect((await kept()).toSorted()).toEqual(["root", ...numbers(0, 215)].toSorted());
  const [reply] = await house.parts.history.conversation(
    workspace,
    asId(`${root.channel}/${messageId(root.channel, root.ts)}`),
    10,
  );
  expect(reply).toMatchObject({ text: "root" });
  const said = house.fake.world.messages({ channel: "general" }).map(({ text }) => text);
  expect(said.filter((text) => text.includes("An administrator has me read"))).toHaveLength(1);
  await pressed("backfill-undo");
  await house.until(() => shownToAna().includes("Taken back: 216 messages of #general"), "what went");
  expect(await kept()).toEqual([]);
});

it("it is refused in a sentence where Slack does not let the channel be read any more", async () => {
  const { house, kept, pressed, ask, shownToAna } = await openTalk();
  await ask();
  await house.until(() => shownToAna().includes("216 messages by 2 people"), "the estimate");
  house.fake.world.leave({ person: "reverie", channel: "general" });
  await rest(house);
  await pressed("backfill-read");
  await house.until(
    () => told(house, "ana").some((text) => text.includes("Invite me, and let")),
    "the refusal",
  );
  expect(await kept()).toEqual([]);
});
