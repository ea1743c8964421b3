import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { verifySlackRequest } from "@slack/bolt";
import { describe, expect, it, onTestFinished } from "vitest";
import { readBody } from "../messages-server/received-request.ts";
import { openFake } from "./open-fake.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Opens an app that answers each request with what `answer` says, and a fake that pushes to it. */
async function openPushed(answer: (received: Received, count: number) => [number, string, object?] | null) {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const one = { headers: request.headers, body: await readBody(request, 1e8) };
    received.push(one);
    const given = answer(one, received.length);
    for (const look of [...waiting]) look();
    if (given) response.writeHead(given[0], { ...given[2] }).end(given[1]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const pushUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const parts = await openFake({ pushUrl, settings: { echoes: false } });
  const arrived = (count: number) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (received.length >= count) resolve();
      };
      waiting.add(look);
      look();
    });
  return { ...parts, received, arrived };
}

const ok = (): [number, string] => [200, ""];

describe("Slack by HTTP", () => {
  it("signs what it posts so that the vendor's own check takes it", async () => {
    const { fake, received, clock } = await openPushed(ok);
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await fake.outbox.settled();
    fake.world.command({ person: "ana", channel: "general", text: "help me" });
    await fake.outbox.settled();
    for (const { headers, body } of received) {
      const check = (signingSecret: string) => () =>
        verifySlackRequest({
          signingSecret,
          body,
          headers: {
            "x-slack-signature": String(headers["x-slack-signature"]),
            "x-slack-request-timestamp": Number(headers["x-slack-request-timestamp"]),
          },
          nowMilliseconds: clock.now(),
        });
      expect(check(fake.signingSecret)).not.toThrow();
      expect(check("another")).toThrow("signature mismatch");
    }
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({
      type: "event_callback",
      event: { text: "hello" },
    });
    expect(Object.fromEntries(new URLSearchParams(received[1]?.body))).toMatchObject({ text: "help me" });
    expect(fake.world.records.acks).toHaveLength(2);
  });

  it("posts interactions as forms and takes the answer from the response", async () => {
    const { fake, client, received } = await openPushed(() => [200, '{"text":"hi"}']);
    const element = { type: "button", action_id: "go", text: { type: "plain_text" as const, text: "Go" } };
    const blocks = [{ type: "actions", elements: [element] }];
    const { ts = "" } = await client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks });
    const pressed = fake.world.press({ person: "ana", channel: "general", ts, action: "go" });
    expect(await pressed.answer).toEqual({ type: "acknowledged", payload: { text: "hi" } });
    const payload = new URLSearchParams(received[0]?.body).get("payload") ?? "";
    expect(JSON.parse(payload)).toMatchObject({ type: "block_actions", actions: [{ action_id: "go" }] });
  });

  it("A7: tries again after a refusal, with the number of the attempt", async () => {
    const { fake, received, arrived, clock } = await openPushed((_one, count) => [count < 3 ? 500 : 200, ""]);
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await arrived(1);
    const advanceUntil = async (count: number, delayMs: number) => {
      while (received.length < count) await clock.advance(delayMs);
    };
    await advanceUntil(2, 1);
    expect(received[1]?.headers).toMatchObject({
      "x-slack-retry-num": "1",
      "x-slack-retry-reason": "http_timeout",
    });
    await advanceUntil(3, 1000);
    await fake.outbox.settled();
    expect(received[2]?.headers["x-slack-retry-num"]).toBe("2");
    expect(new Set(received.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
  });

  it("tries again when nothing answers in 3 s, and each attempt once", async () => {
    const { fake, received, arrived, clock } = await openPushed((_one, count) =>
      count < 3 ? null : [200, ""],
    );
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    for (const [count, delayMs] of [
      [1, 3000],
      [2, 63_000],
      [3, 0],
    ] as const) {
      await arrived(count);
      await clock.advance(delayMs);
    }
    await fake.outbox.settled();
    await clock.advance(600_000);
    expect(received.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2"]);
  });

  it("tries no more when it is asked not to", async () => {
    const { fake, received } = await openPushed(() => [500, "", { "x-slack-no-retry": "1" }]);
    fake.world.say({ person: "ana", channel: "dm-ana", text: "hello" });
    await fake.outbox.settled();
    expect(received).toHaveLength(1);
  });

  it("A14, A15: makes requests to measure", async () => {
    const { fake, received, clock } = await openPushed(({ headers }) => [
      headers["x-slack-signature"] ? 200 : 401,
      "",
    ]);
    const nowSeconds = Math.floor(clock.now() / 1000);
    expect((await fake.push.verifyUrl("c")).status).toBe(200);
    expect((await fake.push.craft({ body: "{", signature: "none" })).status).toBe(401);
    await fake.push.craft({ body: "x".repeat(5_000_000), ageSeconds: 360, signature: "wrong" });
    await fake.push.craft({ body: "", ageSeconds: -3600, signature: "garbled" });
    expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({ type: "url_verification", challenge: "c" });
    expect(received[2]?.body).toHaveLength(5_000_000);
    const stamps = received.map(({ headers }) => Number(headers["x-slack-request-timestamp"]) - nowSeconds);
    expect(stamps).toEqual([0, 0, -360, 3600]);
    expect(received[3]?.headers["x-slack-signature"]).toBe("v0");
  });
});
