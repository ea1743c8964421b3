import { describe, expect, it } from "vitest";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import type { Failure } from "../../../fakes/slack/faults.ts";
import { openDelivery } from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

const method = "chat.postMessage";

async function openPlace(isThread = true) {
  const open = await openDelivery();
  const asked = open.ask();
  const place = isThread ? asked : { ...asked, thread: null };
  const texts = () => standingIn(open.fake, place).map(({ text }) => text);
  const post = (text: string, key = "a", delivery = open.delivery) =>
    open.finished(delivery.post(place, plainContent(text), key));
  return { ...open, place, texts, post };
}

const done: Failure[] = [
  { type: "lost" },
  { type: "hang", delayMs: 20_000 },
  { type: "hang", delayMs: null },
];
const notDone: Failure[] = [
  { type: "reset" },
  { type: "status", status: 500 },
  { type: "status", status: 504 },
  { type: "error", error: "internal_error" },
  { type: "error", error: "request_timeout" },
];

describe.each([
  ["a thread", true],
  ["a channel", false],
])("E14, A6: a post in %s whose end nobody knows", (_, isThread) => {
  it.each(done)("is found by its mark and said once, where it was done: %j", async (as) => {
    const { fake, callsOf, post, texts } = await openPlace(isThread);
    await post("before", "other");
    fake.faults.failNext({ method, as });
    const message = await post("one");
    expect(texts()).toEqual(["before", "one"]);
    expect(callsOf(method)).toHaveLength(2);
    // From then on it is known.
    expect(await post("two")).toBe(message);
    expect(texts()).toEqual(["before", "two"]);
  });

  it.each(notDone)("is said once more, where it was not: %j", async (as) => {
    const { fake, callsOf, post, texts } = await openPlace(isThread);
    fake.faults.failNext({ method, as });
    await post("one");
    expect(texts()).toEqual(["one"]);
    expect(callsOf(method)).toHaveLength(2);
  });

  it("is found although Slack shows it a moment later", async () => {
    const { fake, post, texts } = await openPlace(isThread);
    fake.faults.failNext({ method, as: { type: "lost" } });
    // The first look fails three times, and the next one finds it.
    const look = isThread ? "conversations.replies" : "conversations.history";
    fake.faults.failNext({ method: look, as: { type: "status", status: 500 }, times: 2 });
    await post("one");
    expect(texts()).toEqual(["one"]);
  });

  it("is found by another process after a crash between intent and answer", async () => {
    const { fake, place, delivery, restart, callsOf, post, texts, until } = await openPlace(isThread);
    fake.faults.failNext({ method, as: { type: "hang", delayMs: null } });
    // The process that made it hears no answer any more.
    void delivery.post(place, plainContent("one"), "a").catch(() => undefined);
    await until(() => texts().length === 1, "the post");
    const next = await restart();
    await post("one", "a", next.delivery);
    expect(texts()).toEqual(["one"]);
    expect(callsOf(method)).toHaveLength(1);
  });

  it("is said by another process where the crash came before the post", async () => {
    const { fake, place, delivery, restart, callsOf, post, texts, until } = await openPlace(isThread);
    fake.faults.failNext({ method, as: { type: "slow", delayMs: 3_600_000 } });
    // The process that made it hears no answer any more.
    void delivery.post(place, plainContent("one"), "a").catch(() => undefined);
    await until(() => callsOf(method).length === 1, "the call");
    const next = await restart();
    await post("one", "a", next.delivery);
    expect(texts()).toEqual(["one"]);
  });
});

describe("what marks a post", () => {
  it("is opaque, differs from key to key, and is the same for each process", async () => {
    const { fake, post } = await openPlace();
    await post("one", "answer of Ana about her salary");
    await post("two", "another key");
    const marks = fake.world.messages({ channel: "general" }).flatMap(({ metadata }) => metadata ?? []);
    expect(marks).toHaveLength(2);
    expect(JSON.stringify(marks)).not.toMatch(/ana|salary|key/iu);
    expect(new Set(marks.map((mark) => JSON.stringify(mark))).size).toBe(2);
  });
});

it("E14: where the app may not read the place it is said twice rather than never, and the log says so", async () => {
  const { fake, log, post, texts } = await openPlace();
  fake.world.configure({ scopes: ["chat:write", "channels:read"] });
  fake.faults.failNext({ method, as: { type: "lost" } });
  await post("one");
  expect(texts()).toEqual(["one", "one"]);
  expect(log.entries.map(({ event }) => event)).toContain("post-not-reconciled");
});

it("E14: where the look itself fails nothing is said again before somebody could look", async () => {
  const { fake, place, delivery, finished, callsOf, post, texts } = await openPlace();
  fake.faults.failNext({ method, as: { type: "lost" } });
  fake.faults.failNext({
    method: "conversations.replies",
    as: { type: "status", status: 500 },
    times: null,
  });
  const failed = await finished(
    delivery.post(place, plainContent("one"), "a").catch((error: unknown) => error),
  );
  expect(failed).toMatchObject({ code: "ambiguous", permanent: false });
  expect(callsOf(method)).toHaveLength(1);
  fake.faults.heal();
  await post("one");
  expect(texts()).toEqual(["one"]);
});

it("E8: a refused post leaves nothing behind that a later one would look for", async () => {
  const { fake, place, delivery, finished, callsOf, post, texts } = await openPlace();
  fake.faults.failNext({ method, as: { type: "error", error: "restricted_action" } });
  const refused = finished(delivery.post(place, plainContent("one"), "a"));
  await expect(refused).rejects.toMatchObject({ code: "restricted_action", permanent: true });
  await post("one");
  expect(texts()).toEqual(["one"]);
  expect(callsOf("conversations.replies")).toEqual([]);
});

it("B8: a message that was deleted is not posted again under its key", async () => {
  const { fake, post, texts, callsOf } = await openPlace();
  const message = await post("one");
  fake.world.remove({ channel: "general", ts: message.slice(message.lastIndexOf("-") + 1) });
  expect(await post("two")).toBe(message);
  expect(texts()).toEqual([]);
  expect(callsOf(method)).toHaveLength(1);
});
