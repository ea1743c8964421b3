import { describe, expect, it, onTestFinished } from "vitest";
import { createDiscord } from "../../../../src/adapters/discord/discord-platform.ts";
import { dmAna, engineering, mention, openReceiving, ownRole } from "./open-house.ts";

const question = { person: "ana", channel: "engineering", text: `${mention} what is it?` };

it("A2: a question that speaks to Reverie in three ways at once is answered once", async () => {
  const house = await openReceiving();
  house.fake.world.say(question);
  await house.rest();
  const text = `${mention} <@&${ownRole}> and that, ${mention}?`;
  house.fake.world.say({ ...question, text, replyTo: house.answers("engineering")[0]?.id ?? "" });
  await house.rest();
  expect(house.answers("engineering")).toHaveLength(2);
});

describe("A1: a question is answered once", () => {
  it("however often Discord tells of it, at once and later", async () => {
    const house = await openReceiving();
    const { world, gateway } = house.fake;
    const said = [question, { person: "ben", channel: "dm-ben", text: "hello" }].map((one) => world.say(one));
    for (const { events } of said) for (const event of events) gateway.repeat(event, 4);
    await house.rest();
    for (const { events } of said) for (const event of events) gateway.repeat(event, 2);
    await house.rest();
    expect(house.answers("engineering")).toHaveLength(1);
    expect(house.answers("dm-ben")).toHaveLength(1);
    expect(await house.recorded(engineering)).toHaveLength(2);
  });

  it("when two connections tell of it", async () => {
    const house = await openReceiving();
    const { fake } = house;
    const { token, apiUrl } = fake;
    const other = createDiscord({ token, apiUrl, commandScope: "everywhere" }, house.parts);
    onTestFinished(() => other.stop());
    await other.start(house.handler());
    await fake.gateway.connected(2);
    const said = fake.world.say(question);
    fake.world.edit({ channel: "engineering", id: said.id, isEmbedOnly: true });
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await house.rest();
    fake.world.edit({ channel: "engineering", id: said.id, text: `${mention} what was it?` });
    await house.rest();
    const [answer, ...more] = house.answers("engineering");
    expect(answer).toMatchObject({ replyTo: said.id, isEdited: true });
    expect(more).toEqual([]);
    expect(house.answers("dm-ana")).toHaveLength(1);
    expect(await house.recorded(engineering)).toHaveLength(2);
    expect(await house.recorded(dmAna)).toHaveLength(2);
    expect(house.logged("event-not-taken")).toBe(0);
  });

  it("sixty of them, each told one to five times by two connections, are sixty answers", async () => {
    const house = await openReceiving({ settings: { echoes: false } });
    const { fake } = house;
    const { token, apiUrl } = fake;
    const other = createDiscord({ token, apiUrl, commandScope: "everywhere" }, house.parts);
    onTestFinished(() => other.stop());
    await other.start(house.handler());
    const asked: string[] = [];
    for (let number = 0; number < 60; number += 1) {
      const person = ["ana", "ben", "dora", "owen"][number % 4] ?? "ana";
      const channel = ["engineering", "general", "core-team", "announcements"][number % 2] ?? "";
      const { id, events } = fake.world.say({ person, channel, text: `${mention} question ${number}` });
      asked.push(id);
      fake.gateway.repeat(events[0], number % 5);
    }
    await house.rest();
    const answers = ["engineering", "general"].flatMap((channel) => house.answers(channel));
    const replies = answers.flatMap(({ replyTo }) => replyTo ?? []);
    expect(replies.toSorted()).toEqual(asked.toSorted());
  });
});
