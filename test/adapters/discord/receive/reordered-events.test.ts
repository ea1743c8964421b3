import * as fc from "fast-check";
import { expect, it } from "vitest";
import { dmAna, engineering, mention, openReceiving, type ReceivingHouse } from "./open-house.ts";
import { createRecordingModel } from "./recording-model.ts";

/** What happens to one message after it was said: an edit to another text, or a preview that Discord adds. */
type Act = "edit" | "preview";

const lives = fc.array(
  fc.tuple(fc.array(fc.constantFrom<Act>("edit", "preview"), { maxLength: 3 }), fc.boolean()),
  { minLength: 1, maxLength: 4 },
);

/** Lets people say, edit and delete, with nothing told yet. Gives the texts that are to remain. */
async function live(house: ReceivingHouse, life: readonly [readonly Act[], boolean][]) {
  const { world, gateway } = house.fake;
  const remaining: string[] = [];
  gateway.hold();
  for (const [acts, isRemoved] of life) {
    let text = `said ${gateway.held()}`;
    const place = world.say({ person: "ana", channel: "engineering", text });
    for (const act of acts) {
      await house.clock.advance(7);
      if (act === "edit") text = `edited ${gateway.held()}`;
      world.edit(act === "edit" ? { ...place, text } : { ...place, isEmbedOnly: true });
    }
    if (isRemoved) world.remove(place);
    else remaining.push(text);
    await house.clock.advance(7);
  }
  return remaining;
}

it("A3: whatever order events come in, what remains is what the ordered run leaves", async () => {
  const house = await openReceiving({ settings: { echoes: false } });
  const { gateway, world } = house.fake;
  world.say({ person: "ana", channel: "engineering", text: `${mention} set listen all` });
  await house.rest();
  let before = (await house.recorded(engineering)).map(({ text }) => text);
  await fc.assert(
    fc.asyncProperty(lives, fc.infiniteStream(fc.nat()), async (life, numbers) => {
      const remaining = await live(house, life);
      const order = Array.from({ length: gateway.held() }, (_, place) => place);
      const shuffled = order
        .map((place) => [numbers.next().value ?? 0, place] as const)
        .toSorted(([one], [other]) => one - other)
        .map(([, place]) => place);
      gateway.release(shuffled);
      await house.rest();
      const texts = (await house.recorded(engineering)).map(({ text }) => text);
      before = [...before, ...remaining];
      expect(texts).toEqual(before);
      expect(house.logged("event-not-taken")).toBe(0);
    }),
    { numRuns: 20 },
  );
});

it.each([
  ["edit before create", [1, 0]],
  ["create before edit", [0, 1]],
])("A3: a question whose edit comes in any order has one answer, to its last words: %s", async (_, order) => {
  const house = await openReceiving({ settings: { echoes: false } });
  const { gateway, world } = house.fake;
  // From here on the conversation belongs to the only server that there is for it.
  world.say({ person: "ana", channel: "dm-ana", text: "hello" });
  await house.rest();
  gateway.hold();
  const place = world.say({ person: "ana", channel: "dm-ana", text: "what is the first thing?" });
  await house.clock.advance(50);
  world.edit({ ...place, text: "what is the second thing?" });
  gateway.release(order);
  await house.rest();
  const [, , question, answer, ...more] = await house.recorded(dmAna);
  expect(question?.asked).toBe("what is the second thing?");
  expect(answer?.answer?.answers).toEqual([{ message: question?.id, version: question?.version }]);
  expect(more).toEqual([]);
  expect(house.answers("dm-ana")).toHaveLength(2);
});

it("A3: a question that was deleted before it came is neither kept nor answered", async () => {
  const house = await openReceiving();
  const { gateway, world } = house.fake;
  gateway.hold();
  world.remove(world.say({ person: "ana", channel: "engineering", text: `${mention} never mind` }));
  gateway.release([1, 0]);
  await house.rest();
  expect(house.answers("engineering")).toEqual([]);
  expect(await house.recorded(engineering)).toEqual([]);
});

it("A3: a direct message that was deleted before it came is not kept, and no word of it stands", async () => {
  const model = createRecordingModel("You said Xylophone.");
  const house = await openReceiving({ model });
  const { gateway, world } = house.fake;
  world.say({ person: "ana", channel: "dm-ana", text: "hello" });
  await house.rest();
  gateway.hold();
  world.remove(world.say({ person: "ana", channel: "dm-ana", text: "Xylophone" }));
  gateway.release([1, 0]);
  await house.rest();
  const kept = (await house.recorded(dmAna)).map(({ text, asked }) => `${text} ${asked}`);
  expect(kept.slice(2).join(" ")).not.toContain("Xylophone");
  const shown = house.answers("dm-ana").slice(1);
  expect(JSON.stringify(shown)).not.toContain("Xylophone");
});
