import { describe, expect, it } from "vitest";
import type { CraftedRequest } from "../../../fakes/slack/delivery/http-push.ts";
import { commandRequest, formType, pressRequest, saidBody, saidRequest } from "./crafted-requests.ts";
import { openReceiving, type ReceivingHouse, workspace } from "./open-house.ts";

const canary = "canary-7f3a9c";

const openHttp = () => openReceiving({ way: "http", fake: { settings: { echoes: false } } });

async function rest(house: ReceivingHouse): Promise<void> {
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
}

/** What a request of this kind may have left behind. */
async function effects(house: ReceivingHouse) {
  await rest(house);
  return {
    sequence: await house.parts.history.sequence(workspace),
    posts: house.fake.world.records.calls.filter(({ method }) => method.startsWith("chat.")).length,
    shown: house.fake.world.records.ephemerals.length,
  };
}

/** Everything that the log was told, causes included. */
function logText(house: ReceivingHouse): string {
  return house.log.entries
    .map(({ event, fields, cause }) =>
      [event, JSON.stringify(fields), cause instanceof Error ? cause.stack : cause].join(" "),
    )
    .join("\n");
}

describe("A14: a request that is sent again", () => {
  it("takes an event once", async () => {
    const house = await openHttp();
    // The message stands in the workspace, and the app is told of it by our requests alone.
    house.fake.world.configure({ events: [] });
    const { ts } = house.fake.world.say({ person: "ana", channel: "dm-ana", text: "what is it?" });
    const asked = saidRequest("what is it?", ts);
    expect(await house.fake.push.craft(asked)).toMatchObject({ status: 200, text: "" });
    await house.until(() => house.answers("dm-ana").length === 1, "an answer");
    const before = await effects(house);
    for (let copy = 0; copy < 5; copy += 1) {
      expect(await house.fake.push.craft({ ...asked, ageSeconds: copy })).toMatchObject({
        status: 200,
      });
    }
    expect(await effects(house)).toEqual(before);
  });

  it("runs a command once", async () => {
    const house = await openHttp();
    const remember = commandRequest("remember I drink tea", "1.2.loopback");
    for (let copy = 0; copy < 3; copy += 1) {
      expect(await house.fake.push.craft(remember)).toMatchObject({ status: 200 });
    }
    await house.until(() => house.fake.world.records.ephemerals.length > 0, "an answer");
    const kept = JSON.stringify(house.fake.world.records.ephemerals);
    expect(house.fake.world.records.ephemerals).toHaveLength(1);
    expect(kept).toMatch(/I drink tea/u);
    const before = await effects(house);
    await house.fake.push.craft(remember);
    expect(await effects(house)).toEqual(before);
  });

  it("takes a click once", async () => {
    const house = await openHttp();
    const click = pressRequest({
      action: "reverie:approve",
      value: "nothing-of-this-id",
      trigger: "3.4.loopback",
    });
    for (let copy = 0; copy < 3; copy += 1) {
      expect(await house.fake.push.craft(click)).toMatchObject({ status: 200 });
    }
    await house.until(() => house.fake.world.records.ephemerals.length > 0, "an answer");
    const before = await effects(house);
    await house.fake.push.craft(click);
    expect(await effects(house)).toEqual(before);
    expect(house.fake.world.records.ephemerals).toHaveLength(1);
  });

  it.each([301, 600, 86_400, -301, -600, -86_400])(
    "%i seconds old is refused, and is 401",
    async (ageSeconds) => {
      const house = await openHttp();
      expect(await house.fake.push.craft({ ...saidRequest("late"), ageSeconds })).toMatchObject({
        status: 401,
        text: "",
      });
      expect(await effects(house)).toEqual({ sequence: 0, posts: 0, shown: 0 });
    },
  );

  it.each([0, 299, 300, -299, -300])("%i seconds old is taken", async (ageSeconds) => {
    const house = await openHttp();
    expect(await house.fake.push.craft({ ...saidRequest("in time"), ageSeconds })).toMatchObject({
      status: 200,
    });
  });
});

const big = JSON.stringify({ ...saidBody(canary), padding: "x".repeat(5 * 1024 * 1024) });

const refused: readonly (readonly [string, number, CraftedRequest])[] = [
  ["unsigned", 401, { ...saidRequest(canary), signature: "none" }],
  ["signed with another secret", 401, { ...saidRequest(canary), signature: "wrong" }],
  ["with a signature of no digest", 401, { ...saidRequest(canary), signature: "garbled" }],
  ["with an empty signature", 401, { ...saidRequest(canary), headers: { "x-slack-signature": "" } }],
  [
    "with a signature of another version",
    401,
    { ...saidRequest(canary), headers: { "x-slack-signature": `v1=${"0".repeat(64)}` } },
  ],
  [
    "with a digest that is too short",
    401,
    { ...saidRequest(canary), headers: { "x-slack-signature": "v0=00" } },
  ],
  [
    "with a digest of other signs",
    401,
    { ...saidRequest(canary), headers: { "x-slack-signature": `v0=${"é".repeat(32)}` } },
  ],
  ["without a time", 401, { ...saidRequest(canary), headers: { "x-slack-request-timestamp": "" } }],
  [
    "with a time that is no number",
    401,
    { ...saidRequest(canary), headers: { "x-slack-request-timestamp": "now" } },
  ],
  [
    "with a time of many digits",
    401,
    { ...saidRequest(canary), headers: { "x-slack-request-timestamp": "9".repeat(40) } },
  ],
  [
    "with a time that is not finite",
    401,
    { ...saidRequest(canary), headers: { "x-slack-request-timestamp": "Infinity" } },
  ],
  ["larger than 4 MB", 413, { body: big }],
  ["larger than 4 MB and unsigned", 413, { body: big, signature: "none" }],
  ["no JSON", 400, { body: `{"${canary}` }],
  ["empty", 400, { body: "" }],
  ["a list", 400, { body: `["${canary}"]` }],
  ["a text", 400, { body: `"${canary}"` }],
  ["null", 400, { body: "null" }],
  ["a form whose payload is no JSON", 400, { contentType: formType, body: `payload=${canary}` }],
  ["a form whose payload is a list", 400, { contentType: formType, body: "payload=[]" }],
  [
    "JSON that says it is a form in other words",
    400,
    { contentType: "text/plain", body: `payload=${canary}` },
  ],
];

describe("A15: a request that is", () => {
  it.each(refused)(
    "%s is answered with %i, without a word, an effect or a trace of its text",
    async (_name, status, request) => {
      const house = await openHttp();
      const answer = await house.fake.push.craft(request);
      expect(answer).toMatchObject({ status, text: "" });
      expect(await effects(house)).toEqual({ sequence: 0, posts: 0, shown: 0 });
      expect(logText(house)).not.toContain(canary);
    },
  );

  it("the check of the certificate is answered, and whatever is smuggled in it has no effect", async () => {
    const house = await openHttp();
    const smuggled = [
      "ssl_check=1&token=loopback",
      `ssl_check=1&${commandRequest(`remember ${canary}`, "9.9").body}`,
      `${commandRequest(`remember ${canary}`, "9.8").body}&ssl_check=1`,
      `ssl_check=1&${pressRequest({ action: "reverie:approve", value: canary, trigger: "9.7" }).body}`,
      `ssl_check=1&payload=${encodeURIComponent(JSON.stringify(saidBody(canary)))}`,
    ];
    for (const signature of ["none", "wrong", "valid"] as const) {
      for (const body of smuggled) {
        expect(await house.fake.push.craft({ body, contentType: formType, signature })).toMatchObject({
          status: 200,
          text: "",
        });
      }
    }
    expect(await effects(house)).toEqual({ sequence: 0, posts: 0, shown: 0 });
    expect(logText(house)).not.toContain(canary);
  });

  it.each(["ssl_check=0", "ssl_check=", "ssl_check=11", "ssl_check=true"])(
    "no such check (%s) is 401",
    async (field) => {
      const house = await openHttp();
      const body = `${field}&${commandRequest("help", "9.6").body}`;
      expect(await house.fake.push.craft({ body, contentType: formType, signature: "none" })).toMatchObject({
        status: 401,
      });
      expect(await effects(house)).toEqual({ sequence: 0, posts: 0, shown: 0 });
    },
  );

  it("such a check in JSON is 401", async () => {
    const house = await openHttp();
    const body = JSON.stringify({ ssl_check: 1, ...saidBody(canary) });
    expect(await house.fake.push.craft({ body, signature: "none" })).toMatchObject({ status: 401 });
  });

  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"])("%s finds nothing", async (method) => {
    const house = await openHttp();
    const response = await fetch(house.fake.push.url, { method });
    expect([404, 405]).toContain(response.status);
    expect(await effects(house)).toEqual({ sequence: 0, posts: 0, shown: 0 });
  });

  it.each([
    ["of a type that nobody knows", { body: JSON.stringify({ type: "surprise", text: canary }) }],
    ["an empty object", { body: "{}" }],
    [
      "an event of another workspace",
      { body: JSON.stringify({ ...saidBody(canary), authorizations: [{ team_id: "T0OTHER" }] }) },
    ],
    [
      "an event of nothing but a type",
      { body: JSON.stringify({ ...saidBody(canary), event: { type: "message" } }) },
    ],
    ["an event without an event", { body: JSON.stringify({ ...saidBody(canary), event: undefined }) }],
    ["a button of somebody else's", pressRequest({ action: "other:approve", value: canary, trigger: "9.5" })],
  ] satisfies readonly (readonly [string, CraftedRequest])[])(
    "rightly signed and %s is taken and means nothing",
    async (_name, request) => {
      const house = await openHttp();
      expect(await house.fake.push.craft(request)).toMatchObject({ status: 200, text: "" });
      expect(await effects(house)).toEqual({ sequence: 0, posts: 0, shown: 0 });
      expect(logText(house)).not.toContain(canary);
    },
  );
});

describe("the address", () => {
  it("proves itself to Slack alone", async () => {
    const house = await openHttp();
    const { push } = house.fake;
    expect(await push.verifyUrl("a challenge")).toMatchObject({
      status: 200,
      text: '{"challenge":"a challenge"}',
    });
    const body = JSON.stringify({ type: "url_verification", challenge: canary, token: "loopback" });
    expect(await push.craft({ body, signature: "wrong" })).toMatchObject({ status: 401, text: "" });
    expect(
      await push.craft({ body: JSON.stringify({ type: "url_verification", challenge: 5 }) }),
    ).toMatchObject({ text: "" });
  });

  it("proves itself before the bot has started, and takes nothing else until then, nor once it stopped", async () => {
    const house = await openReceiving({
      way: "http",
      isStopped: true,
      fake: { settings: { echoes: false } },
    });
    const { push } = house.fake;
    expect(await push.verifyUrl("early")).toMatchObject({ status: 200 });
    expect(await push.craft(saidRequest("early"))).toMatchObject({ status: 503, text: "" });
    expect(house.slack.state().state).toBe("down");
    await house.start();
    expect(house.slack.state()).toEqual({
      state: "ok",
      detail: "Slack's requests are taken at /slack/events.",
    });
    expect(await push.craft(saidRequest("in time"))).toMatchObject({ status: 200 });
    await rest(house);
    await house.slack.stop();
    expect(await push.craft(saidRequest("late"))).toMatchObject({ status: 503, text: "" });
    expect(house.slack.state().state).toBe("down");
    expect(await house.recorded("D0ANA")).toMatchObject([{ text: "in time" }]);
  });
});
