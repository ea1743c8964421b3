import { describe, expect, it } from "vitest";
import { outageSentence } from "../../../../src/core/conversation/outage-notice.ts";
import { StoreError } from "../../../../src/core/errors.ts";
import { dmAna, engineering, mention, openReceiving, type ReceivingHouse } from "./open-house.ts";

const question = { person: "ana", channel: "engineering", text: `${mention} what is the poison?` };

/** A store that takes nothing of this. */
function full(operation: RegExp, words: RegExp) {
  return (each: string, detail: string) => {
    if (operation.test(each) && words.test(detail)) throw new StoreError(each, new Error("The disk is full"));
  };
}

const depth = (house: ReceivingHouse) => house.parts.jobs.depth();

describe.each([
  ["every write", /^(?:history\.record|jobs\.enqueue)$/u, /poison|"kind":"turn"/u],
  ["what enqueues", /^jobs\.enqueue$/u, /"kind":"turn"/u],
  ["what reads settings", /^documents\.get$/u, /./u],
])("A7: %s fails", (_name, operation, words) => {
  it("so that it is said, and the event is tried until it is taken, and answered once", async () => {
    const house = await openReceiving({ settings: { echoes: false } });
    house.fault(full(operation, words));
    house.fake.world.say(question);
    await house.passUntil(() => house.logged("event-not-taken") >= 4, "refusals", 1000);
    expect(house.answers("engineering").map(({ content }) => content)).toEqual([outageSentence]);
    expect(house.discord.state().state).toBe("ok");
    house.fault(null);
    await house.passUntil(() => house.answers("engineering").length > 1, "an answer", 1000);
    await house.rest();
    expect(house.answers("engineering")).toHaveLength(2);
    expect(await house.recorded(engineering)).toHaveLength(2);
  });
});

it("C2: says nothing of it where it met the last mention with silence", async () => {
  const house = await openReceiving({ settings: { echoes: false } });
  house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} mute` });
  await house.passUntil(() => house.answers("engineering").length === 1, "the word that it is quiet");
  house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} anyone?` });
  await house.rest();
  house.fault(full(/^history\.record/u, /poison/u));
  house.fake.world.say(question);
  await house.passUntil(() => house.logged("event-not-taken") >= 2, "refusals", 1000);
  expect(house.answers("engineering")).toHaveLength(1);
});

it("A7: of many that come meanwhile none is lost, of whatever kind", async () => {
  const house = await openReceiving({ settings: { echoes: false } });
  const { world } = house.fake;
  const first = world.say({ person: "ana", channel: "dm-ana", text: "the first" });
  const edited = world.say({ person: "ben", channel: "engineering", text: `${mention} before` });
  await house.rest();
  const [answer] = house.answers("dm-ana");
  house.fault(full(/^(?:history\.re|jobs\.enqueue)/u, /./u));
  world.remove(first);
  world.edit({ channel: "engineering", id: edited.id, text: `${mention} after` });
  world.react({ channel: "dm-ana", id: answer?.id ?? "", person: "ana", emoji: "👍" });
  for (let number = 0; number < 40; number += 1)
    world.say({ person: "dora", channel: "engineering", text: `${mention} question ${number}` });
  await house.passUntil(() => house.logged("event-not-taken") > 80, "refusals", 1000);
  house.fault(null);
  for (let seconds = 0; seconds < 20; seconds += 1) await house.clock.advance(1000);
  await house.rest();
  const recorded = await house.recorded(engineering);
  const asked = recorded.flatMap((each) => (each.author === "reverie" ? [] : [each.asked]));
  const wanted = ["after", ...Array.from({ length: 40 }, (_, number) => `question ${number}`)];
  expect(asked.toSorted()).toEqual(wanted.toSorted());
  const answered = recorded.flatMap(({ answer: given }) => given?.answers ?? []);
  expect(answered).toHaveLength(41);
  expect((await house.recorded(dmAna)).map(({ text }) => text)).not.toContain("the first");
});

it("A7: what the store has not taken within a quarter of an hour is given up, and said", async () => {
  const house = await openReceiving();
  house.fault(full(/^history\.record/u, /poison/u));
  house.fake.world.say(question);
  await house.passUntil(() => house.logged("event-not-taken") > 0, "a refusal");
  for (let minute = 0; minute < 16; minute += 1) {
    for (let part = 0; part < 4; part += 1) await house.clock.advance(15_000);
  }
  await house.until(() => house.logged("event-given-up") === 1, "the end of it");
  const tried = house.logged("event-not-taken");
  await house.clock.advance(60_000);
  expect(house.logged("event-not-taken")).toBe(tried);
});

it("A7: a stop waits for nothing that the store does not take", async () => {
  const house = await openReceiving();
  house.fault(full(/^history\.record/u, /poison/u));
  house.fake.world.say(question);
  await house.passUntil(() => house.logged("event-not-taken") > 0, "a refusal");
  const tried = house.logged("event-not-taken");
  await house.discord.stop();
  await house.clock.advance(60_000);
  expect(house.logged("event-not-taken")).toBe(tried);
});

describe("A13: a poison event", () => {
  it.each([
    ["of no form at all", "MESSAGE_CREATE", {}],
    ["without an author", "MESSAGE_CREATE", { id: "1", channel_id: "110000000000000002", content: "x" }],
    ["that is null", "MESSAGE_UPDATE", null],
    ["of a server that nobody knows", "MESSAGE_DELETE", { id: "1", channel_id: "2", guild_id: "3" }],
    ["of a type that nobody knows", "SOMETHING_NEW", { id: "1" }],
    ["that tells of a thread without a parent", "THREAD_CREATE", { id: "5", guild_id: "6", type: 11 }],
    ["that is no server", "GUILD_CREATE", { id: "100000000000000001", channels: [null], roles: 7 }],
    ["of an interaction without a token", "INTERACTION_CREATE", { id: "9", type: 2, data: {} }],
    ["that tells of nobody", "GUILD_MEMBER_UPDATE", { guild_id: "100000000000000001" }],
  ])("%s takes nothing down, and others flow", async (_name, t, d) => {
    const house = await openReceiving();
    await house.rest();
    const session = house.fake.gateway.sessions()[0]?.id;
    house.fake.gateway.raw(JSON.stringify({ op: 0, t, s: 5000, d }));
    house.fake.gateway.raw("{not json");
    house.fake.gateway.raw(JSON.stringify({ op: 77, d: null }));
    house.fake.world.say({ person: "ben", channel: "dm-ben", text: "and mine?" });
    await house.passUntil(() => house.answers("dm-ben").length === 1, "the answer of somebody else");
    expect(house.fake.gateway.sessions()[0]?.id).toBe(session);
    expect(house.discord.state().state).toBe("ok");
  });

  it("that the house cannot take is tried once, while others flow", async () => {
    const house = await openReceiving();
    house.fault((operation, detail) => {
      if (operation === "history.record" && /poison/u.test(detail)) throw new TypeError("A fault of ours");
    });
    house.fake.world.say(question);
    house.fake.world.say({ person: "ben", channel: "dm-ben", text: "and mine?" });
    await house.passUntil(() => house.answers("dm-ben").length === 1, "the answer of somebody else");
    for (let minute = 0; minute < 5; minute += 1) await house.clock.advance(60_000);
    expect(house.logged("event-not-taken")).toBe(1);
  });

  it("that cannot be answered is tried five times and told once, while others flow", async () => {
    const house = await openReceiving({ settings: { echoes: false } });
    let tries = 0;
    house.fault((operation, detail) => {
      if (operation !== "history.channel" || !detail.includes(engineering)) return;
      tries += 1;
      throw new Error("A fault of the test");
    });
    house.fake.world.say(question);
    house.fake.world.say({ person: "ben", channel: "dm-ben", text: "and mine?" });
    await house.passUntil(() => house.answers("dm-ben").length === 1, "the answer of somebody else");
    await house.passUntil(async () => (await depth(house)) === 0, "rest", 1000);
    expect(tries).toBe(5);
    expect(house.logged("turn-failed")).toBe(1);
    expect(house.answers("engineering")).toHaveLength(1);
  });
});
