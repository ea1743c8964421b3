import { describe, expect, it } from "vitest";
import {
  dmAna,
  engineering,
  example,
  general,
  mention,
  openReceiving,
  ownRole,
  type ReceivingHouse,
} from "./open-house.ts";

const asked = async (house: ReceivingHouse, channel: string) =>
  (await house.recorded(channel)).flatMap(({ asked }) => asked ?? []);

/** Has ana ask something in engineering, and gives Reverie's answer. */
async function answered(house: ReceivingHouse) {
  const question = house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} first?` });
  await house.rest();
  const [answer] = house.answers("engineering");
  if (!answer) throw new Error("There is no answer");
  return { question, answer };
}

describe("a turn is started", () => {
  it.each([
    ["a mention", `${mention} what is it?`],
    ["a mention as older clients write it", `${mention.replace("@", "@!")} what is it?`],
    ["a mention of its role", `<@&${ownRole}> what is it?`],
    ["a mention and a colon", `  ${mention}: what is it?`],
  ])("by %s, asked without the mention", async (_name, text) => {
    const house = await openReceiving();
    const { id } = house.fake.world.say({ person: "ana", channel: "engineering", text });
    await house.rest();
    expect(house.answers("engineering")).toMatchObject([{ replyTo: id }]);
    expect(await house.recorded(engineering)).toMatchObject([
      { asked: "what is it?", text: text.replace(/<[^>]*>/u, "@reverie") },
      { asked: null },
    ]);
  });

  it("by a mention in the middle, which stays where it is", async () => {
    const house = await openReceiving();
    house.fake.world.say({ person: "ana", channel: "engineering", text: `What does ${mention} know?` });
    await house.rest();
    expect(await asked(house, engineering)).toEqual(["What does @reverie know?"]);
  });

  it.each([true, false])("by a reply to Reverie that calls it: %s", async (ping) => {
    const house = await openReceiving();
    const { answer } = await answered(house);
    const reply = { person: "ben", channel: "engineering", text: "and then?", replyTo: answer.id, ping };
    const { id } = house.fake.world.say(reply);
    await house.rest();
    expect(await asked(house, engineering)).toEqual(["first?", "and then?"]);
    expect(house.answers("engineering").at(-1)).toMatchObject({ replyTo: id });
  });

  it("by a reply to one's own question, which adds to it", async () => {
    const house = await openReceiving();
    const { question } = await answered(house);
    house.fake.world.say({ person: "ana", channel: "engineering", text: "I mean it", replyTo: question.id });
    await house.rest();
    expect(await asked(house, engineering)).toEqual(["first?", "I mean it"]);
  });

  it("by whatever is said in a direct message", async () => {
    const house = await openReceiving();
    house.fake.world.say({ person: "ana", channel: "dm-ana", text: "what is it?" });
    await house.rest();
    expect(await asked(house, dmAna)).toEqual(["what is it?"]);
    expect(house.answers("dm-ana")).toMatchObject([{ replyTo: null }]);
  });

  it("by a mention in a voice channel's chat", async () => {
    const house = await openReceiving();
    const everyone = [{ of: "@everyone", allow: ["Connect" as const] }];
    house.fake.world.addChannel({ name: "lounge", type: 2, overwrites: everyone });
    house.fake.world.say({ person: "ana", channel: "lounge", text: `${mention} what is it?` });
    await house.rest();
    expect(house.answers("lounge")).toHaveLength(1);
  });
});

describe("no turn is started", () => {
  it.each<[string, (house: ReceivingHouse, answer: string, question: string) => void]>([
    [
      "by a reply to somebody else",
      ({ fake }, _answer, question) =>
        fake.world.say({ person: "ben", channel: "engineering", text: "what?", replyTo: question }),
    ],
    [
      "by somebody who mentions somebody else",
      ({ fake }) =>
        fake.world.say({ person: "ben", channel: "engineering", text: "<@210000000000000004> look" }),
    ],
    [
      "by a mention of another role",
      ({ fake }) =>
        fake.world.say({ person: "ben", channel: "engineering", text: "<@&120000000000000001> look" }),
    ],
    [
      "by a mention that stands in code",
      ({ fake }) => fake.world.say({ person: "ben", channel: "engineering", text: `\`${mention} hello\`` }),
    ],
    [
      "by everyone's mention",
      ({ fake }) => fake.world.say({ person: "ben", channel: "engineering", text: "@everyone hello" }),
    ],
    [
      "by a preview that Discord puts below a question",
      ({ fake }, _answer, question) =>
        fake.world.edit({ channel: "engineering", id: question, isEmbedOnly: true }),
    ],
    [
      "by Discord's own notices",
      ({ fake }) => {
        for (const type of [6, 7, 8, 18])
          fake.world.say({ person: "ben", channel: "engineering", text: `${mention} x`, type });
      },
    ],
  ])("%s", async (_name, act) => {
    const house = await openReceiving();
    const { answer, question } = await answered(house);
    act(house, answer.id, question.id);
    await house.rest();
    expect(await asked(house, engineering)).toEqual(["first?"]);
    expect(house.answers("engineering")).toHaveLength(1);
    expect(house.logged("event-not-taken")).toBe(0);
  });

  it("in a channel that Reverie cannot read", async () => {
    const house = await openReceiving();
    house.fake.world.changeChannel({
      channel: "engineering",
      overwrites: [{ of: "reverie", deny: ["ReadMessageHistory"] }],
    });
    house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} what is it?` });
    await house.rest();
    expect(house.answers("engineering")).toEqual([]);
    expect(await house.recorded(engineering)).toEqual([]);
  });
});

it("E9: what is said directly by somebody who shares no server any more is taken once, and tried once", async () => {
  const house = await openReceiving();
  house.fake.world.changePerson({ person: "ana", isIn: false });
  await house.clock.advance(60_000);
  house.fake.world.say({ person: "ana", channel: "dm-ana", text: "hello?" });
  await house.rest();
  house.fake.world.say({ person: "ana", channel: "dm-ana", text: "hello??" });
  await house.rest();
  expect(await house.recorded(dmAna)).toEqual([]);
  expect(house.logged("event-not-taken")).toBe(0);
  expect(house.fake.world.records.invalidRequests).toHaveLength(1);
});

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

it("a message is kept with the names that people have in its server, and with its files", async () => {
  const house = await openReceiving();
  const { world } = house.fake;
  world.changePerson({ person: "dora", nick: "The Fixer" });
  const role = "120000000000000001";
  world.say({
    person: "ben",
    channel: "engineering",
    text: `${mention} ask <@210000000000000004> or <@&${role}> in <#${general}>, at <t:1795348800:t> :wave:`,
    files: [{ name: "plan.txt", contentType: "text/plain; charset=utf-8", content: "the plan" }],
  });
  await house.rest();
  const [question] = await house.recorded(engineering);
  expect(question).toMatchObject({
    text: "@reverie ask @Dora or @Admins in #general, at 2026-11-22 12:00 :wave:",
    asked: "ask @Dora or @Admins in #general, at 2026-11-22 12:00 :wave:",
    authorName: "Ben",
    authorRole: "member",
    files: [{ name: "plan.txt", mediaType: "text/plain", sizeBytes: 8 }],
    workspace: `discord:${example}`,
  });
});
