import { describe, expect, it } from "vitest";
import { createOfflineModel } from "../../../../src/adapters/offline/offline-model.ts";
import type { Model } from "../../../../src/core/ports/model.ts";
import { openReceiving } from "./open-house.ts";

/** A model that says a few words and then waits for ever, and when its request was aborted. */
function createEndlessModel(now: () => number) {
  const abortedAt = Promise.withResolvers<number>();
  const begun = Promise.withResolvers<void>();
  const model: Model = {
    ...createOfflineModel(),
    async *answer(_request, signal) {
      yield { type: "text", text: "The first words of a long answer. And more of them." };
      begun.resolve();
      await new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => {
          abortedAt.resolve(now());
          resolve();
        });
      });
      signal.throwIfAborted();
    },
  };
  return { model, abortedAt: abortedAt.promise, begun: begun.promise };
}

describe.each([
  ["general", "<@U0REVERIE> tell me everything"],
  ["dm-ana", "tell me everything"],
])("A20: somebody presses Stop in %s", (channel, text) => {
  it.each([
    ["natively", null],
    ["by edits", "feature_not_enabled"],
  ])("while the answer streams %s", async (_name, streamError) => {
    let now = () => 0;
    const endless = createEndlessModel(() => now());
    const house = await openReceiving({
      model: endless.model,
      fake: { settings: { streamError, echoes: false } },
    });
    now = house.clock.now;
    const { world } = house.fake;
    const { ts, channel: id } = world.say({ person: "ana", channel, text });
    await endless.begun;
    // The words stand there, and Slack shows that they are being written.
    await house.until(async () => {
      await house.clock.advance(100);
      return house.answers(channel).length === 1 && world.records.statuses.length > 0;
    }, "a draft");
    const statuses = () =>
      world.records.statuses.filter(({ method }) => method === "agents.sessions.setStatus");
    const pressedAt = house.clock.now();
    world.pressStop({ person: "ana", channel, thread: ts });
    expect((await endless.abortedAt) - pressedAt).toBeLessThanOrEqual(1000);
    await house.until(async () => {
      await house.clock.advance(100);
      return (await house.parts.jobs.depth()) === 0;
    }, "rest");
    const answer = (await house.recorded(id)).find(({ author }) => author === "reverie");
    expect(answer?.answer?.ending).toBe("stopped");
    expect(answer?.text).toContain("The first words of a long answer.");
    expect(answer?.text).toContain("(stopped)");
    expect(house.answers(channel)).toHaveLength(1);
    await house.until(() => statuses().at(-1)?.status === "active", "an idle session");
    expect(statuses().map(({ status }) => status)).toEqual(["processing", "active"]);
  });

  it("where nothing is being written: nothing happens", async () => {
    const house = await openReceiving({ fake: { settings: { echoes: false } } });
    const { ts } = house.fake.world.say({ person: "ana", channel, text });
    await house.until(() => house.answers(channel).length === 1, "an answer");
    house.fake.world.pressStop({ person: "ana", channel, thread: ts });
    await house.fake.outbox.settled();
    expect(house.logged("event-not-taken")).toBe(0);
    expect(house.answers(channel)).toHaveLength(1);
  });
});
