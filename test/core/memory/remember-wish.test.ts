import { describe, expect, it } from "vitest";
import { personAudience } from "../../../src/core/audience.ts";
import { asId } from "../../../src/core/ids.ts";
import { rememberWish } from "../../../src/core/memory/remember-wish.ts";
import { liveMemories, signalOf } from "../../../src/core/memory.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../../laws/small-world.ts";

const ofBen = personAudience(asId("ben"));

async function receiptTypesOf(world: SmallWorld): Promise<string[][]> {
  const memories = liveMemories(await world.parts.ledger.book(workspace, ofBen));
  return memories.map(({ receipts }) => receipts.map(({ type }) => type));
}

describe("what somebody asks to be remembered", () => {
  it("rests on the message of the command where its deletion is told, else on the command", async () => {
    const world = await openSmallWorld();
    world.unfollowed.add("lab");
    await world.say("ben", "general", "@reverie remember I like tea");
    await world.settle(2);
    await world.say("ben", "lab", "@reverie remember I read the news on my phone");
    await world.settle(2);
    await world.command("ben", "remember my desk is by the window");
    expect(await receiptTypesOf(world)).toEqual([["quote"], ["signal"], ["signal"]]);
  });

  it.each(["ana", "nobody"])("is refused to %s, whose memory it is not", async (person) => {
    const world = await openSmallWorld();
    const wish = { workspace, person: asId<never>(person), audience: ofBen, text: "Ben likes tea." };
    const receipts = [signalOf("command", asId("ben"), world.clock.now())];
    const outcome = rememberWish(world.parts, {
      ...wish,
      receipts,
      travels: true,
      seed: null,
      source: "remember",
    });
    await world.settle(1);
    expect(await outcome).toMatchObject({ refusal: expect.stringContaining("cannot remember") });
    expect(await receiptTypesOf(world)).toEqual([]);
  });

  it("is the team's to decide where the asker may not, and no guest's wish", async () => {
    const world = await openSmallWorld();
    const waits = await world.command("ben", "remember for the team: lunch is at noon");
    expect(waits.text).toBe("It waits for administrators. Until then nothing is remembered.");
    const refused = await world.command("cleo", "remember for the team: doors close at six");
    expect(refused.text).toBe("Not remembered. You cannot remember things for that audience here.");
    expect(await world.memories("ana", "team")).toEqual([]);
  });

  it("has no channel in a direct conversation", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "dm-ben", "remember for the channel: no jokes");
    await world.settle(2);
    expect(world.said()).toContain("A direct conversation has no channel memory.");
  });
});
