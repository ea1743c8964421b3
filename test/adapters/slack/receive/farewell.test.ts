import { describe, expect, it } from "vitest";
import type { DisconnectReason } from "../../../fakes/slack/delivery/socket-hub.ts";
import { openReceiving, type ReceivingHouse } from "./open-house.ts";

const connectionsOf = (house: ReceivingHouse) => house.fake.socket.connections();
const opened = (house: ReceivingHouse) =>
  house.fake.world.records.calls.filter(({ method }) => method === "apps.connections.open").length;

/** A house with both of its connections. */
async function openConnected(): Promise<ReceivingHouse> {
  const house = await openReceiving({ fake: { settings: { echoes: false } } });
  await house.fake.socket.connected(2);
  await house.until(() => /2 of 2/u.test(house.slack.state().detail), "both connections");
  // A connection that ends as soon as it stands counts as a failure.
  await house.clock.advance(60_000);
  return house;
}

describe("A8: Slack says farewell", () => {
  it.each<DisconnectReason>(["warning", "refresh_requested"])(
    "(%s): the successors stand before the old ones close",
    async (reason) => {
      const house = await openConnected();
      const before = connectionsOf(house);
      house.fake.socket.disconnect(reason);
      // The fake closes the old ones when half a second of its clock has passed, and none has.
      await house.until(() => connectionsOf(house).length === 4, "successors");
      expect(connectionsOf(house).slice(0, 2)).toEqual(before);
      await house.clock.advance(500);
      await house.until(() => connectionsOf(house).length === 2, "the end of the old ones");
      expect(connectionsOf(house)).not.toContain(before[0]);
      await house.clock.advance(60_000);
      expect(connectionsOf(house)).toHaveLength(2);
      expect(house.slack.state()).toEqual({
        state: "ok",
        detail: "Connected by Socket Mode, 2 of 2 connections.",
      });
      expect(opened(house)).toBe(4);
    },
  );

  it("with a reason that nobody knows: another connection is opened all the same", async () => {
    const house = await openConnected();
    house.fake.socket.raw(JSON.stringify({ type: "disconnect", reason: "too_many_websockets" }));
    await house.until(() => connectionsOf(house).length === 4, "successors");
    // Slack does not close these, so we do.
    await house.clock.advance(10_000);
    await house.until(() => connectionsOf(house).length === 2, "the end of the old ones");
    expect(opened(house)).toBe(4);
  });

  it("to one of two: the other goes on", async () => {
    const house = await openConnected();
    const [first, second] = connectionsOf(house);
    house.fake.socket.disconnect("refresh_requested", first ?? "");
    await house.until(() => connectionsOf(house).length === 3, "a successor");
    await house.clock.advance(500);
    await house.until(() => connectionsOf(house).length === 2, "the end of the old one");
    expect(connectionsOf(house)).toContain(second);
    expect(connectionsOf(house)).not.toContain(first);
  });

  it("and cuts a connection without a word: another is opened", async () => {
    const house = await openConnected();
    house.fake.socket.cut();
    await house.until(() => opened(house) === 4 && connectionsOf(house).length === 2, "successors");
    await house.until(() => /2 of 2/u.test(house.slack.state().detail), "a state that says so");
  });

  it("every two seconds under load: nothing is lost and nothing is answered twice", async () => {
    const house = await openConnected();
    const asked: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (const person of ["ana", "ben", "dora", "owen"]) {
        const { ts } = house.fake.world.say({
          person,
          channel: "general",
          text: `<@U0REVERIE> question ${round} of ${person}`,
        });
        asked.push(ts);
        if (person === "ben") house.fake.socket.disconnect(round % 2 === 0 ? "warning" : "refresh_requested");
      }
      await house.clock.advance(2000);
    }
    await house.until(async () => {
      await house.clock.advance(1000);
      return house.fake.outbox.unacknowledged() === 0 && (await house.parts.jobs.depth()) === 0;
    }, "rest");
    const answered = house.answers("general").map(({ threadTs }) => threadTs);
    expect(answered.toSorted()).toEqual(asked.toSorted());
  });
});

describe("A8: Socket Mode is switched off", () => {
  it("so that the state says so, it is tried slowly, and all is well once it is on again", async () => {
    const house = await openConnected();
    house.fake.world.configure({ connectError: "link_disabled" });
    house.fake.socket.disconnect("link_disabled");
    await house.until(() => house.logged("slack-connection-failed") >= 2, "word of it");
    await house.clock.advance(500);
    await house.until(() => house.slack.state().state === "down", "a state that says so");
    expect(house.slack.state().detail).toBe(
      "Socket Mode is switched off (link_disabled). Switch it on on the app's page, under Socket Mode.",
    );
    expect(house.log.entries).toContainEqual(
      expect.objectContaining({ level: "error", fields: { code: "link_disabled", failures: 1 } }),
    );
    for (let second = 0; second < 59; second += 1) await house.clock.advance(1000);
    expect(opened(house)).toBe(2);
    await house.clock.advance(1000);
    await house.until(() => opened(house) === 4, "another try of each");
    house.fake.world.say({ person: "ana", channel: "dm-ana", text: "anybody there?" });
    house.fake.world.configure({ connectError: null });
    await house.until(async () => {
      await house.clock.advance(1000);
      return house.slack.state().state === "ok";
    }, "connections");
    house.fake.outbox.redeliver();
    await house.until(() => house.answers("dm-ana").length === 1, "an answer");
  });
});

describe("A10: Slack refuses every new connection", () => {
  it.each([
    ["invalid_auth", /SLACK_APP_TOKEN \(invalid_auth\)/u],
    ["account_inactive", /Slack opens no connection \(account_inactive\)/u],
  ])("with %s: the process stays up and unready, and recovers", async (connectError, sentence) => {
    const house = await openConnected();
    house.fake.world.configure({ connectError });
    house.fake.socket.cut();
    await house.until(
      () => house.slack.state().state === "down" && house.logged("slack-connection-failed") === 2,
      "word of it",
    );
    expect(house.slack.state().detail).toMatch(sentence);
    for (let minute = 1; minute <= 3; minute += 1) {
      await house.clock.advance(60_000);
      await house.until(() => house.logged("slack-connection-failed") === 2 + 2 * minute, "another try");
      expect(house.slack.state().state).toBe("down");
    }
    house.fake.world.configure({ connectError: null });
    await house.clock.advance(60_000);
    await house.until(() => /2 of 2/u.test(house.slack.state().detail), "connections");
    house.fake.world.say({ person: "ana", channel: "dm-ana", text: "anybody there?" });
    await house.until(() => house.answers("dm-ana").length === 1, "an answer");
  });

  it.each(["reset", "status", "ratelimited"] as const)(
    "for a while (%s): it is tried again in growing pauses",
    async (type) => {
      const house = await openConnected();
      const as =
        type === "status"
          ? ({ type, status: 503 } as const)
          : type === "reset"
            ? ({ type } as const)
            : ({ type, retryAfterSeconds: 1 } as const);
      house.fake.faults.failNext({ method: "apps.connections.open", as, times: null });
      house.fake.socket.cut();
      await house.until(() => house.logged("slack-connection-failed") === 2, "a first failure");
      expect(house.slack.state()).toEqual({ state: "down", detail: "Connecting to Slack again." });
      for (const [pauseMs, failures] of [
        [type === "ratelimited" ? 1000 : 500, 4],
        [1000, 6],
        [2000, 8],
        [5000, 10],
      ] as const) {
        await house.clock.advance(pauseMs - 1);
        expect(house.logged("slack-connection-failed")).toBe(failures - 2);
        await house.clock.advance(1);
        await house.until(() => house.logged("slack-connection-failed") === failures, `${failures} failures`);
      }
      house.fake.faults.heal();
      await house.clock.advance(15_000);
      await house.until(() => /2 of 2/u.test(house.slack.state().detail), "connections");
    },
  );
});

it("leaves no connection behind when it stops while one is being opened", async () => {
  const house = await openReceiving({ isStopped: true });
  house.fake.faults.failNext({
    method: "apps.connections.open",
    as: { type: "slow", delayMs: 1000 },
    after: 1,
  });
  await house.start();
  await house.until(() => opened(house) === 2, "the call for the second one");
  await house.slack.stop();
  await house.clock.advance(1000);
  await house.until(
    () =>
      house.fake.world.records.calls.filter(
        ({ method, outcome }) => method === "apps.connections.open" && outcome === "ok",
      ).length === 2,
    "the answer to it",
  );
  // The second one may come to stand; it is gone then.
  await house.until(() => connectionsOf(house).length === 0, "no connection");
});
