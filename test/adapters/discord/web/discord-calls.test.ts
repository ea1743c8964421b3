import { Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import { createDiscordCalls, createRest } from "../../../../src/adapters/discord/web/discord-calls.ts";
import type { CallKind } from "../../../../src/core/calls/bounded-calls.ts";
import { patienceMs } from "../../../../src/core/calls/lane.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createPassingTime } from "../../../doubles/passing-time.ts";
import type { Failure } from "../../../fakes/discord/faults.ts";
import { routes } from "../deliver/open-delivery.ts";
import { engineering, general, openCalls, outcomeOf } from "./open-calls.ts";
import { type Answer, serve } from "./serve.ts";

const reading = "GET /channels/:channel";

describe("a try again", () => {
  const unclear: Failure[] = [
    { type: "status", status: 500 },
    { type: "status", status: 503 },
    { type: "error", code: 130000 },
    { type: "reset" },
    { type: "lost" },
  ];

  it.each(unclear)("is made of a reading three times in all after %j", async (as) => {
    const { fake, callsOf, read, finished } = await openCalls();
    fake.faults.failNext({ route: reading, as, times: 2 });
    expect(await finished(outcomeOf(read()))).toBe("ok");
    fake.faults.failNext({ route: reading, as, times: null });
    expect(await finished(outcomeOf(read()))).toMatchObject({ code: "ambiguous", permanent: false });
    expect(callsOf(reading)).toHaveLength(6);
  });

  it.each(unclear)("E14: is never made blindly of what may not be repeated, after %j", async (as) => {
    const { fake, callsOf, post, finished } = await openCalls();
    fake.faults.failNext({ route: routes.post, as });
    expect(await finished(outcomeOf(post("1")))).toMatchObject({ code: "ambiguous", permanent: false });
    expect(callsOf(routes.post)).toHaveLength(1);
  });

  it("waits longer each time", async () => {
    const { fake, callsOf, read, finished } = await openCalls();
    fake.faults.failNext({ route: reading, as: { type: "status", status: 500 }, times: null });
    await finished(outcomeOf(read()));
    const [first = 0, second = 0, third = 0] = callsOf(reading).map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(500);
    expect(third - second).toBeGreaterThanOrEqual(1000);
  });

  it("is made of what never reached Discord, whatever it is, and no log shows the token", async () => {
    const { fake, post, finished, log } = await openCalls();
    await fake.close();
    expect(await finished(outcomeOf(post("1")))).toMatchObject({ code: "unreached", permanent: false });
    expect(JSON.stringify(log.entries)).not.toContain(fake.token);
  });
});

describe("a request", () => {
  it("E14: is given up after ten seconds, and what became of it is not known then", async () => {
    const { calls, fake, said, post, finished } = await openCalls();
    expect(calls.client.options.timeout).toBe(10_000);
    calls.client.options.timeout = 100;
    fake.faults.failNext({ route: routes.post, as: { type: "hang", delayMs: null } });
    expect(await finished(outcomeOf(post("1")))).toMatchObject({ code: "ambiguous", permanent: false });
    expect(said()).toEqual(["1"]);
  });

  it("behind others that hang is given up in time as well, and holds back no other channel", async () => {
    const { fake, clock, said, post, finished, callsOf } = await openCalls();
    const slow = { type: "slow", delayMs: 3_600_000 } as const;
    fake.faults.failNext({ route: routes.post, channel: general, as: slow, times: null });
    const startedAt = clock.now();
    const outcomes = Promise.all(["1", "2", "3"].map((text) => outcomeOf(post(text))));
    await finished(post("elsewhere", engineering));
    expect(clock.now() - startedAt).toBeLessThan(2000);
    expect(await finished(outcomes)).toMatchObject([
      { code: "ambiguous", permanent: false },
      { code: "ambiguous", permanent: false },
      { code: "unreached", permanent: false },
    ]);
    expect(clock.now() - startedAt).toBeLessThanOrEqual(patienceMs + 31_000);
    // One after the other, and the third not at all.
    expect(callsOf(routes.post, general)).toHaveLength(2);
    expect(said()).toEqual([]);
  });
});

/** Calls to a server that answers as it likes. */
async function openOdd(answer: Answer, timeoutMs = 10_000) {
  const server = await serve(answer);
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const rest = createRest("a.token.of.none", `${server.url}/api`);
  rest.options.timeout = timeoutMs;
  const calls = createDiscordCalls(rest, clock);
  const kind: CallKind = { method: "channel", channel: general, repeatable: true };
  const read = () => calls.call(kind, async (client) => parsed(await client.get(Routes.channel(general))));
  return { rest, asked: server.asked, outcome: () => createPassingTime(clock).finished(outcomeOf(read())) };
}

function parsed(found: unknown): object {
  if (typeof found !== "object" || found === null || !("id" in found)) throw new SyntaxError("No channel");
  return found;
}

const asJson = { "content-type": "application/json" };

describe("an answer that is none of Discord's", () => {
  it.each<[string, Answer]>([
    ["a page at 200", (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>")],
    ["broken JSON", (_, response) => response.writeHead(200, asJson).end('{"id": "1')],
    ["nothing at all", (_, response) => response.writeHead(200, asJson).end()],
    ["a page at 403", (_, response) => response.writeHead(403, { "content-type": "text/html" }).end("<p>")],
    ["a page at 400", (_, response) => response.writeHead(400, { "content-type": "text/html" }).end("<p>")],
    ["a page at 502", (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<p>")],
    [
      "half an answer",
      (_, response) => {
        response.writeHead(200, { ...asJson, "content-length": "40" });
        response.write('{"id":');
        setImmediate(() => response.destroy());
      },
    ],
  ])("says nothing that can be relied on, and is asked for again: %s", async (_, answer) => {
    const { outcome, asked } = await openOdd(answer);
    expect(await outcome()).toMatchObject({ name: "PlatformError", code: "ambiguous", permanent: false });
    expect(asked).toHaveLength(3);
  });

  it.each<[string, Answer]>([
    ["its headers", () => undefined],
    ["its body", (_, response) => response.writeHead(200, asJson).write('{"id":')],
  ])("is given up in time where there is no end of %s", async (_, answer) => {
    const { outcome, asked } = await openOdd(answer, 150);
    expect(await outcome()).toMatchObject({ code: "ambiguous", permanent: false });
    expect(asked).toHaveLength(3);
  });

  it("is taken where it is empty and has to be", async () => {
    const { rest } = await openOdd((_, response) => response.writeHead(204).end());
    await rest.delete(Routes.channelMessage(general, "120000000000000001"));
  });

  it("of a path that there is not is a refusal", async () => {
    const { outcome, asked } = await openOdd((_, response) =>
      response.writeHead(404, asJson).end(JSON.stringify({ message: "404: Not Found", code: 0 })),
    );
    expect(await outcome()).toMatchObject({ code: "http-404", permanent: true });
    expect(asked).toHaveLength(1);
  });
});

describe("a refusal", () => {
  const permanent = [10003, 10004, 10008, 50001, 50007, 50013, 50035, 50083, 50278, 160005, 240000] as const;

  it.each(permanent)("of the code %d is made once, says it, and is for good", async (code) => {
    const { fake, callsOf, post, finished } = await openCalls();
    fake.faults.failNext({ route: routes.post, as: { type: "error", code }, times: null });
    expect(await finished(outcomeOf(post("1")))).toMatchObject({ code: String(code), permanent: true });
    expect(callsOf(routes.post)).toHaveLength(1);
  });

  it.each([30046, 20016, 20028] as const)("of the code %d passes, and is waited for", async (code) => {
    const { fake, post, finished, said, clock } = await openCalls();
    fake.faults.failNext({ route: routes.post, as: { type: "error", code } });
    const startedAt = clock.now();
    expect(await finished(outcomeOf(post("1")))).toBe("ok");
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(1000);
    expect(said()).toEqual(["1"]);
  });

  it("E15: of a reply to what is gone says that the message is", async () => {
    const { calls, fake, finished } = await openCalls();
    const { id } = fake.world.say({ person: "ana", channel: "general", text: "What now?" });
    fake.world.remove({ channel: "general", id });
    const body = { content: "x", message_reference: { message_id: id } };
    const reply = calls.call({ method: "post", channel: general, repeatable: true }, (rest) =>
      rest.post(Routes.channelMessages(general), { body }),
    );
    expect(await finished(outcomeOf(reply))).toMatchObject({ code: "10008", permanent: true });
  });
});

describe("E10: a token that Discord does not take any more", () => {
  it("is shown to Discord once, and no call fails for good: another one may be set", async () => {
    const { calls, fake, post, read, finished, said } = await openCalls();
    expect(calls.client.isTokenRefused).toBe(false);
    fake.world.configure({ isTokenValid: false });
    const refused = { code: "invalid-token", permanent: false };
    expect(await finished(outcomeOf(post("1")))).toMatchObject(refused);
    expect(calls.client.isTokenRefused).toBe(true);
    for (const work of [() => post("2"), read, () => post("3", engineering)])
      expect(await finished(outcomeOf(work()))).toMatchObject(refused);
    expect(fake.world.records.calls.map(({ status }) => status)).toEqual([401]);
    fake.world.configure({ isTokenValid: true });
    calls.client.setToken(fake.token);
    // It is taken once it was.
    expect(calls.client.isTokenRefused).toBe(true);
    expect(await finished(outcomeOf(post("4")))).toBe("ok");
    expect(calls.client.isTokenRefused).toBe(false);
    expect(said()).toEqual(["4"]);
  });

  it("E12: is none where the token of an interaction is over", async () => {
    const { calls, fake, post, finished } = await openCalls();
    const path = Routes.webhook(fake.applicationId, "over");
    const late = calls.call({ method: "follow", channel: "", repeatable: false }, (rest) =>
      rest.post(path, { body: { content: "x" }, auth: false }),
    );
    expect(await finished(outcomeOf(late))).toMatchObject({ code: "50027", permanent: true });
    expect(calls.client.isTokenRefused).toBe(false);
    expect(await finished(outcomeOf(post("1")))).toBe("ok");
  });
});

describe("a call that waits for nothing", () => {
  it.each<[Failure, string]>([
    [{ type: "error", code: 50013 }, "50013"],
    [{ type: "status", status: 500 }, "ambiguous"],
    [{ type: "lost" }, "ambiguous"],
  ])("is made once: %j", async (as, code) => {
    const { calls, fake, callsOf, finished } = await openCalls();
    fake.faults.failNext({ route: routes.post, as });
    const kind = { method: "post", channel: general, repeatable: false };
    const attempt = calls.attempt(kind, (rest) =>
      rest.post(Routes.channelMessages(general), { body: { content: "1" } }),
    );
    expect(await finished(outcomeOf(attempt))).toMatchObject({ code });
    expect(callsOf(routes.post)).toHaveLength(1);
  });
});
