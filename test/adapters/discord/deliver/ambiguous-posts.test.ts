import { describe, expect, it } from "vitest";
import { markOf } from "../../../../src/core/conversation/posted-keys.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import type { Failure } from "../../../fakes/discord/faults.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";
import {
  type DeliveryProcess,
  type OpenDelivery,
  openDelivery,
  type Question,
  routes,
} from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

/** How long the fake remembers a nonce, in milliseconds. Discord says "a few minutes". */
const windowMs = 5 * 60 * 1000;

async function openPlace(ask: (open: OpenDelivery) => Question = (open) => open.ask()) {
  const open = await openDelivery();
  const question = ask(open);
  const standing = () => standingIn(open.fake, question.channel);
  return {
    ...open,
    ...question,
    standing,
    texts: () => standing().map(({ text }) => text),
    post: (text: string, key = "a", { delivery }: Pick<DeliveryProcess, "delivery"> = open) =>
      open.finished(delivery.post(question.place, plainContent(text), key)),
    stream: ({ delivery }: Pick<DeliveryProcess, "delivery"> = open) =>
      delivery.stream(question.place, "answer", question.asker),
    /** What a process leaves behind that dies before it has noted which message stands for a key. */
    loseNote: (key: string) =>
      open.documents.delete({ workspace: open.workspace, kind: "discord-posted", name: markOf(key) }),
  };
}

const places: readonly [string, (open: OpenDelivery) => Question][] = [
  ["a channel", (open) => open.ask()],
  ["a direct conversation", (open) => open.askDirectly()],
];

const done: Failure[] = [
  { type: "lost" },
  { type: "hang", delayMs: 20_000 },
  { type: "hang", delayMs: null },
];
const notDone: Failure[] = [
  { type: "reset" },
  { type: "status", status: 500 },
  { type: "status", status: 504 },
  { type: "error", code: 130000 },
];

describe.each(places)("E14, A6: a post in %s whose end nobody knows", (_, ask) => {
  it.each(done)("is repeated and stands once, where it was done: %j", async (as) => {
    const { calls, fake, callsOf, post, texts } = await openPlace(ask);
    calls.client.options.timeout = 100;
    await post("before", "other");
    fake.faults.failNext({ route: routes.post, as });
    const message = await post("one");
    expect(texts()).toEqual(["before", "one"]);
    // The same words need no edit.
    expect(callsOf(routes.edit)).toEqual([]);
    expect(await post("two")).toBe(message);
    expect(texts()).toEqual(["before", "two"]);
  });

  it.each(notDone)("is said once more, where it was not: %j", async (as) => {
    const { fake, callsOf, post, texts } = await openPlace(ask);
    fake.faults.failNext({ route: routes.post, as });
    await post("one");
    expect(texts()).toEqual(["one"]);
    expect(callsOf(routes.post)).toHaveLength(2);
  });

  it("is the same message with the new content for the next process", async () => {
    const { place, delivery, fake, restart, post, texts, until } = await openPlace(ask);
    fake.faults.failNext({ route: routes.post, as: { type: "hang", delayMs: null } });
    // The process that made it hears no answer any more.
    void delivery.post(place, plainContent("one"), "a").catch(() => undefined);
    await until(() => texts().length === 1, "the post");
    await post("two", "a", restart());
    expect(texts()).toEqual(["two"]);
  });

  it("is the same message for the next process, where the note of it was lost", async () => {
    const { loseNote, restart, post, texts } = await openPlace(ask);
    const message = await post("one");
    await loseNote("a");
    expect(await post("two", "a", restart())).toBe(message);
    expect(texts()).toEqual(["two"]);
  });
});

describe("A5: the draft of a run that died", () => {
  it.each([
    ["noted", false],
    ["not noted", true],
  ])("is the message that the next run ends in, where it was %s", async (_, isLost) => {
    const { finished, loseNote, pass, restart, standing, stream } = await openPlace();
    const killed = stream();
    killed.show("One two ");
    await pass(1500);
    const [draft] = standing();
    expect(draft).toMatchObject({ isDraft: true });
    killed.abandon();
    if (isLost) await loseNote("answer 0");
    const next = stream(restart());
    next.show("Three ");
    await pass(1500);
    const ids = await finished(next.finish(plainContent("Three four.")));
    expect(ids).toEqual([draft?.id]);
    expect(standing()).toMatchObject([{ text: "Three four.", isDraft: false, hasActions: false }]);
  });

  it("ends without a draft of the next run as well", async () => {
    const { finished, loseNote, pass, restart, standing, stream } = await openPlace();
    const killed = stream();
    killed.show("One two ");
    await pass(1500);
    killed.abandon();
    await loseNote("answer 0");
    await finished(stream(restart()).finish(plainContent("Done.")));
    expect(standing()).toMatchObject([{ text: "Done.", isDraft: false }]);
  });
});

describe("what marks a post", () => {
  it("is opaque, is enforced, differs from key to key and from server to server, and is the same for each process", async () => {
    const { callsOf, loseNote, post, restart, place, delivery, finished } = await openPlace();
    await post("one", "answer of Ana about her salary");
    await post("two", "another key");
    await loseNote("another key");
    await post("two", "another key", restart());
    const elsewhere = { ...place, workspace: place.workspace.replace("1", "2") as typeof place.workspace };
    await finished(delivery.post(elsewhere, plainContent("three"), "another key"));
    const bodies = callsOf(routes.post).flatMap(({ body }) => (isObject(body) ? [body] : []));
    const nonces = bodies.map(({ nonce }) => String(nonce));
    expect(bodies.map((body) => body.enforce_nonce)).toEqual([true, true, true, true]);
    expect(nonces.join()).not.toMatch(/ana|salary|key/iu);
    for (const nonce of nonces) expect(nonce).toHaveLength(25);
    expect(nonces[2]).toBe(nonces[1]);
    expect(new Set(nonces).size).toBe(3);
  });
});

it("A6: beyond the few minutes in which Discord knows a nonce, a post of which no note was kept is said twice", async () => {
  const { clock, loseNote, post, restart, texts } = await openPlace();
  await post("one");
  await loseNote("a");
  await clock.advance(windowMs - 1000);
  const next = restart();
  await post("one", "a", next);
  expect(texts()).toEqual(["one"]);
  await loseNote("a");
  await clock.advance(1000);
  await post("one", "a", restart());
  expect(texts()).toEqual(["one", "one"]);
});

it("E8: a refused post leaves nothing behind that a later one would take for it", async () => {
  const { fake, place, delivery, finished, callsOf, post, texts } = await openPlace();
  fake.faults.failNext({ route: routes.post, as: { type: "error", code: 240000 } });
  const refused = finished(delivery.post(place, plainContent("one"), "a"));
  await expect(refused).rejects.toMatchObject({ code: "240000", permanent: true });
  await post("one");
  expect(texts()).toEqual(["one"]);
  expect(callsOf(routes.post)).toHaveLength(2);
});

it("B8: a message that was deleted is not posted again under its key", async () => {
  const { fake, post, texts, callsOf, channel, loseNote } = await openPlace();
  const message = await post("one");
  fake.world.remove({ channel, id: message.slice(message.lastIndexOf("-") + 1) });
  expect(await post("two")).toBe(message);
  expect(texts()).toEqual([]);
  expect(callsOf(routes.post)).toHaveLength(1);
  await loseNote("a");
  expect(await post("two")).toBe(message);
  expect(texts()).toEqual([]);
});
