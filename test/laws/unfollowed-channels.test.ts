import { describe, expect, it } from "vitest";
import { team } from "../../src/core/audience.ts";
import { asId, type ChannelId } from "../../src/core/ids.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const dayMs = 24 * 60 * 60 * 1000;
const secret = "We agreed that the merger partner is called Xylophoneus.";
const followedFact = "We agreed that releases are cut on Mondays at ten.";

/** The texts that stand in a channel. */
async function textsIn(world: SmallWorld, channel: string): Promise<string[]> {
  const messages = await world.parts.history.channel(workspace, asId<ChannelId>(channel), 1e15, 100);
  return messages.map(({ text }) => text);
}

/** The button that approves what a card says with these words. */
function approvalOf(world: SmallWorld, words: string): string {
  return world.sections().find(({ text }) => text.includes(words))?.actions[0]?.value ?? "";
}

/** A world in which days pass so that each day's upkeep runs. */
async function passDays(world: SmallWorld, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    world.clock.jump(dayMs);
    await world.settle();
  }
}

describe("a channel of which edits and deletions are not told (law 6)", () => {
  it.each([["lab"], ["dm-ana"]])("gives dreams nothing to read: %s", async (channel) => {
    const world = await openSmallWorld();
    world.unfollowed.add(channel);
    await world.say("ana", channel, secret);
    await world.say("ben", "general", followedFact);
    await world.dream("ana");
    const cards = JSON.stringify(world.cards());
    expect(cards).toContain("releases are cut");
    expect(cards).not.toContain("Xylophoneus");
  });

  it("is forgotten after seven days, and nothing else is", async () => {
    const world = await openSmallWorld();
    for (const channel of ["lab", "dm-ana"]) world.unfollowed.add(channel);
    for (const channel of ["lab", "dm-ana", "general"]) await world.say("ana", channel, secret);
    await passDays(world, 6);
    await world.say("ben", "lab", followedFact);
    expect(await textsIn(world, "lab")).toEqual([secret, followedFact]);
    await passDays(world, 2);
    expect(await textsIn(world, "lab")).toEqual([followedFact]);
    expect(await textsIn(world, "dm-ana")).not.toContain(secret);
    expect(await textsIn(world, "general")).toEqual([secret]);
  });

  it("lets nobody approve what was said there before it stopped being followed", async () => {
    const world = await openSmallWorld();
    await world.say("ana", "lab", secret);
    await world.dream("ana");
    const approval = approvalOf(world, "Xylophoneus");
    expect(approval).not.toBe("");
    world.unfollowed.add("lab");
    const answer = await world.press("ana", "approve", approval);
    expect(answer.text).toContain("no longer told of edits and deletions");
    expect(await world.memories("ana", "team")).toEqual([]);
    expect((await world.press("ana", "approve", approval)).text).toContain("Already withdrawn");
  });

  it("lets everything else be approved as ever", async () => {
    const world = await openSmallWorld();
    await world.say("ana", "general", followedFact);
    await world.dream("ana");
    world.unfollowed.add("lab");
    await world.approve("releases are cut");
    expect(await world.memories("ana", "team")).toHaveLength(1);
  });

  it("takes a command to remember there as an act of its own, without quoting the message", async () => {
    const world = await openSmallWorld();
    world.unfollowed.add("lab");
    await world.say("ana", "lab", "@reverie remember for the team: lunch is at noon");
    await world.settle();
    const book = await world.parts.ledger.book(workspace, team);
    const receipts = book.memories.flatMap(({ changes }) => changes.flatMap((change) => change.receipts));
    expect(receipts).toMatchObject([{ type: "signal", act: "command", author: "ana" }]);
  });

  it("is told nothing that is not so: what is kept is announced where Reverie is told of it alone (law 11)", async () => {
    const world = await openSmallWorld();
    const said = () => world.standing().map(({ place, content }) => `${place.channel}: ${content.text}`);
    world.unfollowed.add("general");
    await world.command("ana", "set listen here all");
    expect(said()).toEqual([]);
    world.unfollowed.delete("general");
    await world.command("ana", "set listen here mentions");
    expect(said()).toEqual(["general: From now on I keep of this channel only what is said to me."]);
    await world.command("ana", "set listen here all");
    expect(said()[1]).toMatch(/^general: From now on I keep what is said here, for 90 days\./u);
  });

  it("says so to whoever has Reverie listen to everything there", async () => {
    const world = await openSmallWorld();
    expect((await world.command("ana", "set listen all")).text).not.toContain(
      "told only of what mentions me",
    );
    expect((await world.command("ana", "settings")).text).not.toContain("told only of what mentions me");
    world.unfollowed.add("general");
    for (const command of ["set listen all", "set listen here all", "settings"]) {
      expect((await world.command("ana", command)).text).toContain("told only of what mentions me");
    }
    for (const command of ["set listen mentions", "set listen here mentions", "settings"]) {
      expect((await world.command("ana", command)).text).not.toContain("told only of what mentions me");
    }
  });
});
