import { Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import { limitHeaders } from "../../../../src/adapters/discord/web/limit-headers.ts";
import { patienceMs } from "../../../../src/core/calls/lane.ts";
import { routes } from "../deliver/open-delivery.ts";
import { engineering, general, openCalls, openLiveCalls, outcomeOf } from "./open-calls.ts";

const heldBack = { code: "rate-limited", permanent: false };

describe("E7: a rate limit in one channel", () => {
  it("holds back that channel alone, keeps its order, and lets one call go at a time", async () => {
    const { fake, clock, callsOf, post, finished, pass, said } = await openCalls();
    const route = routes.post;
    fake.faults.failNext({ route, channel: general, as: { type: "ratelimited", retryAfterSeconds: 20 } });
    fake.faults.failNext({ route, channel: general, as: { type: "slow", delayMs: 1000 }, times: null });
    const startedAt = clock.now();
    const first = post("1");
    await pass(1000);
    expect(callsOf(route).map(({ status }) => status)).toEqual([429]);
    const rest = ["2", "3", "4"].map((text) => post(text));
    await finished(post("elsewhere", engineering));
    expect(clock.now() - startedAt).toBeLessThan(20_000);
    expect(said()).toEqual([]);
    expect(callsOf(route)).toHaveLength(2);
    await finished(Promise.all([first, ...rest]));
    expect(said()).toEqual(["1", "2", "3", "4"]);
    const times = callsOf(route, general).flatMap(({ at, status }) =>
      status === 200 ? [at - startedAt] : [],
    );
    expect(times[0]).toBeGreaterThanOrEqual(20_000);
    for (const [index, at] of times.entries())
      expect(at).toBeGreaterThanOrEqual((times[index - 1] ?? -1000) + 1000);
  });

  it("is asked about once each time that it ends, not once a call that waits", async () => {
    const { fake, callsOf, post, finished } = await openCalls();
    const limited = { type: "ratelimited", retryAfterSeconds: 5 } as const;
    fake.faults.failNext({ route: routes.post, channel: general, as: limited, times: 3 });
    await finished(Promise.all(["1", "2", "3"].map((text) => post(text))));
    // All three were under way before anybody knew.
    expect(callsOf(routes.post).filter(({ status }) => status === 429).length).toBeLessThanOrEqual(3);
    expect(callsOf(routes.post)).toHaveLength(6);
  });

  it("is waited for a minute at most, and then it is no permanent failure", async () => {
    const { fake, clock, callsOf, post, finished } = await openCalls();
    const limited = { type: "ratelimited", retryAfterSeconds: 25 } as const;
    fake.faults.failNext({ route: routes.post, as: limited, times: null });
    const startedAt = clock.now();
    expect(await finished(outcomeOf(post("1")))).toMatchObject(heldBack);
    expect(clock.now() - startedAt).toBeLessThanOrEqual(patienceMs + 1000);
    expect(callsOf(routes.post).length).toBeLessThanOrEqual(3);
  });

  it("of an hour is not waited for at all, nor asked about again", async () => {
    const { fake, clock, callsOf, post, finished } = await openCalls();
    const limited = { type: "ratelimited", retryAfterSeconds: 3600 } as const;
    fake.faults.failNext({ route: routes.post, as: limited, times: null });
    const startedAt = clock.now();
    expect(await finished(outcomeOf(post("1")))).toMatchObject(heldBack);
    expect(await finished(outcomeOf(post("2")))).toMatchObject(heldBack);
    expect(clock.now() - startedAt).toBeLessThan(5000);
    expect(callsOf(routes.post)).toHaveLength(1);
    fake.faults.heal();
    await clock.advance(3_601_000);
    expect(await finished(outcomeOf(post("3")))).toBe("ok");
  });

  it("lets a call that waits for nothing go by, and makes no call while it lasts", async () => {
    const { calls, fake, clock, callsOf, finished } = await openCalls();
    const kind = { method: "post", channel: general, repeatable: false };
    const attempt = () =>
      finished(
        calls.attempt(kind, (rest) => rest.post(Routes.channelMessages(general), { body: { content: "1" } })),
      );
    const limited = { type: "ratelimited", retryAfterSeconds: 30 } as const;
    fake.faults.failNext({ route: routes.post, as: limited });
    expect(await attempt()).toBeUndefined();
    expect(await attempt()).toBeUndefined();
    expect(callsOf(routes.post)).toHaveLength(1);
    await clock.advance(31_000);
    expect(await attempt()).toMatchObject({ content: "1" });
  });
});

describe("E7: a global rate limit", () => {
  it("holds back all channels and all kinds of calls", async () => {
    const { fake, clock, callsOf, post, read, finished, pass, calls } = await openCalls();
    const limited = { type: "ratelimited", retryAfterSeconds: 1, scope: "global" } as const;
    fake.faults.failNext({ route: routes.post, as: limited });
    const startedAt = clock.now();
    const first = post("1");
    await pass(200);
    const others = [post("elsewhere", engineering), read()];
    const kind = { method: "typing", channel: engineering, repeatable: false };
    const draft = calls.attempt(kind, (rest) => rest.post(Routes.channelTyping(engineering)));
    expect(await draft).toBeUndefined();
    await pass(300);
    expect(fake.world.records.calls).toHaveLength(1);
    await finished(Promise.all([first, ...others]));
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(1000);
    expect(callsOf(routes.post).map(({ status }) => status)).toEqual([429, 200, 200]);
  });

  it("E8: is what the ban of an address comes to: nothing is asked any more for as long as it lasts", async () => {
    const { fake, post, read, finished, callsOf } = await openCalls();
    fake.world.configure({ invalidRequestsAtMost: 0 });
    fake.faults.failNext({ route: routes.post, as: { type: "error", code: 50013 } });
    expect(await finished(outcomeOf(post("1")))).toMatchObject({ code: "50013" });
    expect(await finished(outcomeOf(post("2", engineering)))).toMatchObject(heldBack);
    const before = fake.world.records.calls.length;
    for (const work of [() => post("3"), () => read(), () => post("4", engineering)])
      expect(await finished(outcomeOf(work()))).toMatchObject(heldBack);
    expect(fake.world.records.calls).toHaveLength(before);
    expect(callsOf(routes.post).map(({ status }) => status)).toEqual([403, 429]);
  });
});

describe("E7: what Discord says of its buckets", () => {
  it("is respected before it has to refuse, in the order of the calls, and each channel by itself", async () => {
    const { fake, post, said } = await openLiveCalls();
    fake.faults.limit({ route: routes.post, calls: 2, perMs: 300 });
    const texts = ["1", "2", "3", "4", "5"];
    const elsewhere = post("elsewhere", engineering);
    await Promise.all([...texts.map((text) => post(text)), elsewhere]);
    expect(said()).toEqual(texts);
    const { calls } = fake.world.records;
    expect(calls.map(({ status }) => status)).toEqual(calls.map(() => 200));
    const order = calls.map(({ path }) => (path.includes(general) ? "here" : "elsewhere"));
    expect(order.indexOf("elsewhere")).toBeLessThanOrEqual(2);
    const times = calls.filter(({ path }) => path.includes(general)).map(({ at }) => at);
    // Two in each window.
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(300);
    expect((times[4] ?? 0) - (times[2] ?? 0)).toBeGreaterThanOrEqual(300);
  });

  it("is fifty calls a second in all, of which no more are made", async () => {
    const { fake, read } = await openLiveCalls();
    await Promise.all(Array.from({ length: 70 }, () => read()));
    const times = fake.world.records.calls.map(({ at }) => at);
    expect(times).toHaveLength(70);
    // A second from the first, less what the first took to arrive.
    expect((times[50] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(500);
  });
});

describe("E7: how long a refusal holds calls back", () => {
  const json = (body: object) => JSON.stringify(body);

  it.each([
    ["the header says", { "retry-after": "7" }, json({ retry_after: 6.4 }), { "retry-after": "7" }],
    [
      "the body says, as of slow mode",
      {},
      json({ code: 20016, retry_after: 13.474 }),
      { "retry-after": "13.474" },
    ],
    ["nobody says, as of old messages", {}, json({ code: 30046 }), { "retry-after": "5" }],
    [
      "who stands before Discord says",
      { "retry-after": "3600" },
      "<html>error code: 1015</html>",
      { "retry-after": "3600", "x-ratelimit-global": "true" },
    ],
    ["who stands before Discord does not say", {}, "", { "retry-after": "60", "x-ratelimit-global": "true" }],
    ["the body says in another form", {}, json({ retry_after: "soon" }), { "retry-after": "5" }],
  ])("is what %s", (_, headers, content, expected) => {
    expect(limitHeaders(headers, content)).toEqual(expected);
  });

  it("is some seconds where Discord gives a code and no time, and no storm", async () => {
    const { fake, clock, callsOf, post, finished } = await openCalls();
    fake.faults.failNext({ route: routes.post, as: { type: "error", code: 30046 }, times: null });
    const startedAt = clock.now();
    expect(await finished(outcomeOf(post("1")))).toMatchObject(heldBack);
    expect(clock.now() - startedAt).toBeLessThanOrEqual(patienceMs + 1000);
    expect(callsOf(routes.post).length).toBeLessThanOrEqual(12);
  });
});
