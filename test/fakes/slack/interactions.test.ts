import { describe, expect, it } from "vitest";
import { type Arrival, connect, openFake, outcomeOf } from "./open-fake.ts";

const general = "C0GENERAL";
const plain = (text: string) => ({ type: "plain_text" as const, text });
const button = (value: string) => ({
  type: "button",
  action_id: "reverie:approve",
  text: plain("Approve"),
  value,
});
const thumb = (value: string) => ({ text: plain(value), value });
const blocks = [
  { type: "actions", block_id: "b", elements: [button("p1")] },
  { type: "section", text: plain("x"), accessory: button("p2") },
  {
    type: "context_actions",
    elements: [
      {
        type: "feedback_buttons",
        action_id: "rate",
        positive_button: thumb("up"),
        negative_button: thumb("down"),
      },
    ],
  },
];
const modal = (text: string) => ({
  type: "modal" as const,
  callback_id: "edit",
  private_metadata: "p1",
  title: plain("Edit"),
  submit: plain("Save"),
  blocks: [
    {
      type: "input",
      block_id: "text",
      label: plain("Text"),
      element: { type: "plain_text_input", action_id: "value", initial_value: text, max_length: 500 },
    },
    {
      type: "input",
      block_id: "scope",
      optional: true,
      label: plain("For"),
      element: {
        type: "static_select",
        action_id: "scope",
        options: [{ text: plain("Team"), value: "team" }],
      },
    },
  ],
});

/** Opens a fake whose app answers each interaction with what `answer` says; undefined is no answer. */
async function openAnswering(answer: (body: Record<string, unknown>) => object | undefined) {
  const parts = await openFake({ settings: { echoes: false } });
  const bodies: Record<string, unknown>[] = [];
  await connect(parts.fake, ({ ack, body }: Arrival) => {
    bodies.push(body);
    const given = answer(body);
    if (given) void ack(given);
  });
  return { ...parts, bodies };
}

describe("a button", () => {
  it.each([
    ["reverie:approve", "p1", { type: "button", value: "p1", block_id: "b" }],
    ["reverie:approve", "p2", { type: "button", value: "p2", block_id: "block1" }],
    ["rate", "down", { type: "feedback_buttons", value: "down", block_id: "block2" }],
  ])("%s %s is pressed in a message", async (action, value, entry) => {
    const { fake, client, bodies } = await openAnswering(() => ({}));
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "card", blocks });
    const pressed = fake.world.press({ person: "ana", channel: "general", ts, action, value });
    expect(await pressed.answer).toEqual({ type: "acknowledged", payload: {} });
    expect(bodies).toMatchObject([
      {
        type: "block_actions",
        user: { id: "U0ANA", team_id: "T0TEAM" },
        container: { type: "message", message_ts: ts, channel_id: general, is_ephemeral: false },
        channel: { id: general, name: "general" },
        message: { ts, text: "card" },
        actions: [{ action_id: action, ...entry }],
        trigger_id: pressed.triggerId,
        response_url: pressed.responseUrl,
      },
    ]);
  });

  it("that is not there cannot be pressed", async () => {
    const { fake, client } = await openAnswering(() => ({}));
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "card", blocks });
    const press = (more: object) => () =>
      fake.world.press({ person: "ana", channel: "general", ts, action: "reverie:approve", ...more });
    expect(press({ value: "p3" })).toThrow("Nothing to press");
    expect(press({ action: "reverie:reject" })).toThrow("Nothing to press");
    expect(press({ ts: "1.000001" })).toThrow("There is no message");
  });

  it("E12: is shown as failed when the app says nothing for 3 s", async () => {
    const { fake, client, clock } = await openAnswering(() => undefined);
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "card", blocks });
    const { answer } = fake.world.press({
      person: "ana",
      channel: "general",
      ts,
      action: "rate",
      value: "up",
    });
    await clock.advance(3000);
    expect(await answer).toEqual({ type: "timeout" });
    expect(fake.world.records.failedInteractions).toEqual(["block_actions"]);
  });
});

describe("a modal", () => {
  it("opens once, within 3 s, for a trigger that exists", async () => {
    const { fake, client, clock } = await openAnswering(() => ({}));
    const trigger = () => fake.world.command({ person: "ana", channel: "general", text: "help" }).triggerId;
    const open = (trigger_id: string) => outcomeOf(client.views.open({ trigger_id, view: modal("old") }));
    const first = trigger();
    expect(await open(first)).toBe("ok");
    expect(await open(first)).toBe("trigger_exchanged");
    expect(await open("1.2.3")).toBe("invalid_trigger_id");
    const late = trigger();
    await clock.advance(3001);
    expect(await open(late)).toBe("expired_trigger_id");
    const large = { ...modal("old"), private_metadata: "x".repeat(250_000) };
    expect(await outcomeOf(client.views.open({ trigger_id: trigger(), view: large }))).toBe("view_too_large");
    const wrong = { ...modal("old"), title: plain("x".repeat(25)) };
    expect(await outcomeOf(client.views.open({ trigger_id: trigger(), view: wrong }))).toBe(
      "invalid_arguments",
    );
  });

  it("is updated with its hash, and submitted with what people filled in", async () => {
    let answer: object = {};
    const { fake, client, bodies } = await openAnswering(() => answer);
    const { triggerId } = fake.world.command({ person: "ana", channel: "general", text: "edit" });
    const { view } = await client.views.open({ trigger_id: triggerId, view: modal("old") });
    const update = (more: object) =>
      outcomeOf(client.apiCall("views.update", { view_id: view?.id, view: modal("older"), ...more }));
    expect(await update({ hash: "elsewhere" })).toBe("hash_conflict");
    expect(await update({ view_id: "V000099" })).toBe("not_found");
    expect(await update({ hash: view?.hash })).toBe("ok");
    expect(() => fake.world.submit({ person: "ana", fields: { value: "x".repeat(501) } })).toThrow("500");
    expect(() => fake.world.submit({ person: "ana", fields: { other: "x" } })).toThrow("no field");
    answer = { response_action: "errors", errors: { text: "Too short" } };
    await fake.world.submit({ person: "ana" }).answer;
    expect(fake.world.modal({ person: "ana" })).toMatchObject({ id: view?.id });
    answer = {};
    await fake.world.submit({ person: "ana", fields: { text: "new", scope: "team" } }).answer;
    expect(fake.world.modal({ person: "ana" })).toBeNull();
    const values = (body: unknown) => (body as { view: { state: { values: unknown } } }).view.state.values;
    const submissions = bodies.filter(({ type }) => type === "view_submission");
    expect(submissions.map(values)).toMatchObject([
      {
        text: { value: { type: "plain_text_input", value: "older" } },
        scope: { scope: { selected_option: null } },
      },
      { text: { value: { value: "new" } }, scope: { scope: { selected_option: { value: "team" } } } },
    ]);
    expect(submissions[0]).toMatchObject({ view: { callback_id: "edit", private_metadata: "p1" } });
  });

  it("is a home tab for each person, with buttons", async () => {
    const { fake, client, bodies } = await openAnswering(() => ({}));
    const view = { type: "home" as const, blocks: blocks.slice(0, 2) };
    const home = await client.views.publish({ user_id: "U0ANA", view });
    expect(fake.world.home({ person: "ben" })).toBeNull();
    await fake.world.pressInView({ person: "ana", in: "home", action: "reverie:approve", value: "p1" })
      .answer;
    expect(bodies).toMatchObject([
      { container: { type: "view", view_id: home.view?.id }, view: { type: "home" } },
    ]);
    expect(bodies[0]).not.toHaveProperty("response_url");
    const stale = client.views.publish({ user_id: "U0ANA", view, hash: "elsewhere" });
    expect(await outcomeOf(stale)).toBe("hash_conflict");
    expect(await outcomeOf(client.views.publish({ user_id: "U0NOBODY", view }))).toBe("user_not_found");
  });
});

describe("a command and a shortcut", () => {
  it("come with what the app needs, and their answers are shown to one person", async () => {
    const { fake, bodies } = await openAnswering(({ command }) => (command ? { text: "Here is help." } : {}));
    const { ts } = fake.world.say({ person: "ben", channel: "general", text: "keep this" });
    await fake.world.command({ person: "ana", channel: "dm-ana", text: "help" }).answer;
    await fake.world.shortcut({ person: "ana", channel: "general", ts, callback: "remember" }).answer;
    expect(bodies.filter(({ type }) => type !== "event_callback")).toMatchObject([
      {
        command: "/reverie",
        text: "help",
        user_id: "U0ANA",
        channel_id: "D0ANA",
        channel_name: "directmessage",
      },
      { type: "message_action", callback_id: "remember", message: { text: "keep this", ts, user: "U0BEN" } },
    ]);
    expect(fake.world.ephemerals({ person: "ana" })).toMatchObject([
      { text: "Here is help.", channel: "D0ANA" },
    ]);
    expect(fake.world.ephemerals({ person: "ben" })).toEqual([]);
  });
});

describe("a response URL", () => {
  async function openPressed() {
    const parts = await openAnswering(() => ({}));
    const { ts = "" } = await parts.client.chat.postMessage({ channel: general, text: "card", blocks });
    const press = () =>
      parts.fake.world.press({ person: "ana", channel: "general", ts, action: "rate", value: "up" });
    const { responseUrl } = press();
    const respond = async (body: object) => {
      const headers = { "content-type": "application/json" };
      const response = await fetch(responseUrl, { method: "POST", headers, body: JSON.stringify(body) });
      return [response.status, ((await response.json()) as { error?: string }).error ?? "ok"];
    };
    return { ...parts, ts, respond };
  }

  it("E12: works five times, for thirty minutes", async () => {
    const { respond, fake } = await openPressed();
    for (let use = 0; use < 5; use += 1) expect(await respond({ text: `${use}` })).toEqual([200, "ok"]);
    expect(await respond({ text: "6" })).toEqual([404, "used_url"]);
    expect(fake.world.ephemerals({ person: "ana" }).map(({ text }) => text)).toEqual([
      "0",
      "1",
      "2",
      "3",
      "4",
    ]);
  });

  it("expires", async () => {
    const { respond, clock } = await openPressed();
    await clock.advance(30 * 60 * 1000 + 1);
    expect(await respond({ text: "x" })).toEqual([404, "expired_url"]);
  });

  it("replaces, posts, deletes, and refuses what Slack refuses", async () => {
    const { respond, fake } = await openPressed();
    const shown = () => fake.world.messages({ channel: "general" }).map(({ text }) => text);
    expect(await respond({ text: "done", replace_original: true })).toEqual([200, "ok"]);
    expect(await respond({ text: "public", response_type: "in_channel" })).toEqual([200, "ok"]);
    expect(shown()).toEqual(["done", "public"]);
    expect(await respond({ blocks: [{ type: "banner" }] })).toEqual([500, "invalid_blocks"]);
    expect(await respond({ delete_original: true })).toEqual([200, "ok"]);
    expect(shown()).toEqual(["public"]);
  });
});
