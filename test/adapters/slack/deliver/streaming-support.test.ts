import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { type Delivery, type Place, plainContent } from "../../../../src/core/ports/delivery.ts";
import type { Settings } from "../../../fakes/slack/world/state.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { openDelivery } from "./open-delivery.ts";
import { standingIn } from "./standing-messages.ts";

async function openAnswers(settings: Partial<Settings>) {
  const open = await openDelivery(settings);
  let count = 0;
  /** A slow answer from its first words to its end. */
  const answer = async (place: Place, delivery: Delivery = open.delivery) => {
    count += 1;
    const stream = delivery.stream(place, `answer ${count}`, askerOf(asId("U0ANA")));
    stream.show("One two ");
    await open.pass(3000);
    await open.finished(stream.finish(plainContent("One two three.")));
  };
  const texts = (place: Place) => standingIn(open.fake, place).map(({ text }) => text);
  const tried = () => open.callsOf("chat.startStream").length;
  return { ...open, answer, texts, tried };
}

describe("a workspace that has no native streams", () => {
  it.each(["feature_not_enabled", "paid_teams_only", "unknown_method", "missing_scope"])(
    "is asked once (%s): answers are posted and edited, over a restart too",
    async (streamError) => {
      const { ask, answer, texts, tried, restart, log } = await openAnswers({ streamError });
      const [first, second, third] = [ask(), ask("engineering"), ask()];
      await answer(first);
      await answer(second);
      expect(tried()).toBe(1);
      const next = await restart();
      await answer(third, next.delivery);
      expect(tried()).toBe(1);
      for (const place of [first, second, third]) expect(texts(place)).toEqual(["One two three."]);
      expect(log.entries.filter(({ event }) => event === "native-streaming-refused")).toHaveLength(1);
    },
  );

  it("is asked again after a month, by a process that starts then", async () => {
    const { fake, clock, ask, answer, texts, tried, restart } = await openAnswers({
      streamError: "feature_not_enabled",
    });
    await answer(ask());
    fake.world.configure({ streamError: null });
    clock.jump(31 * 24 * 60 * 60 * 1000);
    const next = await restart();
    const place = ask();
    await answer(place, next.delivery);
    expect(tried()).toBe(2);
    expect(texts(place)).toEqual(["One two three."]);
  });
});

it("a refusal of which nobody knows what it says rests streams for an hour, and no longer than the process", async () => {
  const { fake, clock, ask, answer, texts, tried, restart } = await openAnswers({
    streamError: "a_code_of_next_year",
  });
  const places = [ask(), ask("engineering"), ask(), ask()] as const;
  await answer(places[0]);
  await answer(places[1]);
  expect(tried()).toBe(1);
  clock.jump(60 * 60 * 1000);
  await answer(places[2]);
  expect(tried()).toBe(2);
  fake.world.configure({ streamError: null });
  const next = await restart();
  await answer(places[3], next.delivery);
  expect(tried()).toBe(3);
  for (const place of places) expect(texts(place)).toEqual(["One two three."]);
});

describe("a refusal that says something of the place or the moment", () => {
  it.each([
    "channel_type_not_supported",
    "not_in_channel",
    "restricted_action",
    "restricted_action_thread_locked",
    "thread_not_found",
    "message_not_found",
  ])("is not remembered of the workspace: %s", async (error) => {
    const { fake, ask, answer, texts, tried } = await openAnswers({});
    const [here, elsewhere] = [ask(), ask("engineering")];
    fake.faults.failNext({ method: "chat.startStream", as: { type: "error", error } });
    await answer(here);
    await answer(elsewhere);
    expect(tried()).toBe(2);
    for (const place of [here, elsewhere]) expect(texts(place)).toEqual(["One two three."]);
  });

  it("E7: is not remembered where it is a rate limit", async () => {
    const { fake, ask, answer, texts, tried } = await openAnswers({});
    const limited = { type: "ratelimited", retryAfterSeconds: 3600 } as const;
    fake.faults.failNext({ method: "chat.startStream", as: limited });
    const [here, elsewhere] = [ask(), ask("engineering")];
    await answer(here);
    await answer(elsewhere);
    expect(texts(here)).toEqual(["One two three."]);
    expect(texts(elsewhere)).toEqual(["One two three."]);
    expect(tried()).toBe(2);
  });
});

it("is not remembered where only a reader of another team cannot be streamed to", async () => {
  const { fake, ask, finished, delivery, pass, texts, answer, tried } = await openAnswers({});
  const place = ask("partners", "olaf");
  const stream = delivery.stream(place, "to olaf", askerOf(asId("U0OLAF")));
  stream.show("One two ");
  await pass(3000);
  await finished(stream.finish(plainContent("One two three.")));
  expect(texts(place)).toEqual(["One two three."]);
  const refused = fake.world.records.calls.find(({ method }) => method === "chat.startStream");
  const before = tried();
  await answer(ask());
  expect([refused?.outcome, tried() - before]).toEqual(["team_not_found", 1]);
});
