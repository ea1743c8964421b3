import { type REST, Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import type { Failure } from "./faults.ts";
import { openFake, outcomeOf, restOf } from "./open-fake.ts";

const route = "POST /channels/:channel/messages";
const general = "110000000000000001";
const engineering = "110000000000000002";

function post(rest: REST, channel = general): Promise<string> {
  return outcomeOf(rest.post(Routes.channelMessages(channel), { body: { content: "x" } }));
}

describe("a fault", () => {
  it.each<[Failure, string, number]>([
    [{ type: "error", code: 50013 }, "50013", 0],
    [{ type: "error", code: 20016 }, "RateLimitError", 0],
    [{ type: "ratelimited", retryAfterSeconds: 30 }, "RateLimitError", 0],
    [{ type: "ratelimited", retryAfterSeconds: 30, scope: "global" }, "RateLimitError", 0],
    [{ type: "status", status: 503 }, "Service Unavailable", 0],
    [{ type: "reset" }, "other side closed", 0],
    [{ type: "lost" }, "other side closed", 1],
  ])("%j hits one call", async (as, shown, done) => {
    const { fake, rest } = await openFake();
    fake.faults.failNext({ route, as });
    expect(await post(rest)).toContain(shown);
    expect(fake.world.messages({ channel: "general" })).toHaveLength(done);
    expect(await post(restOf(fake))).toBe("ok");
  });

  it("E14: does it at once and answers late, or late altogether", async () => {
    const { fake, rest, clock } = await openFake();
    fake.faults.failNext({ route, as: { type: "hang", delayMs: 20_000 } });
    const call = post(rest);
    while (fake.world.messages({ channel: "general" }).length === 0) await clock.advance(0);
    await clock.advance(20_000);
    expect(await call).toBe("ok");
    fake.faults.failNext({ route, as: { type: "slow", delayMs: 1000 } });
    const slow = post(rest);
    while (fake.world.records.calls.length < 2) await clock.advance(0);
    expect(fake.world.messages({ channel: "general" })).toHaveLength(1);
    await clock.advance(1000);
    expect(await slow).toBe("ok");
  });

  it("waits for its call, its channel and its turn, until all is healed", async () => {
    const { fake, rest } = await openFake();
    fake.faults.failNext({
      route,
      as: { type: "error", code: 50001 },
      channel: engineering,
      times: null,
      after: 1,
    });
    expect(await post(rest)).toBe("ok");
    const outcomes = [];
    for (let count = 0; count < 3; count += 1) outcomes.push(await post(rest, engineering));
    expect(outcomes).toEqual(["ok", "50001", "50001"]);
    expect(fake.world.records.calls.map(({ status, code }) => [status, code])).toEqual([
      [200, null],
      [200, null],
      [403, 50001],
      [403, 50001],
    ]);
    fake.faults.heal();
    expect(await post(rest, engineering)).toBe("ok");
  });

  it("E7: is a limit for each channel by itself, of which the headers tell", async () => {
    const { fake, clock } = await openFake();
    fake.faults.limit({ route, calls: 1, perMs: 1000 });
    const raw = (channel: string) =>
      fetch(`${fake.apiUrl}/v10${Routes.channelMessages(channel)}`, {
        method: "POST",
        headers: { authorization: `Bot ${fake.token}`, "content-type": "application/json" },
        body: JSON.stringify({ content: "x" }),
      });
    const first = await raw(general);
    expect(first.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(first.headers.get("x-ratelimit-reset-after")).toBe("1.000");
    const late = await raw(general);
    expect(late.status).toBe(429);
    expect(late.headers.get("x-ratelimit-scope")).toBe("user");
    expect(await late.json()).toMatchObject({ retry_after: 1, global: false });
    expect((await raw(engineering)).status).toBe(200);
    await clock.advance(1000);
    expect((await raw(general)).status).toBe(200);
  });

  it("E8: of too many invalid calls is a ban", async () => {
    const { fake, clock } = await openFake({ settings: { invalidRequestsAtMost: 2 } });
    const call = async () => {
      const headers = { authorization: "Bot wrong" };
      const response = await fetch(`${fake.apiUrl}/v10/users/@me`, { headers });
      return [response.status, response.headers.get("content-type")];
    };
    const json = [401, "application/json"];
    expect([await call(), await call(), await call()]).toEqual([json, json, json]);
    expect(await call()).toEqual([429, "text/html"]);
    expect(fake.world.records.invalidRequests).toHaveLength(3);
    await clock.advance(10 * 60_000);
    expect(await call()).toEqual(json);
  });

  it("does not count a limit that is shared", async () => {
    const { fake, rest } = await openFake();
    fake.faults.failNext({ route, as: { type: "ratelimited", retryAfterSeconds: 1, scope: "shared" } });
    await post(rest);
    expect(fake.world.records.invalidRequests).toEqual([]);
  });

  it("E10: is a token that was reset", async () => {
    const { fake, rest } = await openFake();
    fake.world.configure({ isTokenValid: false });
    expect(await outcomeOf(rest.get(Routes.user()))).toBe("0");
    expect(fake.world.records.calls).toMatchObject([
      { route: "/users/@me", status: 401, authorization: "bot" },
    ]);
  });

  it("is a path that there is not", async () => {
    const { fake, rest } = await openFake();
    expect(await outcomeOf(rest.get("/nothing"))).toBe("0");
    expect(fake.world.records.appFaults).toEqual(["The fake has no /nothing"]);
  });
});
