import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { openReceiving, workspace } from "./open-house.ts";

const canary = "canary-5b1e";
const form = "application/x-www-form-urlencoded";
const json = "application/json";

const event = JSON.stringify({
  type: "event_callback",
  team_id: "T0TEAM",
  event_id: "Ev0FUZZ",
  authorizations: [{ team_id: "T0TEAM" }],
  event: { type: "message", channel: "D0ANA", user: "U0ANA", ts: "1795348800.000100", text: canary },
});
const command = new URLSearchParams({
  command: "/reverie",
  team_id: "T0TEAM",
  channel_id: "C0GENERAL",
  user_id: "U0ANA",
  text: `remember ${canary}`,
  trigger_id: "1.1.fuzz",
}).toString();

/** A request with the place where it was changed after it was signed, or nothing changed at all. */
const requests = fc.record({
  original: fc.constantFrom({ body: event, contentType: json }, { body: command, contentType: form }),
  change: fc.oneof(
    fc.record({
      type: fc.constant("insert" as const),
      at: fc.nat(),
      text: fc.string({ minLength: 1, maxLength: 5 }),
    }),
    fc.record({ type: fc.constant("delete" as const), at: fc.nat(), count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ type: fc.constant("replace" as const), text: fc.string({ maxLength: 40 }) }),
    fc.record({
      type: fc.constant("signature" as const),
      text: fc.stringMatching(/^(v[0-9]=)?[0-9a-f]{0,70}$/u),
    }),
    fc.record({ type: fc.constant("flip" as const), at: fc.nat({ max: 63 }) }),
    fc.record({
      type: fc.constant("version" as const),
      version: fc.constantFrom("v1", "v", "V0", "", "v0=v0"),
    }),
    fc.record({
      type: fc.constant("time" as const),
      bySeconds: fc.integer({ min: -400, max: 400 }).filter((seconds) => seconds !== 0),
    }),
    fc.record({ type: fc.constant("unsigned" as const) }),
    fc.record({ type: fc.constant("swap" as const) }),
  ),
  contentType: fc.option(
    fc.constantFrom("", json, form, "text/plain", `${form}; charset=utf-8`, "multipart/form-data"),
    {
      nil: undefined,
    },
  ),
});

const digestOf = (secret: string, time: string, body: string) =>
  createHmac("sha256", secret).update(`v0:${time}:${body}`).digest("hex");

type Fuzzed = typeof requests extends fc.Arbitrary<infer Value> ? Value : never;

/** The request as it goes out: signed first, then changed. */
function mutated({ original, change, contentType }: Fuzzed, secret: string, now: number) {
  let { body } = original;
  let time = String(Math.floor(now / 1000));
  const signed = `v0=${digestOf(secret, time, body)}`;
  let signature: string | undefined = signed;
  switch (change.type) {
    case "insert": {
      const at = change.at % body.length;
      body = body.slice(0, at) + change.text + body.slice(at);
      break;
    }
    case "delete": {
      const at = change.at % body.length;
      body = body.slice(0, at) + body.slice(at + change.count);
      break;
    }
    case "replace":
      body = change.text;
      break;
    case "signature":
      signature = change.text;
      break;
    case "flip": {
      const at = change.at + 3;
      signature = signed.slice(0, at) + (signed[at] === "0" ? "1" : "0") + signed.slice(at + 1);
      break;
    }
    case "version":
      signature = `${change.version}=${signed.slice(3)}`;
      break;
    case "time":
      // Also those that are in time: a signature counts for its own second alone.
      time = String(Math.floor(now / 1000) + change.bySeconds);
      break;
    case "unsigned":
      signature = undefined;
      break;
    case "swap":
      body = original.body === event ? command : event;
  }
  return { body, time, signature, contentType: contentType ?? original.contentType };
}

it("A15: of 2,000 requests that were changed after they were signed none is taken, has an effect or is logged", async () => {
  const house = await openReceiving({ way: "http", fake: { settings: { echoes: false } } });
  const { push, signingSecret } = house.fake;
  const now = house.clock.now();
  const samples = fc.sample(requests, { numRuns: 2000, seed: 20_261_122 });
  const send = async ({ body, time, signature, contentType }: ReturnType<typeof mutated>) => {
    const response = await fetch(push.url, {
      method: "POST",
      body: new TextEncoder().encode(body),
      headers: {
        "x-slack-request-timestamp": time,
        ...(signature === undefined ? {} : { "x-slack-signature": signature }),
        ...(contentType === "" ? {} : { "content-type": contentType }),
      },
    });
    return `${response.status} ${await response.text()}`;
  };
  for (let start = 0; start < samples.length; start += 50) {
    const batch = samples.slice(start, start + 50).map((sample) => mutated(sample, signingSecret, now));
    expect(new Set(await Promise.all(batch.map(send)))).toEqual(new Set(["401 "]));
  }
  const log = JSON.stringify(house.log.entries, (_key, value: unknown) =>
    value instanceof Error ? `${value.stack} ${JSON.stringify(value)}` : value,
  );
  expect(log).not.toContain(canary);
  expect(await house.parts.history.sequence(workspace)).toBe(0);
  expect(house.fake.world.records.ephemerals).toEqual([]);
  // What was not changed is taken: the others were refused for their changes.
  const time = String(Math.floor(now / 1000));
  const signature = `v0=${digestOf(signingSecret, time, event)}`;
  expect(await send({ body: event, time, signature, contentType: json })).toBe("200 ");
  expect(await house.parts.history.sequence(workspace)).toBe(1);
});
