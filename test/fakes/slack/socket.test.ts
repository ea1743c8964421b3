import { describe, expect, it, vi } from "vitest";
import { type Arrival, clientOf, connect, openFake, outcomeOf } from "./open-fake.ts";

/** Opens a fake with a connection; what comes in gathers, and `next` resolves with what has not been read. */
async function openConnected(acknowledges = true) {
  const parts = await openFake({ isManual: true });
  const arrivals: Arrival[] = [];
  const waiting = new Set<() => void>();
  const onArrival = (arrival: Arrival) => {
    arrivals.push(arrival);
    for (const look of [...waiting]) look();
    if (acknowledges) void arrival.ack();
  };
  const socket = await connect(parts.fake, onArrival);
  const arrived = (count: number) =>
    new Promise<readonly Arrival[]>((resolve) => {
      const look = () => {
        if (arrivals.length < count) return;
        waiting.delete(look);
        resolve(arrivals);
      };
      waiting.add(look);
      look();
    });
  return { ...parts, arrivals, arrived, socket, onArrival };
}

const question = { person: "ana", channel: "general", text: "<@U0REVERIE> hello" };

describe("Socket Mode", () => {
  it.each(["message-first", "mention-first"] as const)(
    "A2: sends a mention as two events, %s",
    async (order) => {
      const { fake, arrived } = await openConnected();
      const said = fake.world.say({ ...question, order });
      const [first, second] = await arrived(2);
      const types = ["message", "app_mention"];
      expect([first?.body.event.type, second?.body.event.type]).toEqual(
        order === "message-first" ? types : types.toReversed(),
      );
      expect([first?.body.event_id, second?.body.event_id]).toEqual(said.events);
      expect(first?.body).toMatchObject({
        team_id: "T0TEAM",
        authorizations: [{ user_id: "U0REVERIE", is_bot: true }],
      });
      await fake.outbox.settled();
      expect(fake.world.records.acks).toMatchObject([{ latencyMs: 0, payload: {} }, { latencyMs: 0 }]);
      expect(fake.world.records.ownFaults).toEqual([]);
    },
  );

  it("A1: sends what was not acknowledged again, and what it likes twice", async () => {
    const { fake, arrived, arrivals } = await openConnected(false);
    const { events } = fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await arrived(1);
    fake.outbox.redeliver();
    const [first, again] = await arrived(2);
    expect(again?.envelope_id).toBe(first?.envelope_id);
    expect(arrivals.map(({ retry_num }) => retry_num)).toEqual([0, 1]);
    fake.outbox.repeat(events[0] ?? "", 2, 0);
    const all = await arrived(4);
    expect(new Set(all.map(({ body }) => body.event_id))).toEqual(new Set(events));
    for (const arrival of all) await arrival.ack();
    await fake.outbox.settled();
    expect(fake.outbox.unacknowledged()).toBe(0);
  });

  it("sends again by its clock: at once, after a minute, after five more, and then no more", async () => {
    const { fake, clock } = await openFake();
    const attempts: number[] = [];
    let heard = Promise.withResolvers<void>();
    await connect(fake, ({ retry_num }) => {
      attempts.push(retry_num);
      heard.resolve();
    });
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    for (const delayMs of [3000, 63_000, 303_000]) {
      await heard.promise;
      heard = Promise.withResolvers();
      await clock.advance(delayMs);
    }
    await heard.promise;
    expect(fake.outbox.unacknowledged()).toBe(1);
    await clock.advance(3000);
    expect(attempts).toEqual([0, 1, 2, 3]);
    expect(fake.outbox.unacknowledged()).toBe(0);
  });

  it("A3: keeps events back and lets them go in another order", async () => {
    const { fake, arrived } = await openConnected();
    fake.outbox.hold();
    const { ts } = fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    fake.world.edit({ channel: "dm-ana", ts, text: "hello!" });
    fake.world.remove({ channel: "dm-ana", ts });
    expect(fake.outbox.held()).toBe(3);
    fake.outbox.release([2, 1, 0]);
    const subtypes = (await arrived(3)).map(({ body }) => (body.event as { subtype?: string }).subtype);
    expect(subtypes).toEqual(["message_deleted", "message_changed", undefined]);
  });

  it("A8: gives each envelope to one connection, and loses what it gives to one that goes", async () => {
    const { fake, arrived, arrivals, onArrival } = await openConnected();
    await connect(fake, onArrival);
    await fake.socket.connected(2);
    for (let count = 0; count < 4; count += 1)
      fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await arrived(4);
    await fake.outbox.settled();
    const used = fake.world.records.acks.map(({ connection }) => connection);
    expect(new Set(used)).toEqual(new Set(fake.socket.connections()));
    fake.socket.disconnect("refresh_requested", fake.socket.connections()[0] ?? "");
    fake.world.say({ person: "ana", channel: "dm-ana", text: "one" });
    fake.world.say({ person: "ana", channel: "dm-ana", text: "two" });
    await arrived(5);
    await vi.waitFor(() => expect(fake.outbox.unacknowledged()).toBe(1));
    expect(arrivals).toHaveLength(5);
    await vi.waitFor(() => expect(fake.socket.connections()).toHaveLength(1));
    fake.outbox.redeliver();
    await arrived(6);
    await fake.outbox.settled();
  });

  it("A8: closes a connection soon after it asked it to go, and sends nothing on it in between", async () => {
    const { fake, clock } = await openFake({ isManual: true });
    const { url = "" } = await clientOf(fake, fake.appToken).apps.connections.open();
    const socket = new WebSocket(url);
    const types: string[] = [];
    socket.addEventListener("message", ({ data }) => types.push(JSON.parse(String(data)).type));
    const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
    await fake.socket.connected(1);
    fake.socket.disconnect("link_disabled");
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await clock.advance(500);
    await closed;
    expect(types).toEqual(["hello", "disconnect"]);
    expect(fake.outbox.unacknowledged()).toBe(1);
  });

  it("A9: tells of too many events in an envelope without an event", async () => {
    const { fake, socket } = await openConnected();
    const raw = new Promise<string>((resolve) => socket.on("ws_message", (data) => resolve(String(data))));
    // The vendor's client falls over this envelope, so it is read before it gets there.
    socket.removeAllListeners("slack_event");
    const crash = new Promise((resolve) => process.once("unhandledRejection", resolve));
    fake.outbox.rateLimited();
    expect(JSON.parse(await raw)).toMatchObject({
      type: "events_api",
      payload: { type: "app_rate_limited" },
    });
    expect(JSON.parse(await raw).payload).not.toHaveProperty("event");
    await crash;
  });

  it("A10: refuses to open a connection when told so, and takes a ticket once", async () => {
    const { fake } = await openFake();
    const { url = "" } = await clientOf(fake, fake.appToken).apps.connections.open();
    const open = () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url);
        socket.addEventListener("message", () => {
          resolve("hello");
          socket.close();
        });
        socket.addEventListener("error", () => resolve("refused"));
      });
    expect([await open(), await open()]).toEqual(["hello", "refused"]);
    fake.world.configure({ connectError: "invalid_auth" });
    expect(await outcomeOf(clientOf(fake, fake.appToken).apps.connections.open())).toBe("invalid_auth");
  });

  it("A19: takes a thousand events of three copies in seconds", async () => {
    const { fake, arrived } = await openConnected();
    for (let count = 0; count < 1000; count += 1) {
      const { events } = fake.world.say({ person: "ana", channel: "dm-ana", text: `hello ${count}` });
      fake.outbox.repeat(events[0] ?? "", 2, 1);
    }
    const all = await arrived(3000);
    await fake.outbox.settled();
    expect(new Set(all.map(({ body }) => body.event_id)).size).toBe(1000);
    const times = fake.world.messages({ channel: "dm-ana" }).map(({ ts }) => ts);
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(1000);
  });
});
