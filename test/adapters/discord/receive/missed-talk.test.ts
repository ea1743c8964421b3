import { describe, expect, it } from "vitest";
import { StoreError } from "../../../../src/core/errors.ts";
import {
  dmAna,
  dmBen,
  engineering,
  mention,
  openLasting,
  openReceiving,
  type ReceivingHouse,
} from "./open-house.ts";

const minuteMs = 60_000;

const asked = async (house: ReceivingHouse, channel: string) =>
  (await house.recorded(channel)).flatMap(({ asked }) => asked ?? []);

/** Where somebody has spoken with Reverie in every kind of place, before it dies. */
async function openWithPlaces() {
  const lasting = await openLasting();
  const { world } = lasting.fake;
  const house = await openReceiving(lasting);
  const place = { channel: "engineering", person: "ana", name: "open" };
  const thread = world.startThread({ ...place, text: `${mention} in a thread?` });
  const hidden = { ...place, isPrivate: true, members: ["ben", "reverie"] };
  const hush = world.startThread({ ...hidden, text: `${mention} in private?` });
  world.say({ person: "ana", channel: "engineering", text: `${mention} at the top?` });
  world.say({ person: "ben", channel: "dm-ben", text: "directly?" });
  await house.rest();
  return { lasting, world, house, thread: thread.id, hush: hush.id };
}

describe("A16: after a restart", () => {
  it("what was said meanwhile is read back and answered once, wherever it was said", async () => {
    const { lasting, world, house, thread, hush } = await openWithPlaces();
    await house.close();
    await lasting.clock.advance(minuteMs);
    const second = world.say({ person: "ben", channel: "engineering", text: `${mention} and there?` });
    world.say({ person: "ben", channel: thread, text: "and in the thread?" });
    world.say({ person: "ben", channel: hush, text: "and in private?" });
    world.say({ person: "ben", channel: "dm-ben", text: "and directly?" });
    const fresh = world.startThread({
      channel: "ideas",
      person: "ana",
      name: "a new one",
      text: `${mention} in a forum?`,
    });
    const later = await openReceiving(lasting);
    await later.rest();
    expect(later.answers("engineering").map(({ replyTo }) => replyTo)).toContain(second.id);
    expect(await asked(later, engineering)).toEqual([
      "in a thread?",
      "at the top?",
      "and there?",
      "and in the thread?",
    ]);
    expect(await asked(later, hush)).toEqual(["in private?", "and in private?"]);
    expect(await asked(later, dmBen)).toEqual(["directly?", "and directly?"]);
    expect(later.answers("engineering")).toHaveLength(2);
    expect(later.answers(thread)).toHaveLength(2);
    expect(later.answers(hush)).toHaveLength(3);
    expect(later.answers("dm-ben")).toHaveLength(2);
    expect(later.answers(fresh.id)).toHaveLength(1);
    // Another start finds nothing to say.
    await later.close();
    const last = await openReceiving(lasting);
    await last.rest();
    expect(last.answers("engineering")).toHaveLength(2);
    expect(last.answers(hush)).toHaveLength(3);
    expect(last.answers("dm-ben")).toHaveLength(2);
  });

  it("a question that was edited meanwhile is answered again, in place", async () => {
    const { lasting, world, house } = await openWithPlaces();
    house.fake.gateway.hold();
    const { id } = world.say({ person: "ana", channel: "engineering", text: `${mention} the first?` });
    const direct = world.say({ person: "ben", channel: "dm-ben", text: "the first?" });
    // An answer takes its time.
    await lasting.clock.advance(1000);
    house.fake.gateway.release();
    await house.rest();
    await house.close();
    await lasting.clock.advance(minuteMs);
    world.edit({ channel: "engineering", id, text: `${mention} the second?` });
    world.edit({ channel: "dm-ben", id: direct.id, text: "the second?" });
    const later = await openReceiving(lasting);
    await later.rest();
    expect(await asked(later, engineering)).toContain("the second?");
    expect(await asked(later, engineering)).not.toContain("the first?");
    expect(await asked(later, dmBen)).toEqual(["directly?", "the second?"]);
    const answers = later.answers("engineering").filter(({ replyTo }) => replyTo === id);
    expect(answers).toMatchObject([{ isEdited: true }]);
    expect(later.answers("dm-ben")).toHaveLength(2);
  });

  it("nothing older than fifteen minutes is answered", async () => {
    const { lasting, world, house } = await openWithPlaces();
    await house.close();
    world.say({ person: "ben", channel: "engineering", text: `${mention} too old?` });
    world.say({ person: "ben", channel: "dm-ben", text: "too old?" });
    await lasting.clock.advance(14 * minuteMs);
    world.say({ person: "ben", channel: "engineering", text: `${mention} recent?` });
    await lasting.clock.advance(2 * minuteMs);
    const later = await openReceiving(lasting);
    await later.rest();
    expect(await asked(later, engineering)).toEqual(["in a thread?", "at the top?", "recent?"]);
    expect(await asked(later, dmBen)).toEqual(["directly?"]);
  });

  it("only places with something newer than what was heard are read", async () => {
    const { lasting, world, house } = await openWithPlaces();
    await house.close();
    await lasting.clock.advance(16 * minuteMs);
    world.say({ person: "ben", channel: "general", text: `${mention} hello?` });
    const before = world.records.calls.length;
    const later = await openReceiving(lasting);
    await later.passUntil(() => later.logged("read-back") > 0, "a reading");
    await later.rest();
    const read = world.records.calls
      .slice(before)
      .filter(({ method, route }) => method === "GET" && route === "/channels/:channel/messages")
      .map(({ path }) => path);
    expect(read).toEqual(["/channels/110000000000000001/messages"]);
  });

  it("a question is found behind what Reverie said after it, and behind what was said in a thread", async () => {
    const { lasting, world, house, thread } = await openWithPlaces();
    // The line is dead, though nobody has noticed; what was asked before is answered all the same.
    house.fake.gateway.freeze();
    world.say({ person: "ben", channel: "engineering", text: `${mention} unheard?` });
    await lasting.clock.advance(1000);
    const { parts } = house;
    await house.discord.delivery.post(
      { workspace: "discord:100000000000000001" as never, channel: engineering as never, thread: null },
      { text: "A late answer.", card: null, note: "", actions: [], isDraft: false },
      "late",
    );
    await parts.history.record({
      workspace: "discord:100000000000000001" as never,
      id: `${thread}-1` as never,
      channel: engineering as never,
      thread: `${thread}-${thread}` as never,
      conversation: `${engineering}/${thread}-${thread}` as never,
      author: "210000000000000002" as never,
      authorName: "Ana",
      authorRole: "member",
      text: "in the thread, and later",
      files: [],
      saidAt: lasting.clock.now(),
      version: lasting.clock.now(),
      asked: null,
      answer: null,
    });
    await house.close();
    const later = await openReceiving(lasting);
    await later.rest();
    expect(await asked(later, engineering)).toContain("unheard?");
  });

  it("more than a page of talk is read", async () => {
    const { lasting, world, house } = await openWithPlaces();
    await house.close();
    await lasting.clock.advance(1000);
    const { id } = world.say({ person: "ben", channel: "engineering", text: `${mention} far back?` });
    for (let number = 0; number < 230; number += 1)
      world.say({ person: "dora", channel: "engineering", text: `chatter ${number}` });
    const later = await openReceiving(lasting);
    await later.rest();
    expect(later.answers("engineering").map(({ replyTo }) => replyTo)).toContain(id);
  });

  it("A7: the store or Discord may fail: it is told again until it is taken", async () => {
    const { lasting, world, house } = await openWithPlaces();
    await house.close();
    world.say({ person: "ben", channel: "engineering", text: `${mention} and there?` });
    world.say({ person: "ben", channel: "dm-ben", text: "and directly?" });
    lasting.fake.faults.failNext({
      route: "GET /channels/:channel",
      as: { type: "status", status: 503 },
      times: 5,
    });
    const later = await openReceiving({ ...lasting, isStopped: true });
    let isFull = true;
    later.fault((operation) => {
      if (isFull && operation === "jobs.enqueue") throw new StoreError(operation, new Error("Full"));
    });
    await later.bot.start();
    await later.passUntil(() => later.logged("event-not-taken") > 0, "a refusal");
    isFull = false;
    await later.passUntil(async () => (await asked(later, dmBen)).length === 2, "what was missed", 1000);
    await later.rest();
    expect(await asked(later, engineering)).toContain("and there?");
    expect(later.answers("dm-ben")).toHaveLength(2);
  });
});

describe("A16: after a session that was lost", () => {
  it("what was said meanwhile is read back in every kind of place", async () => {
    const { world, house, thread, hush } = await openWithPlaces();
    house.fake.gateway.raw(JSON.stringify({ op: 9, d: false }));
    await house.until(() => house.discord.state().state === "down", "a lost session");
    world.say({ person: "ben", channel: "engineering", text: `${mention} and there?` });
    world.say({ person: "ben", channel: thread, text: "and in the thread?" });
    world.say({ person: "ben", channel: hush, text: "and in private?" });
    world.say({ person: "ben", channel: "dm-ben", text: "and directly?" });
    await house.passUntil(() => house.discord.state().state === "ok", "a session");
    await house.rest();
    expect(await asked(house, engineering)).toEqual([
      "in a thread?",
      "at the top?",
      "and there?",
      "and in the thread?",
    ]);
    expect(await asked(house, hush)).toEqual(["in private?", "and in private?"]);
    expect(await asked(house, dmBen)).toEqual(["directly?", "and directly?"]);
    expect(house.answers("engineering")).toHaveLength(2);
    expect(house.answers(thread)).toHaveLength(2);
    expect(house.answers("dm-ben")).toHaveLength(2);
  });
});

it("a direct conversation in which nobody ever spoke with Reverie is not read", async () => {
  const { lasting, world, house } = await openWithPlaces();
  await house.close();
  world.say({ person: "ana", channel: "dm-ana", text: "the very first word" });
  const later = await openReceiving(lasting);
  await later.rest();
  // Discord tells of no direct conversations; the next word there is heard.
  expect(await asked(later, dmAna)).toEqual([]);
});
