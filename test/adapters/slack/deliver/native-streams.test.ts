import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { type Content, plainContent } from "../../../../src/core/ports/delivery.ts";
import { splitMarkdown } from "../../../../src/core/text/split-markdown.ts";
import type { Settings } from "../../../fakes/slack/world/state.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { type OpenDelivery, openDelivery } from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

const reader = asId<never>("U0ANA");

async function openStreams(settings: Partial<Settings> = {}) {
  const open = await openDelivery(settings);
  const place = open.ask();
  return {
    ...open,
    place,
    texts: () => standingIn(open.fake, place).map(({ text }) => text),
    broken: () => open.fake.world.messages({ channel: "general" }).filter(({ isBroken }) => isBroken),
    openNow: () =>
      open.fake.world.messages({ channel: "general" }).filter(({ streaming }) => streaming === "in_progress"),
    stream: (key = "answer") => open.delivery.stream(place, key, askerOf(reader)),
    begun: () =>
      open.until(
        () => open.fake.world.messages({ channel: "general" }).some(({ streaming }) => streaming !== null),
        "the begin of the stream",
      ),
    end: (stream: ReturnType<OpenDelivery["delivery"]["stream"]>, content: Content | string) =>
      open.finished(stream.finish(typeof content === "string" ? plainContent(content) : content)),
  };
}

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");

describe("a native stream", () => {
  it("is not begun for what is complete at once, nor outside of threads", async () => {
    const { delivery, place, callsOf, stream, end, pass, finished } = await openStreams();
    const quick = stream("quick");
    quick.show("Yes");
    await end(quick, "Yes.");
    const open = delivery.stream({ ...place, thread: null }, "open", askerOf(reader));
    open.show("A longer answer ");
    await pass(3000);
    await finished(open.finish(plainContent("A longer answer.")));
    expect(callsOf("chat.startStream")).toEqual([]);
    expect(callsOf("chat.postMessage")).toHaveLength(2);
  });

  it("is one message from its first words to its last, with no post and no edit", async () => {
    const { callsOf, stream, end, pass, texts, openNow } = await openStreams();
    const answer = stream();
    answer.show("One two ");
    await pass(2000);
    expect(openNow()).toHaveLength(1);
    answer.show("One two three four ");
    await pass(2000);
    await end(answer, { ...plainContent("One two three four five."), note: "small" });
    expect(texts()).toEqual(["One two three four five."]);
    expect(openNow()).toEqual([]);
    expect(callsOf("chat.postMessage")).toEqual([]);
    expect(callsOf("chat.update")).toEqual([]);
  });

  it("appends one piece at a time, however slowly Slack takes them", async () => {
    const { fake, clock, callsOf, stream, end, pass, until, texts } = await openStreams();
    const answer = stream();
    let text = "word0 ";
    answer.show(text);
    await until(() => callsOf("chat.startStream").some(({ outcome }) => outcome === "ok"), "the begin");
    fake.faults.failNext({
      method: "chat.appendStream",
      as: { type: "slow", delayMs: 3000 },
      times: null,
    });
    for (let index = 1; index < 30; index += 1) {
      text += `word${index} `;
      answer.show(text);
      await pass(500);
      expect(callsOf("chat.appendStream").filter(({ outcome }) => outcome === null).length).toBeLessThan(2);
    }
    const beginnings = callsOf("chat.appendStream").map(({ at }) => at);
    expect(beginnings.length).toBeGreaterThan(2);
    for (const [index, at] of beginnings.entries())
      if (index > 0) expect(at - (beginnings[index - 1] ?? 0)).toBeGreaterThanOrEqual(3000);
    const before = clock.now();
    await end(answer, text);
    expect(clock.now() - before).toBeLessThan(5000);
    expect(texts()).toEqual([text]);
  });

  it("never says a piece twice where nobody knows whether it stands there", async () => {
    const { fake, callsOf, stream, begun, end, pass, texts } = await openStreams();
    const answer = stream();
    answer.show("One two ");
    await begun();
    fake.faults.failNext({ method: "chat.appendStream", as: { type: "lost" } });
    answer.show("One two three four ");
    await pass(3000);
    answer.show("One two three four five six ");
    await pass(3000);
    expect(callsOf("chat.appendStream")).toHaveLength(1);
    await end(answer, "One two three four five six seven.");
    expect(texts()).toEqual(["One two three four five six seven."]);
  });

  it("E7: waits for no rate limit of its pieces, and says all of it at the end", async () => {
    const { fake, callsOf, stream, begun, end, pass, texts } = await openStreams();
    const answer = stream();
    answer.show("One two ");
    await begun();
    const limited = { type: "ratelimited", retryAfterSeconds: 30 } as const;
    fake.faults.failNext({ method: "chat.appendStream", as: limited, times: null });
    answer.show("One two three four ");
    await pass(5000);
    await end(answer, "One two three four five.");
    expect(texts()).toEqual(["One two three four five."]);
    expect(callsOf("chat.appendStream").length).toBeLessThan(3);
  });

  it("is drawn again where the model began anew, with nothing of the first try left", async () => {
    const { fake, stream, begun, end, pass, texts } = await openStreams();
    const answer = stream();
    answer.show("The capital of France is Lyon, I believe, because ");
    await begun();
    answer.show("");
    await pass(2000);
    answer.show("Paris is the capital ");
    await pass(2000);
    await end(answer, "Paris is the capital.");
    expect(texts()).toEqual(["Paris is the capital."]);
    expect(fake.world.messages({ channel: "general" }).at(-1)?.streaming).not.toBe("in_progress");
  });

  it.each([8_001, 9_000, 12_500, 20_000, 50_000])(
    "E1: that grows to %d characters ends as parts that are the whole text",
    async (length) => {
      const { stream, begun, end, pass, texts, broken, openNow } = await openStreams();
      const text = words(length).slice(0, length);
      const answer = stream();
      answer.show(text.slice(0, 100));
      await begun();
      for (let shown = 0; shown < length; shown += 9000) {
        answer.show(text.slice(0, shown));
        await pass(1000);
      }
      const ids = await end(answer, text);
      expect(texts().join("")).toBe(text);
      expect(ids).toHaveLength(splitMarkdown(text, 8000).length);
      expect([...broken(), ...openNow()]).toEqual([]);
    },
  );
});

describe("E13, A5: a stream that Slack ends by itself", () => {
  it.each([
    ["while the answer grows", 6000],
    ["in the silence before its end", 0],
  ])("%s is whole at the end, stands once, and is not broken", async (_, growingMs) => {
    const { clock, stream, begun, end, pass, texts, broken, callsOf } = await openStreams({
      streamLifeMs: 4000,
    });
    const answer = stream();
    answer.show("One two ");
    await begun();
    if (growingMs > 0) {
      await pass(growingMs);
      answer.show("One two three four ");
      await pass(2000);
    } else await clock.advance(4000);
    const [id] = await end(answer, { ...plainContent("One two three four five."), note: "small" });
    expect(texts()).toEqual(["One two three four five."]);
    expect(broken()).toEqual([]);
    expect(callsOf("chat.postMessage")).toEqual([]);
    expect(id).toContain(String(callsOf("chat.update").at(-1)?.arguments.ts));
  });

  it("is mended although its end is longer than a message", async () => {
    const { stream, begun, end, pass, texts, broken } = await openStreams({ streamLifeMs: 4000 });
    const text = words(3000);
    const answer = stream();
    answer.show(text.slice(0, 100));
    await begun();
    await pass(6000);
    await end(answer, text);
    expect(texts().join("")).toBe(text);
    expect(broken()).toEqual([]);
  });
});

it("A20: a stream that a person stopped ends with what was said, once", async () => {
  const { fake, place, stream, begun, end, pass, texts, callsOf } = await openStreams();
  const answer = stream();
  answer.show("One two ");
  await begun();
  const thread = place.thread?.slice(place.thread.lastIndexOf("-") + 1) ?? "";
  fake.world.pressStop({ person: "ana", channel: "general", thread });
  answer.show("One two three ");
  await pass(2000);
  await end(answer, "One two three\n\n(stopped)");
  expect(texts()).toEqual(["One two three\n\n(stopped)"]);
  expect(callsOf("chat.postMessage")).toEqual([]);
});

it("E15: a stream whose message somebody deleted ends without a word and without a failure", async () => {
  const { fake, stream, begun, end, pass, texts, callsOf } = await openStreams();
  const answer = stream();
  answer.show("One two ");
  await begun();
  const message = fake.world.messages({ channel: "general" }).at(-1);
  fake.world.remove({ channel: "general", ts: message?.ts ?? "" });
  answer.show("One two three ");
  await pass(2000);
  await end(answer, "One two three four.");
  expect(texts()).toEqual([]);
  expect(callsOf("chat.postMessage")).toEqual([]);
});

describe("E14, A6: a stream", () => {
  it.each(["lost", "hang"] as const)(
    "of which nobody knows whether it began (%s) is found as the newest own message of the thread",
    async (type) => {
      const { fake, stream, end, pass, texts, callsOf, broken, openNow } = await openStreams();
      const as = type === "lost" ? { type } : { type, delayMs: 20_000 };
      fake.faults.failNext({ method: "chat.startStream", as });
      const answer = stream();
      answer.show("One two ");
      await pass(14_000);
      answer.show("One two three four ");
      await pass(3000);
      await end(answer, "One two three four five.");
      expect(texts()).toEqual(["One two three four five."]);
      expect([...broken(), ...openNow()]).toEqual([]);
      expect(callsOf("chat.startStream")).toHaveLength(1);
    },
  );

  it("that never began is said once, and takes nobody's place", async () => {
    const { fake, stream, begun, end, pass, texts } = await openStreams();
    // An answer before it in the thread, which its stream did not say whole.
    const before = stream("before");
    before.show("Wrong beginning ");
    await begun();
    before.show("Right ");
    await pass(1000);
    await end(before, "Right answer.");
    fake.faults.failNext({ method: "chat.startStream", as: { type: "reset" } });
    const answer = stream("after");
    answer.show("One two ");
    await pass(4000);
    await end(answer, "One two three.");
    expect(texts()).toEqual(["Right answer.", "One two three."]);
  });

  it("of which nobody knows whether it began is said all the same where the app may not read the place", async () => {
    const { fake, log, stream, end, pass, texts } = await openStreams();
    fake.world.configure({ scopes: ["chat:write", "channels:read"] });
    fake.faults.failNext({ method: "chat.startStream", as: { type: "lost" } });
    const answer = stream();
    answer.show("One two ");
    await pass(4000);
    await end(answer, "One two three.");
    // The one that cannot be found stays as it was begun: that is the window.
    expect(texts()).toEqual(["One two ", "One two three."]);
    expect(log.entries.map(({ event }) => event)).toContain("post-not-reconciled");
  });

  it("whose end was lost says all of it, once", async () => {
    const { fake, stream, begun, end, texts, openNow } = await openStreams();
    const answer = stream();
    answer.show("One two ");
    await begun();
    fake.faults.failNext({ method: "chat.stopStream", as: { type: "lost" } });
    await end(answer, { ...plainContent("One two three."), note: "small" });
    expect(texts()).toEqual(["One two three."]);
    expect(openNow()).toEqual([]);
  });

  it("that a run which died left open is ended by the next run, and says the new text", async () => {
    const { place, restart, finished, pass, fake, stream, begun, texts, openNow, broken } =
      await openStreams();
    const first = stream();
    first.show("One two ");
    await begun();
    const next = await restart();
    const again = next.delivery.stream(place, "answer", askerOf(reader));
    again.show("Three four ");
    await pass(3000);
    await finished(again.finish(plainContent("Three four five.")));
    expect(texts()).toEqual(["Three four five."]);
    expect([...openNow(), ...broken()]).toEqual([]);
    expect(fake.world.messages({ channel: "general" })).toHaveLength(2);
  });

  it("that expired while nobody ran is mended by the next run", async () => {
    const { place, restart, finished, clock, stream, begun, texts, broken } = await openStreams({
      streamLifeMs: 4000,
    });
    const first = stream();
    first.show("One two ");
    await begun();
    first.abandon();
    await clock.advance(60_000);
    expect(broken()).toHaveLength(1);
    const next = await restart();
    const again = next.delivery.stream(place, "answer", askerOf(reader));
    await finished(again.finish(plainContent("Three four five.")));
    expect(texts()).toEqual(["Three four five."]);
    expect(broken()).toEqual([]);
  });
});
