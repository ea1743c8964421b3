import { describe, expect, it } from "vitest";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import type { Failure } from "../../../fakes/discord/faults.ts";
import { openDelivery, type Question, routes } from "./open-delivery.ts";

async function openTyping() {
  const open = await openDelivery();
  const { delivery, fake, finished } = open;
  const question = open.ask();
  let count = 0;
  const stream = ({ place, asker }: Question = question) => {
    count += 1;
    return delivery.stream(place, `answer ${count}`, asker);
  };
  const signs = () => fake.world.records.typing.map(({ at, channel }) => ({ at, channel }));
  /** Lets long times pass in strides that are shorter than the sign lasts. */
  const pass = async (delayMs: number) => {
    for (let leftMs = delayMs; leftMs > 0; leftMs -= 2000) {
      await open.clock.advance(Math.min(leftMs, 2000) - 100);
      await open.pass(100);
    }
  };
  /** An answer that takes a while to its first word. */
  const think = async (delayMs: number) => {
    const answer = stream();
    await pass(delayMs);
    await finished(answer.finish(plainContent("Done.")));
  };
  return { ...open, ...question, stream, signs, think, pass };
}

describe("the sign of typing", () => {
  it("is not shown for an answer that comes at once", async () => {
    const { think, pass, callsOf } = await openTyping();
    await think(400);
    await pass(10_000);
    expect(callsOf(routes.typing)).toEqual([]);
  });

  it("is shown after a moment where the answer will stand, and ends with it", async () => {
    const { think, pass, signs, channel, clock } = await openTyping();
    const startedAt = clock.now();
    await think(3000);
    await pass(20_000);
    expect(signs()).toEqual([{ at: expect.any(Number), channel }]);
    expect((signs()[0]?.at ?? 0) - startedAt).toBeGreaterThanOrEqual(500);
    expect((signs()[0]?.at ?? 0) - startedAt).toBeLessThan(1500);
  });

  it("is shown in a thread and in a direct conversation", async () => {
    const { askInThread, askDirectly, stream, pass, signs } = await openTyping();
    const questions = [askInThread(), askDirectly()];
    const answers = questions.map((question) => stream(question));
    await pass(1000);
    for (const answer of answers) answer.abandon();
    expect(signs().map(({ channel }) => channel)).toEqual(questions.map(({ channel }) => channel));
  });

  it("is renewed before Discord takes it away after ten seconds, for as long as there is nothing to see", async () => {
    const { stream, pass, signs, finished } = await openTyping();
    const answer = stream();
    await pass(30_000);
    const times = signs().map(({ at }) => at);
    expect(times).toHaveLength(4);
    for (const [index, at] of times.slice(1).entries()) {
      const gapMs = at - (times[index] ?? 0);
      expect(gapMs).toBeGreaterThanOrEqual(7000);
      expect(gapMs).toBeLessThan(10_000);
    }
    await finished(answer.finish(plainContent("Done.")));
    await pass(30_000);
    expect(signs()).toHaveLength(4);
  });

  it("ends with the first draft", async () => {
    const { stream, pass, signs, finished, callsOf } = await openTyping();
    const answer = stream();
    await pass(700);
    answer.show("One two ");
    await pass(1500);
    expect(callsOf(routes.post)).toHaveLength(1);
    await pass(30_000);
    expect(signs()).toHaveLength(1);
    await finished(answer.finish(plainContent("One two three.")));
  });

  it("ends where the answer is abandoned", async () => {
    const { stream, pass, signs } = await openTyping();
    const answer = stream();
    await pass(1000);
    answer.abandon();
    await pass(30_000);
    expect(signs()).toHaveLength(1);
  });

  it.each<Failure>([
    { type: "error", code: 50013 },
    { type: "error", code: 50001 },
    { type: "status", status: 500 },
    { type: "reset" },
    { type: "ratelimited", retryAfterSeconds: 3600 },
  ])("costs one call where it fails, and the answer comes all the same where it may: %j", async (as) => {
    const { fake, stream, pass, finished, callsOf, closed, workspace, channel } = await openTyping();
    fake.faults.failNext({ route: routes.typing, as, times: null });
    const answer = stream();
    await pass(30_000);
    expect(callsOf(routes.typing)).toHaveLength(1);
    await closed.reopen(workspace, channel);
    await finished(answer.finish(plainContent("Done.")));
    expect(fake.world.messages({ channel }).filter(({ isByBot }) => isByBot)).toHaveLength(1);
  });

  it("E8: is not tried where nothing may be said, and tells as much as a post would", async () => {
    const { fake, stream, pass, finished, callsOf, channel } = await openTyping();
    fake.faults.failNext({ route: "*", channel, as: { type: "error", code: 50013 }, times: null });
    const first = stream();
    await pass(1000);
    expect(callsOf(routes.typing)).toHaveLength(1);
    const refused = { code: "50013", permanent: true };
    await expect(finished(first.finish(plainContent("Done.")))).rejects.toMatchObject(refused);
    const second = stream();
    await pass(10_000);
    second.abandon();
    expect(callsOf(routes.typing)).toHaveLength(1);
    expect(callsOf(routes.post)).toEqual([]);
  });
});
