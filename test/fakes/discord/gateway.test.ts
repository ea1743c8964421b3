import { once } from "node:events";
import { Client, Events, GatewayDispatchEvents, GatewayIntentBits as intents, Status } from "discord.js";
import { describe, expect, it, vi } from "vitest";
import { connect, type GatewayPacket, identify, openFake, openRaw, usualIntents } from "./open-fake.ts";

const hello = { person: "ana", channel: "general", text: "hello" };
const isEvent =
  (type: string) =>
  ({ t }: GatewayPacket): boolean =>
    t === type;

/** Opens a fake with a session by hand. */
async function openSession() {
  const parts = await openFake();
  const raw = await openRaw(parts.fake);
  raw.send(identify(parts.fake));
  const ready = await raw.heard(isEvent("READY"));
  return { ...parts, raw, session: String(ready.d?.session_id) };
}

describe("the vendor's client", () => {
  it("is told of its servers, channels and roles, and of what is said", async () => {
    const { fake } = await openFake({ settings: { guilds: ["Example", "Other"] } });
    const client = await connect(fake);
    expect(client.user.id).toBe(fake.applicationId);
    expect(client.guilds.cache.map(({ name }) => name)).toEqual(["Example", "Other"]);
    const { channels, roles } = fake.world.ids();
    const { Admins = "" } = roles ?? {};
    expect(client.channels.cache.has(channels?.["core-team"] ?? "")).toBe(true);
    expect(client.guilds.cache.first()?.roles.cache.get(Admins)?.name).toBe("Admins");
    const heard = once(client, "messageCreate");
    const { id } = fake.world.say({ ...hello, channel: "dm-ana" });
    expect((await heard)[0]).toMatchObject({ id, content: "hello", guildId: null });
    expect(fake.world.records.identifies).toMatchObject([{ shard: [0, 1] }]);
  });

  it("A16: takes its session up after the line was cut, and misses nothing", async () => {
    const { fake } = await openFake();
    const client = await connect(fake);
    const said: string[] = [];
    client.on("messageCreate", ({ content }) => said.push(content));
    fake.gateway.cut();
    await vi.waitFor(() => expect(fake.gateway.sessions()).toMatchObject([{ isConnected: false }]));
    fake.world.say(hello);
    fake.world.say({ ...hello, text: "again" });
    await once(client, Events.ShardResume);
    await vi.waitFor(() => expect(said).toEqual(["hello", "again"]));
    expect(fake.world.records.resumes).toMatchObject([{ isTaken: true }]);
  });

  it("A16: obeys op 7", async () => {
    const { fake } = await openFake();
    const client = await connect(fake);
    const resumed = once(client, Events.ShardResume);
    fake.gateway.reconnect();
    await resumed;
    expect(fake.world.records.identifies).toHaveLength(1);
  });

  it("A16: leaves a connection on which no heartbeat is answered", async () => {
    const { fake } = await openFake({ settings: { heartbeatIntervalMs: 60 } });
    const client = await connect(fake);
    const resumed = once(client, Events.ShardResume);
    fake.gateway.freeze();
    fake.world.say(hello);
    const heard = once(client, "messageCreate");
    await resumed;
    expect((await heard)[0]).toMatchObject({ content: "hello" });
  });

  it("A10: gives up on a wrong token and on intents that are not switched on", async () => {
    const { fake } = await openFake({ settings: { messageContent: false } });
    const rest = { api: fake.apiUrl, retries: 0 };
    const refused = new Client({ intents: usualIntents, rest });
    await expect(refused.login(fake.token)).rejects.toThrow("disallowed intents");
    expect(fake.world.records.closes).toEqual([4014]);
    const unknown = new Client({ intents: [], rest });
    await expect(unknown.login("x.y.z")).rejects.toThrow("invalid token");
    await Promise.all([refused.destroy(), unknown.destroy()]);
    expect(refused.ws.status).not.toBe(Status.Ready);
  });

  it("A1: hears everything in each of two sessions, and twice what is repeated", async () => {
    const { fake } = await openFake();
    const clients = [await connect(fake), await connect(fake)];
    await fake.gateway.connected(2);
    const ids: string[] = [];
    // The vendor's client keeps a message that it knows to itself, so this looks at what arrives.
    for (const client of clients) {
      client.ws.on(GatewayDispatchEvents.MessageCreate, (data: { id: string }) => ids.push(data.id));
    }
    const { id, events } = fake.world.say(hello);
    fake.gateway.repeat(events[0], 2);
    await vi.waitFor(() => expect(ids).toEqual(Array.from({ length: 6 }, () => id)));
  });
});

describe("a session", () => {
  it("A16: is refused to be taken up when told so, and starts anew", async () => {
    const { fake, session } = await openSession();
    fake.gateway.refuseResume();
    const again = await openRaw(fake);
    again.send({ op: 6, d: { token: fake.token, session_id: session, seq: 1 } });
    expect(await again.heard(({ op }) => op === 9)).toMatchObject({ d: false });
    again.send(identify(fake));
    await again.heard(isEvent("READY"));
    expect(fake.world.records.resumes).toMatchObject([{ isTaken: false }]);
    expect(fake.world.records.identifies).toHaveLength(2);
  });

  it("sends what was missed in its order, and then that it resumed", async () => {
    const { fake, raw, session } = await openSession();
    await raw.heard(isEvent("GUILD_CREATE"));
    fake.gateway.cut();
    await raw.closed;
    for (const text of ["one", "two"]) fake.world.say({ ...hello, text });
    const again = await openRaw(fake);
    again.send({ op: 6, d: { token: fake.token, session_id: session, seq: 2 } });
    await again.heard(isEvent("RESUMED"));
    const seen = again.packets.map(({ t, s, d }) => [t, s, d?.content]);
    expect(seen.slice(1)).toEqual([
      ["MESSAGE_CREATE", 3, "one"],
      ["MESSAGE_CREATE", 4, "two"],
      ["RESUMED", 5, undefined],
    ]);
  });

  it("is forgotten minutes after its line was lost, and at once by a good-bye", async () => {
    const { fake, raw, session, clock } = await openSession();
    fake.gateway.cut();
    await raw.closed;
    await vi.waitFor(() => expect(fake.gateway.sessions()).toMatchObject([{ isConnected: false }]));
    await clock.advance(5 * 60_000 + 1);
    const again = await openRaw(fake);
    again.send({ op: 6, d: { token: fake.token, session_id: session, seq: 1 } });
    await again.heard(({ op }) => op === 9);
    again.send(identify(fake));
    await again.heard(isEvent("READY"));
    again.close(1000);
    await vi.waitFor(() => expect(fake.gateway.sessions()).toEqual([]));
  });

  it("A3: keeps events back and lets them go in another order, as they were", async () => {
    const { fake, raw } = await openSession();
    fake.gateway.hold();
    const { id } = fake.world.say(hello);
    fake.world.edit({ channel: "general", id, text: "hello!" });
    fake.world.remove({ channel: "general", id });
    expect(fake.gateway.held()).toBe(3);
    fake.gateway.release([2, 1, 0]);
    await raw.heard(isEvent("MESSAGE_CREATE"));
    const events = raw.packets.filter(({ t }) => t?.startsWith("MESSAGE_"));
    expect(events.map(({ t, d }) => [t, d?.content])).toEqual([
      ["MESSAGE_DELETE", undefined],
      ["MESSAGE_UPDATE", "hello!"],
      ["MESSAGE_CREATE", "hello"],
    ]);
  });

  it("is told only what is for its shard and its intents", async () => {
    const { fake } = await openFake({ settings: { guilds: ["Example", "Other"] } });
    const ready = async (more: object) => {
      const raw = await openRaw(fake);
      raw.send(identify(fake, more));
      await raw.heard(isEvent("READY"));
      return raw;
    };
    const shards = [await ready({ shard: [0, 2] }), await ready({ shard: [1, 2] })];
    const mute = await ready({ intents: intents.Guilds });
    fake.world.say(hello);
    fake.world.say({ ...hello, channel: "dm-ana" });
    fake.world.outage({ guild: "Other" });
    fake.world.outage({});
    for (const raw of [mute, ...shards.slice(0, 1)]) await raw.heard(isEvent("GUILD_DELETE"));
    expect(mute.packets.some(isEvent("MESSAGE_CREATE"))).toBe(false);
    // Both servers belong to the same shard by their ids, and direct messages to the first.
    const counts = shards.map(({ packets }) => packets.filter(isEvent("MESSAGE_CREATE")).length);
    expect(counts).toEqual([2, 0]);
  });
});

describe("a connection", () => {
  it.each([
    [
      "a wrong token",
      (token: string) => ({ op: 2, d: { token: `${token}x`, intents: 1, properties: {} } }),
      4004,
    ],
    [
      "an unknown intent",
      (token: string) => ({ op: 2, d: { token, intents: 1 << 30, properties: {} } }),
      4013,
    ],
    ["a closed intent", (token: string) => ({ op: 2, d: { token, intents: 2, properties: {} } }), 4014],
    [
      "a wrong shard",
      (token: string) => ({ op: 2, d: { token, intents: 1, properties: {}, shard: [2, 1] } }),
      4010,
    ],
    ["no JSON", () => "hello", 4002],
    ["too much", () => ({ op: 3, d: "x".repeat(4097) }), 4002],
    ["an unknown opcode", () => ({ op: 99, d: null }), 4001],
    ["something before it is known", () => ({ op: 3, d: {} }), 4003],
  ])("is closed for %s", async (_name, packet, code) => {
    const { fake } = await openFake();
    const raw = await openRaw(fake);
    raw.send(packet(fake.token));
    expect(await raw.closed).toBe(code);
  });

  it("is closed for identifying twice, and for more than 120 packets a minute", async () => {
    const { fake, raw } = await openSession();
    raw.send(identify(fake));
    expect(await raw.closed).toBe(4005);
    const other = await openRaw(fake);
    for (let count = 0; count < 121; count += 1) other.send({ op: 1, d: null });
    expect(await other.closed).toBe(4008);
  });

  it("A17: counts the sessions of a day", async () => {
    const { fake, rest, clock } = await openFake({ settings: { identifiesPerDay: 1 } });
    const left = async () => {
      const answer = (await rest.get("/gateway/bot")) as { session_start_limit: { remaining: number } };
      return answer.session_start_limit.remaining;
    };
    expect(await left()).toBe(1);
    const raw = await openRaw(fake);
    raw.send(identify(fake));
    await raw.heard(isEvent("READY"));
    expect(await left()).toBe(0);
    const late = await openRaw(fake);
    late.send(identify(fake));
    expect(await late.closed).toBe(4004);
    expect(fake.world.records.appFaults).toEqual([expect.stringContaining("Identified more often")]);
    await clock.advance(86_400_000);
    expect(await left()).toBe(1);
  });
});
