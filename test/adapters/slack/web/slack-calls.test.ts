import { describe, expect, it } from "vitest";
import type { CallKind } from "../../../../src/core/calls/bounded-calls.ts";
import { patienceMs } from "../../../../src/core/calls/lane.ts";
import { PlatformError } from "../../../../src/core/errors.ts";
import type { Failure } from "../../../fakes/slack/faults.ts";
import { openDelivery } from "../deliver/open-delivery.ts";

const general = "C0GENERAL";
const engineering = "C0ENGINEERING";
const method = "chat.postMessage";

async function openCalls() {
  const open = await openDelivery();
  const { calls, finished } = open;
  const post = (text: string, channel = general) =>
    calls.call({ method, channel, repeatable: false }, (client) =>
      client.chat.postMessage({ channel, text }),
    );
  const read = () =>
    calls.call({ method: "users.info", channel: "", repeatable: true }, (client) =>
      client.users.info({ user: "U0ANA" }),
    );
  const outcomeOf = (work: Promise<unknown>) =>
    finished(
      work.then(
        () => "ok",
        (error: unknown) => error,
      ),
    );
  const said = (channel: string) => open.fake.world.messages({ channel }).map(({ text }) => text);
  return { ...open, post, read, outcomeOf, said };
}

describe("E7: a rate limit in one channel", () => {
  it("holds back that channel alone, keeps its order, and lets one call go at a time", async () => {
    const { fake, clock, callsOf, post, finished, pass, said } = await openCalls();
    fake.faults.failNext({ method, channel: general, as: { type: "ratelimited", retryAfterSeconds: 20 } });
    fake.faults.failNext({ method, channel: general, as: { type: "slow", delayMs: 1000 }, times: null });
    const startedAt = clock.now();
    const first = post("1");
    await pass(1000);
    expect(callsOf(method).map(({ outcome }) => outcome)).toEqual(["ratelimited"]);
    const rest = ["2", "3", "4"].map((text) => post(text));
    await finished(post("elsewhere", engineering));
    expect(clock.now() - startedAt).toBeLessThan(20_000);
    expect(said("general")).toEqual([]);
    expect(callsOf(method)).toHaveLength(2);
    await finished(Promise.all([first, ...rest]));
    expect(said("general")).toEqual(["1", "2", "3", "4"]);
    const times = callsOf(method).flatMap(({ at, arguments: { channel }, outcome }) =>
      channel === general && outcome === "ok" ? [at - startedAt] : [],
    );
    expect(times[0]).toBeGreaterThanOrEqual(20_000);
    // Each takes a second, so that calls side by side would have begun less than that apart.
    for (const [index, at] of times.entries())
      expect(at).toBeGreaterThanOrEqual((times[index - 1] ?? -1000) + 1000);
  });

  it("is asked about once each time that it ends, not once a call that waits", async () => {
    const { fake, callsOf, post, finished } = await openCalls();
    const limited = { type: "ratelimited", retryAfterSeconds: 5 } as const;
    fake.faults.failNext({ method, channel: general, as: limited, times: 3 });
    await finished(post("1"));
    const outcomes = callsOf(method).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["ratelimited", "ratelimited", "ratelimited", "ok"]);
    const times = callsOf(method).map(({ at }) => at);
    expect((times[3] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(15_000);
  });

  it("is waited for a minute at most, and then it is no permanent failure", async () => {
    const { fake, clock, callsOf, post, outcomeOf } = await openCalls();
    fake.faults.failNext({ method, as: { type: "ratelimited", retryAfterSeconds: 30 }, times: null });
    const startedAt = clock.now();
    expect(await outcomeOf(post("1"))).toMatchObject({ code: "rate-limited", permanent: false });
    expect(clock.now() - startedAt).toBeLessThanOrEqual(patienceMs + 1000);
    expect(callsOf(method).length).toBeLessThanOrEqual(3);
  });

  it("of an hour is not waited for at all", async () => {
    const { fake, clock, callsOf, post, outcomeOf } = await openCalls();
    fake.faults.failNext({ method, as: { type: "ratelimited", retryAfterSeconds: 3600 } });
    const startedAt = clock.now();
    expect(await outcomeOf(post("1"))).toMatchObject({ code: "rate-limited", permanent: false });
    expect(clock.now() - startedAt).toBeLessThan(5000);
    expect(callsOf(method)).toHaveLength(1);
  });
});

describe("a try again", () => {
  const unclear: Failure[] = [
    { type: "status", status: 500 },
    { type: "status", status: 503 },
    { type: "error", error: "internal_error" },
    { type: "error", error: "fatal_error" },
    { type: "error", error: "request_timeout" },
    { type: "error", error: "service_unavailable" },
    { type: "reset" },
    { type: "lost" },
  ];

  it.each(unclear)("is made of a reading three times in all after %j", async (as) => {
    const { fake, callsOf, read, outcomeOf } = await openCalls();
    fake.faults.failNext({ method: "users.info", as, times: 2 });
    expect(await outcomeOf(read())).toBe("ok");
    fake.faults.failNext({ method: "users.info", as, times: null });
    expect(await outcomeOf(read())).toMatchObject({ code: "ambiguous", permanent: false });
    expect(callsOf("users.info")).toHaveLength(6);
  });

  it.each(unclear)("E14: is never made blindly of a post after %j", async (as) => {
    const { fake, callsOf, post, outcomeOf } = await openCalls();
    fake.faults.failNext({ method, as });
    expect(await outcomeOf(post("1"))).toMatchObject({ code: "ambiguous", permanent: false });
    expect(callsOf(method)).toHaveLength(1);
  });

  it("waits longer each time", async () => {
    const { fake, callsOf, read, outcomeOf } = await openCalls();
    fake.faults.failNext({ method: "users.info", as: { type: "status", status: 500 }, times: null });
    await outcomeOf(read());
    const [first = 0, second = 0, third = 0] = callsOf("users.info").map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(500);
    expect(third - second).toBeGreaterThanOrEqual(1000);
  });

  it("is made of what never reached Slack, a post as well", async () => {
    const { fake, post, outcomeOf, log } = await openCalls();
    await fake.close();
    expect(await outcomeOf(post("1"))).toMatchObject({ code: "unreached", permanent: false });
    expect(JSON.stringify(log.entries)).not.toContain(fake.botToken);
  });
});

describe("a request", () => {
  it("E14: is given up after ten seconds, and what became of it is not known then", async () => {
    const { fake, clock, said, post, until } = await openCalls();
    fake.faults.failNext({ method, as: { type: "hang", delayMs: 20_000 } });
    let outcome: unknown;
    const call = post("1").catch((error: unknown) => {
      outcome = error;
    });
    await until(() => said("general").length === 1, "the post");
    const startedAt = fake.world.records.calls.at(-1)?.at ?? 0;
    await clock.advance(startedAt + 9900 - clock.now());
    expect(outcome).toBeUndefined();
    await clock.advance(200);
    await call;
    expect(outcome).toMatchObject({ code: "ambiguous", permanent: false });
  });
});

describe("a refusal", () => {
  const permanent = [
    "is_archived",
    "not_in_channel",
    "channel_not_found",
    "restricted_action",
    "missing_scope",
  ];
  const passing = ["team_added_to_org", "accesslimited", "ratelimited"];

  it.each([...permanent, ...passing])("of the code %s is made once, and says it", async (code) => {
    const { fake, callsOf, read, outcomeOf } = await openCalls();
    fake.faults.failNext({ method: "users.info", as: { type: "error", error: code }, times: null });
    const error = await outcomeOf(read());
    expect(error).toBeInstanceOf(PlatformError);
    expect(error).toMatchObject({ code, permanent: permanent.includes(code) });
    expect(callsOf("users.info")).toHaveLength(1);
  });

  it("of something else than Slack goes on as it is", async () => {
    const { calls, outcomeOf } = await openCalls();
    const kind: CallKind = { method, channel: general, repeatable: true };
    const mistake = new TypeError("A mistake of ours");
    expect(await outcomeOf(calls.call(kind, () => Promise.reject(mistake)))).toBe(mistake);
  });
});

describe("an attempt", () => {
  const kind: CallKind = { method, channel: general, repeatable: false };

  it("E7: gives nothing where Slack limits it, and makes no call while it does", async () => {
    const { calls, fake, clock, callsOf, finished } = await openCalls();
    const attempt = () =>
      finished(calls.attempt(kind, (client) => client.chat.postMessage({ channel: general, text: "1" })));
    fake.faults.failNext({ method, as: { type: "ratelimited", retryAfterSeconds: 30 } });
    expect(await attempt()).toBeUndefined();
    expect(await attempt()).toBeUndefined();
    expect(callsOf(method)).toHaveLength(1);
    await clock.advance(30_000);
    expect(await attempt()).toMatchObject({ ok: true });
    expect(callsOf(method)).toHaveLength(2);
  });

  it.each<[Failure, string]>([
    [{ type: "error", error: "is_archived" }, "is_archived"],
    [{ type: "status", status: 500 }, "ambiguous"],
    [{ type: "lost" }, "ambiguous"],
  ])("is made once: %j", async (as, code) => {
    const { calls, fake, callsOf, outcomeOf } = await openCalls();
    fake.faults.failNext({ method, as });
    const attempt = calls.attempt(kind, (client) => client.chat.postMessage({ channel: general, text: "1" }));
    expect(await outcomeOf(attempt)).toMatchObject({ code });
    expect(callsOf(method)).toHaveLength(1);
  });
});
