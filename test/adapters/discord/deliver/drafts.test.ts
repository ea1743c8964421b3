import { describe, expect, it } from "vitest";
import { type Content, plainContent } from "../../../../src/core/ports/delivery.ts";
import type { PlannedFailure } from "../../../fakes/discord/faults.ts";
import { openDelivery, routes } from "./open-delivery.ts";
import { buttonsOf, seenIn, standingIn } from "./standing-messages.ts";

const intervalMs = 1500;

const rich: Content = {
  ...plainContent("One two three four."),
  note: "A model",
  actions: [{ verb: "good", label: "Good", description: "A good answer", style: "plain", value: "a1" }],
};

async function openStream() {
  const open = await openDelivery();
  const { delivery, fake, pass, callsOf } = open;
  const question = open.ask();
  const stream = (key = "answer") => delivery.stream(question.place, key, question.asker);
  return {
    ...open,
    ...question,
    stream,
    standing: () => standingIn(fake, question.channel),
    /** Shows a text that grows every 100 ms. */
    grow: async (answer: ReturnType<typeof stream>, delayMs: number) => {
      for (let step = 1; step <= delayMs / 100; step += 1) {
        answer.show(`One two ${"three ".repeat(step)}`);
        await pass(100);
      }
    },
    slow: (plan: Omit<PlannedFailure, "as">, delayMs: number) =>
      fake.faults.failNext({ times: null, ...plan, as: { type: "slow", delayMs } }),
    sentAt: (route: string) => callsOf(route).map(({ at }) => at),
  };
}

describe("an answer that is written slowly", () => {
  it("is posted early as a reply to what was asked, with a button that stops it", async () => {
    const { stream, pass, fake, channel, place, asker, standing, finished } = await openStream();
    const answer = stream();
    answer.show("One two ");
    await pass(900);
    expect(standing()).toEqual([]);
    await pass(300);
    const [draft] = seenIn(fake, channel);
    expect(standing()).toMatchObject([{ text: "One two ", isDraft: true }]);
    expect(draft?.replyTo).toBe(asker.message.split("-")[1]);
    expect(draft && buttonsOf(draft)).toMatchObject([
      { label: "Stop", custom_id: `reverie:stop:${place.thread}` },
    ]);
    await finished(answer.finish(rich));
    expect(standing()).toMatchObject([{ text: rich.text, isDraft: false, hasNote: true, hasActions: true }]);
    const [ended] = seenIn(fake, channel);
    expect(ended && buttonsOf(ended).map(({ label }) => label)).toEqual(["Good"]);
  });

  it("is stopped in a direct conversation by a button of its own, and replies to nothing", async () => {
    const { askDirectly, delivery, fake, pass } = await openStream();
    const { place, asker, channel } = askDirectly();
    const answer = delivery.stream(place, "direct", asker);
    answer.show("One two ");
    await pass(1500);
    answer.abandon();
    const [draft] = seenIn(fake, channel);
    expect(draft?.replyTo).toBeNull();
    expect(draft && buttonsOf(draft)).toMatchObject([{ label: "Stop", custom_id: "reverie:stop:-" }]);
  });

  it("is one post without a draft, where it is complete at once", async () => {
    const { stream, finished, pass, callsOf, standing } = await openStream();
    const answer = stream();
    answer.show("One two ");
    await pass(800);
    await finished(answer.finish(rich));
    await pass(5000);
    expect(callsOf(routes.post)).toHaveLength(1);
    expect([...callsOf(routes.edit), ...callsOf(routes.typing).slice(1)]).toEqual([]);
    expect(standing()).toMatchObject([{ text: rich.text, isDraft: false }]);
  });

  it("is edited every second and a half at most", async () => {
    const { stream, grow, sentAt, finished } = await openStream();
    const answer = stream();
    await grow(answer, 15_000);
    const times = [...sentAt(routes.post), ...sentAt(routes.edit)];
    expect(times.length).toBeGreaterThanOrEqual(8);
    for (const [index, at] of times.slice(1).entries())
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(intervalMs);
    await finished(answer.finish(rich));
  });

  it("is never edited twice at once, however slow Discord is", async () => {
    const { stream, grow, sentAt, slow, finished, standing } = await openStream();
    const slowMs = 4000;
    slow({ route: routes.edit }, slowMs);
    const answer = stream();
    await grow(answer, 25_000);
    const times = sentAt(routes.edit);
    expect(times.length).toBeGreaterThanOrEqual(3);
    for (const [index, at] of times.slice(1).entries())
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(slowMs + intervalMs);
    await finished(answer.finish(rich));
    expect(standing()).toMatchObject([{ text: rich.text, isDraft: false }]);
  });
});

describe("E7: a draft that would have to wait", () => {
  it("is given up while Discord holds edits back, and the end stands", async () => {
    const { stream, grow, fake, callsOf, finished, standing, log, clock } = await openStream();
    const answer = stream();
    await grow(answer, 1500);
    fake.faults.failNext({ route: routes.edit, as: { type: "ratelimited", retryAfterSeconds: 10 } });
    const limitedAt = clock.now();
    await grow(answer, 9000);
    expect(callsOf(routes.edit).map(({ status }) => status)).toEqual([429]);
    await finished(answer.finish(rich));
    expect(clock.now() - limitedAt).toBeGreaterThanOrEqual(10_000);
    // The end alone: no draft was kept for later.
    expect(callsOf(routes.edit).map(({ status }) => status)).toEqual([429, 200]);
    expect(standing()).toMatchObject([{ text: rich.text, isDraft: false }]);
    expect(log.entries.filter(({ event }) => event === "draft-failed")).toEqual([]);
  });

  it("is given up while Discord holds posts back, and the whole answer is one post then", async () => {
    const { stream, grow, fake, callsOf, finished, standing } = await openStream();
    fake.faults.failNext({ route: routes.post, as: { type: "ratelimited", retryAfterSeconds: 10 } });
    const answer = stream();
    await grow(answer, 8000);
    expect(callsOf(routes.post).map(({ status }) => status)).toEqual([429]);
    await finished(answer.finish(rich));
    expect(callsOf(routes.post).map(({ status }) => status)).toEqual([429, 200]);
    expect(callsOf(routes.edit)).toEqual([]);
    expect(standing()).toMatchObject([{ text: rich.text, isDraft: false }]);
  });

  it("is given up behind an edit of another answer in the channel, which the SDK would have it wait for", async () => {
    const { stream, grow, slow, callsOf, finished, pass, standing } = await openStream();
    const [one, other] = [stream("one"), stream("other")];
    one.show("One ");
    other.show("Other ");
    await pass(2500);
    slow({ route: routes.edit, times: 1 }, 8000);
    one.show("One two ");
    await pass(2000);
    expect(callsOf(routes.edit)).toHaveLength(1);
    await grow(other, 5000);
    expect(callsOf(routes.edit)).toHaveLength(1);
    await Promise.all(
      [one, other].map((answer, index) => finished(answer.finish(plainContent(`End ${index}.`)))),
    );
    // The slow draft and the two ends.
    expect(callsOf(routes.edit)).toHaveLength(3);
    expect(standing().map(({ text }) => text)).toEqual(["End 0.", "End 1."]);
  });

  it("is reported where it fails for another reason, and the next one says it", async () => {
    const { stream, grow, fake, finished, standing, log } = await openStream();
    const answer = stream();
    await grow(answer, 1500);
    fake.faults.failNext({ route: routes.edit, as: { type: "status", status: 502 } });
    await grow(answer, 5000);
    expect(standing()[0]?.text.length).toBeGreaterThan(150);
    expect(log.entries.filter(({ event }) => event === "draft-failed")).toHaveLength(1);
    await finished(answer.finish(rich));
  });
});

describe("E8: an answer that is written slowly where nothing may be said", () => {
  it.each([50001, 50013, 10003, 160005] as const)(
    "is tried once, and not with every draft: %d",
    async (code) => {
      const { stream, grow, fake, callsOf, finished } = await openStream();
      fake.faults.failNext({ route: routes.post, as: { type: "error", code }, times: null });
      const answer = stream();
      await grow(answer, 6000);
      const refused = { code: String(code), permanent: true };
      await expect(finished(answer.finish(rich))).rejects.toMatchObject(refused);
      expect(callsOf(routes.post)).toHaveLength(1);
    },
  );

  it("comes all the same where the place was opened before its end", async () => {
    const { stream, grow, fake, closed, workspace, channel, finished, standing } = await openStream();
    fake.faults.failNext({ route: routes.post, as: { type: "error", code: 50013 } });
    const answer = stream();
    await grow(answer, 3000);
    await closed.reopen(workspace, channel);
    await finished(answer.finish(rich));
    expect(standing()).toMatchObject([{ text: rich.text, isDraft: false }]);
  });
});
