import { describe, expect, it } from "vitest";
import { personAudience } from "../../../../src/core/audience.ts";
import { asId } from "../../../../src/core/ids.ts";
import { memoryState } from "../../../../src/core/memory.ts";
import { dmAna, engineering, mention, openReceiving, type ReceivingHouse, workspace } from "./open-house.ts";
import { createRecordingModel } from "./recording-model.ts";

const ana = "210000000000000002";
const gone = "(This answer rested on a message that is gone.)";

const shown = (house: ReceivingHouse, channel: string) =>
  house.answers(channel).map(({ content }) => content);

/** How the memories of ana stand. */
async function memories(house: ReceivingHouse): Promise<string[]> {
  const book = await house.parts.ledger.book(workspace, personAudience(asId(ana)));
  return book.memories.map(memoryState);
}

describe("F9: a message that was deleted", () => {
  it.each(["alone", "among many"])("%s takes its words from where they were used", async (how) => {
    const house = await openReceiving({ model: createRecordingModel("You said Xylophone.") });
    const { world } = house.fake;
    const wish = `${mention} remember for me: I prefer Xylophone music`;
    const first = world.say({ person: "ana", channel: "engineering", text: wish });
    const second = world.say({ person: "ana", channel: "engineering", text: `${mention} Xylophone?` });
    await house.rest();
    expect(await memories(house)).toEqual(["live"]);
    const ids = [first.id, second.id];
    if (how === "alone") for (const id of ids) world.remove({ channel: "engineering", id });
    else world.removeBulk({ channel: "engineering", ids });
    await house.rest();
    expect(await memories(house)).toEqual(["suspended"]);
    const kept = JSON.stringify(await house.recorded(engineering));
    expect(kept).not.toContain("Xylophone");
    const answers = house.answers("engineering").filter(({ replyTo }) => replyTo === second.id);
    expect(answers.map(({ content }) => content)).toEqual([gone]);
  });

  it("in a direct conversation does so too, also after a restart of what is remembered of channels", async () => {
    const house = await openReceiving({ model: createRecordingModel("You said Xylophone.") });
    const { world } = house.fake;
    const { id } = world.say({ person: "ana", channel: "dm-ana", text: "Xylophone?" });
    await house.rest();
    await house.clock.advance(2 * 60 * 60_000);
    world.remove({ channel: "dm-ana", id });
    await house.rest();
    expect(shown(house, "dm-ana")).toEqual([gone]);
    expect(JSON.stringify(await house.recorded(dmAna))).not.toContain("Xylophone");
  });

  it("in a thread does so too", async () => {
    const house = await openReceiving({ model: createRecordingModel("You said Xylophone.") });
    const { world } = house.fake;
    const place = { channel: "engineering", person: "ana", name: "w" };
    const thread = world.startThread({ ...place, text: `${mention} Xylophone?` });
    await house.rest();
    world.remove({ channel: thread.id, id: thread.message ?? "" });
    await house.rest();
    expect(shown(house, thread.id)).toEqual([gone]);
  });

  it("that nobody knows is no trouble", async () => {
    const house = await openReceiving();
    const { world } = house.fake;
    for (const channel of ["engineering", "dm-ana"]) {
      const { id } = world.say({ person: "ana", channel, text: "never mind" });
      world.remove({ channel, id });
    }
    const ids = ["a", "b"].map((text) => world.say({ person: "ben", channel: "general", text }).id);
    world.removeBulk({ channel: "general", ids });
    await house.rest();
    expect(house.logged("event-not-taken")).toBe(0);
    expect(await house.recorded(engineering)).toEqual([]);
  });
});

describe("F9: a message that was edited", () => {
  it("takes the words that it no longer says from where they were used", async () => {
    const house = await openReceiving();
    const { world } = house.fake;
    const wish = `${mention} remember for me: I prefer Xylophone music`;
    const { id } = world.say({ person: "ana", channel: "engineering", text: wish });
    await house.rest();
    expect(await memories(house)).toEqual(["live"]);
    world.edit({ channel: "engineering", id, text: `${mention} never mind` });
    await house.rest();
    expect((await memories(house))[0]).toBe("suspended");
    expect(JSON.stringify(await house.recorded(engineering))).not.toContain("Xylophone");
  });

  it.each(["engineering", "dm-ana"])("in %s is answered again, in place", async (channel) => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const { world } = house.fake;
    const { id } = world.say({ person: "ana", channel, text: `${mention} the first?` });
    await house.rest();
    await house.clock.advance(1000);
    world.edit({ channel, id, text: `${mention} the second?` });
    await house.rest();
    expect(model.asked()).toEqual(["the first?", "the second?"]);
    expect(house.answers(channel)).toHaveLength(1);
  });

  it("so that it mentions Reverie is answered from then on", async () => {
    const house = await openReceiving();
    const { world } = house.fake;
    const { id } = world.say({ person: "ana", channel: "engineering", text: "what is it?" });
    await house.rest();
    await house.clock.advance(1000);
    world.edit({ channel: "engineering", id, text: `${mention} what is it?` });
    await house.rest();
    expect(house.answers("engineering")).toMatchObject([{ replyTo: id }]);
  });

  it("in no word is not answered again: a preview, a pin, the same text once more", async () => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const { world } = house.fake;
    const { id } = world.say({ person: "ana", channel: "engineering", text: `${mention} what is it?` });
    await house.rest();
    await house.clock.advance(1000);
    world.edit({ channel: "engineering", id, isEmbedOnly: true });
    world.edit({ channel: "engineering", id, text: `${mention} what is it?` });
    world.edit({ channel: "engineering", id, isEmbedOnly: true });
    await house.rest();
    expect(model.asked()).toEqual(["what is it?"]);
  });
});
