import { describe, expect, it, onTestFinished } from "vitest";
import { createOfflineModel } from "../../../../src/adapters/offline/offline-model.ts";
import { asId } from "../../../../src/core/ids.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import type { AnswerRequest, Model } from "../../../../src/core/ports/model.ts";
import { noUsage } from "../../../../src/core/prices.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { buttonsOf, told } from "../interactions/press.ts";
import { openSlackHouse, type SlackHouse, type SlackHouseOptions } from "../slack-house.ts";
import { openDelivery } from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

async function openHouse(options: SlackHouseOptions = {}): Promise<SlackHouse> {
  const house = await openSlackHouse(options);
  onTestFinished(() => house.close());
  await house.bot.start();
  return house;
}

const ask = ({ fake }: SlackHouse, channel = "general", thread?: string) =>
  fake.world.say({
    person: "ana",
    channel,
    text: "<@U0REVERIE> what is up?",
    ...(thread === undefined ? {} : { thread }),
  });

const rest = (house: SlackHouse) =>
  house.until(async () => {
    await house.fake.outbox.settled();
    return (await house.parts.jobs.depth()) === 0;
  }, "rest");

const callsOf = ({ fake }: SlackHouse, ...methods: string[]) =>
  fake.world.records.calls.filter(({ method }) => methods.includes(method));

const direct = ({ fake }: SlackHouse) => fake.world.messages({ channel: "dm-ana" });

describe("E8: a place where nothing may be said", () => {
  it.each([
    "is_archived",
    "not_in_channel",
    "channel_not_found",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_locked",
    "ekm_access_denied",
  ])("is tried once a question and told of by one direct message a day: %s", async (error) => {
    const house = await openHouse();
    const { fake } = house;
    fake.faults.failNext({
      method: "chat.postMessage",
      channel: "C0GENERAL",
      as: { type: "error", error },
      times: null,
    });
    ask(house);
    await house.until(() => direct(house).length === 1, "the direct message");
    await rest(house);
    ask(house);
    ask(house);
    await rest(house);
    const posts = callsOf(house, "chat.postMessage").filter(
      ({ arguments: { channel } }) => channel === "C0GENERAL",
    );
    expect(posts).toHaveLength(3);
    expect(direct(house)).toHaveLength(1);
    expect(JSON.stringify(direct(house)[0]?.blocks)).toContain(`I may not post in #general (${error})`);
  });

  it("stops nothing elsewhere", async () => {
    const house = await openHouse();
    const { fake } = house;
    const refused = { type: "error", error: "restricted_action" } as const;
    fake.faults.failNext({ method: "chat.postMessage", channel: "C0GENERAL", as: refused, times: null });
    ask(house);
    const elsewhere = ask(house, "engineering");
    const answers = () => fake.world.messages({ channel: "engineering", thread: elsewhere.ts });
    await house.until(() => answers().some(({ isByBot }) => isByBot), "the answer");
  });

  it("E9: and whose asker takes no direct message either ends quietly", async () => {
    const house = await openHouse();
    const { fake, log } = house;
    const post = "chat.postMessage";
    fake.faults.failNext({
      method: post,
      channel: "C0GENERAL",
      as: { type: "error", error: "is_archived" },
      times: null,
    });
    fake.faults.failNext({
      method: post,
      channel: "D0ANA",
      as: { type: "error", error: "cannot_dm_bot" },
      times: null,
    });
    ask(house);
    await house.until(() => log.entries.some(({ event }) => event === "direct-refused"), "the refusal");
    await rest(house);
    ask(house);
    await rest(house);
    expect(callsOf(house, post).filter(({ arguments: { channel } }) => channel === "D0ANA")).toHaveLength(1);
    expect(log.entries.filter(({ level }) => level === "error")).toEqual([]);
  });
});

describe("E8: an answer that is written slowly where nothing may be said", () => {
  it.each(["is_archived", "restricted_action", "not_in_channel"])(
    "is tried a few times and not with every draft: %s",
    async (error) => {
      const { ask, callsOf, clock, delivery, fake, finished, pass } = await openDelivery();
      for (const method of ["chat.startStream", "chat.postMessage"])
        fake.faults.failNext({ method, as: { type: "error", error }, times: null });
      const stream = delivery.stream(ask(), "answer", askerOf(asId("U0ANA")));
      for (let second = 0; second < 60; second += 1) {
        stream.show(`One two ${"three ".repeat(second)}`);
        await pass(200);
        await clock.advance(1000);
      }
      const ended = finished(stream.finish(plainContent("One two three.")));
      await expect(ended).rejects.toMatchObject({ code: error, permanent: true });
      expect(callsOf("chat.startStream")).toHaveLength(1);
      expect(callsOf("chat.postMessage").length).toBeLessThanOrEqual(2);
    },
  );

  it("comes all the same where the place opens again before its end", async () => {
    const { ask, delivery, fake, finished, pass } = await openDelivery({ streamError: "unknown_method" });
    const refused = { type: "error", error: "is_archived" } as const;
    fake.faults.failNext({ method: "chat.postMessage", as: refused });
    const place = ask();
    const stream = delivery.stream(place, "answer", askerOf(asId("U0ANA")));
    stream.show("One two ");
    await pass(5000);
    await finished(stream.finish(plainContent("One two three.")));
    expect(standingIn(fake, place).map(({ text }) => text)).toEqual(["One two three."]);
  });
});

describe("E9: a person who takes no direct message", () => {
  it.each(["cannot_dm_bot", "user_disabled"])(
    "gets one attempt of a proposal (%s), which waits for them under review",
    async (error) => {
      const house = await openHouse();
      const { fake } = house;
      fake.faults.failNext({
        method: "chat.postMessage",
        channel: "D0ANA",
        as: { type: "error", error },
        times: null,
      });
      fake.world.command({
        person: "ben",
        channel: "dm-ben",
        text: "remember for the team: Lunch is at noon.",
      });
      await house.until(() => fake.world.messages({ channel: "dm-owen" }).length === 1, "Owen's copy");
      await rest(house);
      const tries = callsOf(house, "chat.postMessage").filter(
        ({ arguments: { channel } }) => channel === "D0ANA",
      );
      expect(tries).toHaveLength(1);
      await fake.world.command({ person: "ana", channel: "general", text: "review" }).answer;
      await house.until(() => told(house, "ana").length === 1, "the review");
      const [review] = fake.world.ephemerals({ person: "ana" });
      const approve = buttonsOf(review?.ts ?? "", review?.blocks ?? []).find(
        ({ action }) => action === "reverie:approve",
      );
      if (!approve) throw new Error("Nothing waits under review");
      await fake.world.press({ person: "ana", channel: "general", ...approve }).answer;
      await house.until(
        () => told(house, "ana").some((text) => text.includes("Approved: remembered for the team")),
        "the verdict",
      );
    },
  );
});

/** A model that says its beginning, and the rest once the test lets it. */
function slowModel() {
  const begun = Promise.withResolvers<AnswerRequest>();
  const go = Promise.withResolvers<void>();
  const model: Model = {
    ...createOfflineModel(),
    async *answer(request) {
      yield { type: "text", text: "The beginning of an answer " };
      begun.resolve(request);
      await go.promise;
      yield { type: "text", text: "and its end." };
      yield { type: "end", reason: "complete", calls: [], said: null, usage: noUsage };
    },
  };
  return { model, begun: begun.promise, go: () => go.resolve() };
}

describe("E15: a question that is deleted while it is answered", () => {
  it("before the first words leaves nothing, tells nobody, and ends", async () => {
    const { model, begun, go } = slowModel();
    const house = await openHouse({ model });
    const { fake, log } = house;
    const { ts } = ask(house);
    await begun;
    fake.world.remove({ channel: "general", ts });
    await fake.outbox.settled();
    go();
    await rest(house);
    expect(fake.world.messages({ channel: "general" })).toEqual([]);
    expect(direct(house)).toEqual([]);
    expect(log.entries.filter(({ level }) => level === "error")).toEqual([]);
    const tries = callsOf(house, "chat.postMessage", "chat.startStream");
    expect(tries.length).toBeLessThanOrEqual(2);
  });

  it("after the first words leaves no word of the answer", async () => {
    const { model, begun, go } = slowModel();
    const house = await openHouse({ model });
    const { fake } = house;
    const { ts } = ask(house);
    await begun;
    await house.until(
      () => fake.world.messages({ channel: "general" }).some(({ isByBot }) => isByBot),
      "the first words",
    );
    fake.world.remove({ channel: "general", ts });
    await fake.outbox.settled();
    go();
    await rest(house);
    const shown = JSON.stringify(fake.world.messages({ channel: "general" }));
    expect(shown).not.toContain("The beginning of an answer");
    expect(shown).not.toContain("and its end");
    expect(direct(house)).toEqual([]);
  });

  it("stops no other answer", async () => {
    const house = await openHouse();
    const { fake } = house;
    fake.world.remove({ channel: "general", ts: ask(house).ts });
    const next = ask(house);
    await house.until(
      () => fake.world.messages({ channel: "general", thread: next.ts }).some(({ isByBot }) => isByBot),
      "the next answer",
    );
  });
});
