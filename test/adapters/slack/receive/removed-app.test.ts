import { describe, expect, it } from "vitest";
import { createSlack } from "../../../../src/adapters/slack/slack-platform.ts";
import type { PlatformEvent } from "../../../../src/core/ports/platform.ts";
import { openReceiving, type ReceivingHouse, workspace } from "./open-house.ts";

const removed = "The app was removed from its Slack workspace, or its token was revoked.";

/** Moves on to when what was kept is erased. */
async function passGrace(house: ReceivingHouse): Promise<void> {
  await house.clock.advance(12 * 60 * 60 * 1000);
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
}

/** A house in which somebody has asked something. */
async function openWithTalk(way: "socket" | "http" = "socket"): Promise<ReceivingHouse> {
  const house = await openReceiving({ way, fake: { settings: { echoes: false } } });
  house.fake.world.say({ person: "ana", channel: "dm-ana", text: "keep this in mind" });
  await house.until(async () => (await house.recorded("D0ANA")).length === 2, "an answer");
  return house;
}

describe("E10: the app is removed", () => {
  it.each([
    ["socket", true],
    ["socket", false],
    ["http", true],
    ["http", false],
  ] as const)(
    "by %s, tokens first %s: the state says so, and everything goes after the grace",
    async (way, tokensFirst) => {
      const house = await openWithTalk(way);
      house.fake.world.uninstall({ tokensFirst });
      await house.fake.outbox.settled();
      expect(house.slack.state()).toEqual({ state: "down", detail: removed });
      expect(await house.slack.directory.workspaces()).toEqual([]);
      expect(house.logged("app-removed")).toBeGreaterThanOrEqual(1);
      expect(await house.recorded("D0ANA")).toHaveLength(2);
      await passGrace(house);
      expect(await house.recorded("D0ANA")).toEqual([]);
      expect(house.logged("workspace-erased")).toBe(1);
    },
  );

  it("while the store fails: it is told again, and erased all the same", async () => {
    const house = await openWithTalk();
    house.fault((operation, detail) => {
      if (operation === "jobs.enqueue" && /"kind":"leave"/u.test(detail))
        throw new Error("A fault of the test");
    });
    house.fake.world.uninstall();
    await house.until(() => house.logged("event-not-taken") === 1, "a refusal");
    expect(house.fake.outbox.unacknowledged()).toBeGreaterThanOrEqual(1);
    house.fault(null);
    await house.clock.advance(3000);
    await house.fake.outbox.settled();
    await passGrace(house);
    expect(house.logged("workspace-erased")).toBe(1);
    expect(await house.recorded("D0ANA")).toEqual([]);
  });

  it("while Slack cannot say whether: it is told again", async () => {
    const house = await openWithTalk();
    house.fake.faults.failNext({ method: "auth.test", as: { type: "status", status: 503 }, times: 2 });
    house.fake.world.uninstall();
    await house.until(() => house.logged("event-not-taken") === 2, "refusals");
    expect(house.slack.state().state).toBe("ok");
    await house.clock.advance(3000);
    await house.fake.outbox.settled();
    expect(house.slack.state()).toEqual({ state: "down", detail: removed });
    await passGrace(house);
    expect(house.logged("workspace-erased")).toBe(1);
  });
});

const forged: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["a revocation of our token", { type: "tokens_revoked", tokens: { oauth: [], bot: ["U0REVERIE"] } }],
  ["a revocation of somebody's own token", { type: "tokens_revoked", tokens: { oauth: ["U0ANA"], bot: [] } }],
  ["a revocation of another bot's token", { type: "tokens_revoked", tokens: { oauth: [], bot: ["U0ROBO"] } }],
  ["a revocation of nobody's token", { type: "tokens_revoked", tokens: { oauth: [] } }],
];

describe("E10: with a token that still counts", () => {
  it.each(forged)("%s changes nothing", async (_name, event) => {
    const house = await openWithTalk();
    house.fake.outbox.event({ ...event, event_ts: "1795348800.000900" });
    await house.fake.outbox.settled();
    expect(house.fake.world.records.acks).toHaveLength(2);
    expect(house.slack.state().state).toBe("ok");
    expect(await house.slack.directory.workspaces()).toEqual([workspace]);
    await passGrace(house);
    expect(await house.recorded("D0ANA")).toHaveLength(2);
    house.fake.world.say({ person: "ana", channel: "dm-ana", text: "and now?" });
    await house.until(() => house.answers("dm-ana").length === 2, "another answer");
  });
});

it("E10: a removal while the token still counts is left unacknowledged, and changes nothing", async () => {
  const house = await openWithTalk();
  house.fake.outbox.event({ type: "app_uninstalled", event_ts: "1795348800.000900" });
  await house.until(() => house.logged("event-not-taken") === 1, "a refusal");
  expect(house.fake.outbox.unacknowledged()).toBe(1);
  expect(house.slack.state().state).toBe("ok");
  await passGrace(house);
  expect(await house.recorded("D0ANA")).toHaveLength(2);
  expect(house.logged("workspace-erased")).toBe(0);
});

it("E10: a token that was revoked pauses everything, and nothing is erased for that alone", async () => {
  const house = await openWithTalk();
  house.fake.world.revokeTokens();
  await house.fake.outbox.settled();
  expect(house.slack.state()).toEqual({ state: "down", detail: removed });
  house.fake.world.say({ person: "ana", channel: "dm-ana", text: "gone?" });
  await house.clock.advance(12 * 60 * 60 * 1000);
  expect(house.answers("dm-ana")).toHaveLength(1);
  expect(await house.recorded("D0ANA")).toHaveLength(2);
  expect(house.logged("workspace-erased")).toBe(0);
});

describe("E10: a start", () => {
  it.each(["token_revoked", "account_inactive"] as const)(
    "with a token that is dead (%s) stays up, down and silent",
    async (tokenError) => {
      const house = await openReceiving({ isStopped: true, fake: { settings: { tokenError } } });
      await house.start();
      expect(house.slack.state()).toEqual({ state: "down", detail: removed });
      expect(house.logged("app-removed")).toBe(1);
      expect(await house.slack.directory.workspaces()).toEqual([]);
      await house.clock.advance(24 * 60 * 60 * 1000);
      expect(house.slack.state().state).toBe("down");
      expect(new Set(house.fake.world.records.calls.map(({ method }) => method))).toEqual(
        new Set(["auth.test"]),
      );
    },
  );

  it.each([
    ["account_inactive", [{ type: "workspace-left", workspace }]],
    ["token_revoked", []],
  ] as const)(
    "after something happened while nobody was here (%s) tells of a removal and of nothing else",
    async (tokenError, told) => {
      const house = await openReceiving();
      house.fake.world.configure({ tokenError });
      const { botToken, appToken, apiUrl } = house.fake;
      const way = { type: "socket", appToken } as const;
      const later = createSlack({ botToken, way, apiUrl }, house.parts);
      const events: PlatformEvent[] = [];
      await later.start({
        commands: [],
        receive: async (event) => void events.push(event),
        answer: () => Promise.reject(new Error("Nobody acts")),
        dreams: async () => [],
        complete: async () => [],
        library: () => Promise.reject(new Error("Nobody looks")),
        dreamReports: async () => [],
        home: () => Promise.reject(new Error("Nobody looks")),
      });
      expect(events).toEqual(told);
      await later.stop();
    },
  );

  it("with a token that Slack never knew ends with a sentence", async () => {
    const house = await openReceiving({
      isStopped: true,
      fake: { settings: { tokenError: "invalid_auth" } },
    });
    await expect(house.start()).rejects.toThrow(/Slack does not know SLACK_BOT_TOKEN \(invalid_auth\)/u);
  });
});
