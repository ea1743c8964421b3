import * as fc from "fast-check";
import { expect, it } from "vitest";
import { openReceiving, type ReceivingHouse } from "./open-house.ts";

/** What happens to one message after it was said: an edit to this text, or its deletion. */
type Act = "edit" | "remove";

const lives = fc.array(fc.tuple(fc.array(fc.constant<Act>("edit"), { maxLength: 3 }), fc.boolean()), {
  minLength: 1,
  maxLength: 4,
});

/** Lets people say, edit and delete, with nothing told yet. Gives the texts that are to remain. */
async function live(house: ReceivingHouse, life: readonly [readonly Act[], boolean][]) {
  const { world, outbox } = house.fake;
  const remaining: string[] = [];
  outbox.hold();
  for (const [edits, isRemoved] of life) {
    const place = world.say({ person: "ana", channel: "engineering", text: `said ${outbox.held()}` });
    let text = `said ${outbox.held() - 1}`;
    for (const _edit of edits) {
      await house.clock.advance(7);
      text = `edited ${outbox.held()}`;
      world.edit({ ...place, text });
    }
    if (isRemoved) world.remove(place);
    else remaining.push(text);
    await house.clock.advance(7);
  }
  return remaining;
}

it("A3: whatever order events come in, what remains is what the ordered run leaves", async () => {
  const house = await openReceiving();
  const { outbox, world } = house.fake;
  await world.command({ person: "ana", channel: "engineering", text: "set listen all" }).answer;
  let before: string[] = [];
  await fc.assert(
    fc.asyncProperty(lives, fc.infiniteStream(fc.nat()), async (life, numbers) => {
      const remaining = await live(house, life);
      const order = Array.from({ length: outbox.held() }, (_, place) => place);
      const shuffled = order
        .map((place) => [numbers.next().value ?? 0, place] as const)
        .toSorted(([one], [other]) => one - other)
        .map(([, place]) => place);
      outbox.release(shuffled);
      await outbox.settled();
      const texts = (await house.recorded("C0ENGINEERING")).map(({ text }) => text);
      before = [...before, ...remaining];
      expect(texts).toEqual(before);
      expect(house.logged("event-not-taken")).toBe(0);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ["edit before create", [1, 0]],
  ["create before edit", [0, 1]],
])("A3: a question whose edit comes in any order has one answer, to its last words: %s", async (_, order) => {
  const house = await openReceiving({ fake: { settings: { echoes: false } } });
  const { outbox, world } = house.fake;
  outbox.hold();
  const place = world.say({ person: "ana", channel: "dm-ana", text: "what is the first thing?" });
  await house.clock.advance(50);
  world.edit({ ...place, text: "what is the second thing?" });
  outbox.release(order);
  await outbox.settled();
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  const [question, answer, ...more] = (await house.recorded("D0ANA")).toSorted(
    (one, other) => one.saidAt - other.saidAt,
  );
  expect(question?.asked).toBe("what is the second thing?");
  expect(answer?.answer?.answers).toEqual([{ message: question?.id, version: question?.version }]);
  expect(more).toEqual([]);
  expect(house.answers("dm-ana")).toHaveLength(1);
});

it("A3: a question that was deleted before it came is neither kept nor answered", async () => {
  const house = await openReceiving();
  const { outbox, world } = house.fake;
  outbox.hold();
  world.remove(world.say({ person: "ana", channel: "dm-ana", text: "never mind" }));
  outbox.release([1, 0]);
  await outbox.settled();
  for (let second = 0; second < 5; second += 1) await house.clock.advance(1000);
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  expect(house.answers("dm-ana")).toEqual([]);
  expect(await house.recorded("D0ANA")).toEqual([]);
});
