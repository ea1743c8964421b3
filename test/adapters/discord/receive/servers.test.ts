import { describe, expect, it } from "vitest";
import { StoreError } from "../../../../src/core/errors.ts";
import {
  engineering,
  mention,
  openLasting,
  openReceiving,
  otherWorkspace,
  type ReceivingHouse,
  workspace,
} from "./open-house.ts";

const both = { guilds: ["Example", "Other"] };
const graceMs = 12 * 60 * 60_000;

const left = (house: ReceivingHouse) =>
  house.told.flatMap((event) => (event.type === "workspace-left" ? [event.workspace] : []));

const greetings = (house: ReceivingHouse, channel: string, guild?: string) =>
  house.answers(channel, guild).filter(({ content }) => content.startsWith("Hello, I am Reverie."));

/** A house in which somebody has asked something. */
async function openWithTalk(): Promise<ReceivingHouse> {
  const house = await openReceiving({ settings: both });
  house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} keep this in mind` });
  await house.rest();
  expect(await house.recorded(engineering)).toHaveLength(2);
  return house;
}

describe("E10: Reverie is removed from a server", () => {
  it("so that everything of it goes after the grace, and nothing of another", async () => {
    const house = await openWithTalk();
    const { world } = house.fake;
    world.say({ person: "erin", channel: "lobby", guild: "Other", text: `${mention} and that` });
    await house.rest();
    world.removeBot({});
    await house.until(() => left(house).length === 1, "word of it");
    expect(left(house)).toEqual([workspace]);
    expect(await house.discord.directory.workspaces()).toEqual([otherWorkspace]);
    await house.clock.advance(graceMs + 1000);
    await house.passUntil(() => house.logged("workspace-erased") === 1, "the erasure", 1000);
    expect(await house.recorded(engineering)).toEqual([]);
    expect(await house.recorded("110000000000000101", otherWorkspace)).toHaveLength(2);
  });

  it("and taken back within the grace: nothing goes, and it is not introduced again", async () => {
    const house = await openWithTalk();
    const { world } = house.fake;
    world.removeBot({});
    await house.until(() => left(house).length === 1, "word of it");
    world.addBot({});
    await house.rest(1);
    await house.clock.advance(graceMs + 1000);
    await house.passUntil(() => house.logged("workspace-came-back") === 1, "the end of the grace", 1000);
    expect(await house.recorded(engineering)).toHaveLength(2);
    expect(greetings(house, "general")).toHaveLength(1);
  });

  it("while the store fails: it is told again, and erased all the same", async () => {
    const house = await openWithTalk();
    house.fault((operation, detail) => {
      if (operation === "jobs.enqueue" && /"kind":"leave"/u.test(detail))
        throw new StoreError(operation, new Error("Full"));
    });
    house.fake.world.removeBot({});
    await house.until(() => house.logged("event-not-taken") === 1, "a refusal");
    house.fault(null);
    await house.passUntil(() => left(house).length === 2, "word of it again", 1000);
    await house.clock.advance(graceMs + 1000);
    await house.passUntil(() => house.logged("workspace-erased") === 1, "the erasure", 1000);
    expect(await house.recorded(engineering)).toEqual([]);
  });

  it("while nobody was here: it is told at the start, and erased after the grace", async () => {
    const lasting = await openLasting(both);
    const house = await openReceiving(lasting);
    await house.rest();
    await house.close();
    lasting.fake.world.removeBot({ guild: "Other" });
    const later = await openReceiving(lasting);
    await later.rest(1);
    expect(left(later)).toEqual([otherWorkspace]);
    await later.clock.advance(graceMs + 1000);
    await later.passUntil(() => later.logged("workspace-erased") === 1, "the erasure", 1000);
  });

  it("while the line was down: it is told when a new session begins, and erased after the grace", async () => {
    const house = await openWithTalk();
    house.fake.gateway.raw(JSON.stringify({ op: 9, d: false }));
    await house.until(() => house.discord.state().state === "down", "a lost session");
    house.fake.world.removeBot({});
    await house.passUntil(() => house.discord.state().state === "ok", "a session");
    await house.until(() => left(house).length === 1, "word of it");
    expect(await house.discord.directory.workspaces()).toEqual([otherWorkspace]);
    expect(house.discord.state().detail).toBe("Connected to Discord, 1 server.");
    await house.clock.advance(graceMs + 1000);
    await house.passUntil(() => house.logged("workspace-erased") === 1, "the erasure", 1000);
    expect(await house.recorded(engineering)).toEqual([]);
  });
});

describe("E10: an outage of a server is no removal", () => {
  it("while Reverie runs: nothing goes, what is said after it is answered", async () => {
    const house = await openWithTalk();
    const { world } = house.fake;
    world.outage({});
    await house.clock.advance(graceMs + 1000);
    expect(left(house)).toEqual([]);
    expect(await house.discord.directory.workspaces()).toEqual([workspace, otherWorkspace]);
    world.outage({ isOver: true });
    world.say({ person: "ana", channel: "engineering", text: `${mention} are you back?` });
    await house.rest();
    expect(house.answers("engineering")).toHaveLength(2);
    expect(await house.recorded(engineering)).toHaveLength(4);
    expect(greetings(house, "general")).toHaveLength(1);
  });

  it("in the middle of which Reverie starts: nothing goes, and what was missed is read back when it is over", async () => {
    const lasting = await openLasting(both);
    const house = await openReceiving(lasting);
    const { world } = lasting.fake;
    world.say({ person: "ana", channel: "engineering", text: `${mention} before` });
    await house.rest();
    await house.close();
    world.say({ person: "ana", channel: "engineering", text: `${mention} between` });
    world.outage({});
    const later = await openReceiving(lasting);
    expect(later.discord.state()).toMatchObject({ state: "ok" });
    world.say({ person: "erin", channel: "lobby", guild: "Other", text: `${mention} hello` });
    await later.until(() => later.answers("lobby", "Other").length === 2, "an answer in the other server");
    expect(left(later)).toEqual([]);
    expect(await later.discord.directory.workspaces()).toEqual([workspace, otherWorkspace]);
    world.outage({ isOver: true });
    await later.passUntil(() => later.answers("engineering").length === 2, "the other answer");
    await later.rest();
    expect(left(later)).toEqual([]);
    const asked = (await later.recorded(engineering)).flatMap((each) => each.asked ?? []);
    expect(asked).toEqual(["before", "between"]);
  });
});

describe("a server that Reverie is taken into", () => {
  it("is greeted once ever, where it greets newcomers", async () => {
    const lasting = await openLasting();
    const house = await openReceiving(lasting);
    const { world } = lasting.fake;
    await house.rest();
    expect(greetings(house, "general")).toHaveLength(1);
    const { events } = world.addBot({ guild: "Other" });
    for (const event of events) lasting.fake.gateway.repeat(event, 2);
    await house.until(() => greetings(house, "lobby", "Other").length === 1, "a greeting");
    world.say({ person: "erin", channel: "lobby", guild: "Other", text: `${mention} hello` });
    await house.until(() => house.answers("lobby", "Other").length === 2, "an answer");
    await house.rest();
    await house.close();
    const later = await openReceiving(lasting);
    await later.rest();
    expect(greetings(later, "general")).toHaveLength(1);
    expect(greetings(later, "lobby", "Other")).toHaveLength(1);
    expect(left(later)).toEqual([]);
  });

  it("while nobody was here is greeted at the start, and what was said before it came is not read", async () => {
    const lasting = await openLasting();
    const house = await openReceiving(lasting);
    await house.rest();
    await house.close();
    const { world } = lasting.fake;
    world.say({ person: "erin", channel: "lobby", guild: "Other", text: "among us" });
    world.addBot({ guild: "Other" });
    const before = world.records.calls.length;
    const later = await openReceiving(lasting);
    await later.rest();
    expect(greetings(later, "lobby", "Other")).toHaveLength(1);
    const read = world.records.calls
      .slice(before)
      .filter(({ method, route }) => method === "GET" && route === "/channels/:channel/messages")
      .map(({ path }) => path);
    expect(read.filter((path) => path.includes("110000000000000101"))).toEqual([]);
  });

  it("in which it may not speak where newcomers are greeted is no trouble", async () => {
    const house = await openReceiving();
    const { world } = house.fake;
    const quiet = [{ of: "@everyone", deny: ["SendMessages" as const] }];
    world.changeChannel({ channel: "lobby", guild: "Other", overwrites: quiet });
    world.addBot({ guild: "Other" });
    world.say({ person: "ana", channel: "engineering", text: `${mention} hello` });
    await house.until(() => house.answers("engineering").length === 1, "an answer elsewhere");
    await house.rest();
    expect(house.logged("event-not-taken")).toBe(0);
    expect(await house.discord.directory.workspaces()).toEqual([workspace, otherWorkspace]);
  });
});
