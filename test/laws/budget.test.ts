import { describe, expect, it } from "vitest";
import { asId, type ChannelId, type PersonId } from "../../src/core/ids.ts";
import { noUsage } from "../../src/core/prices.ts";
import { forEverybody, recordSpent, spendingOf } from "../../src/core/spending.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const model = "claude-opus-5-5";

/** Uses up so many dollars of input. */
async function spend(world: SmallWorld, dollars: number): Promise<void> {
  const usage = { ...noUsage, inputTokens: (dollars / 4) * 1_000_000 };
  await recordSpent(world.parts, workspace, forEverybody, spendingOf(world.parts, "dreams", model, [usage]));
  await world.settle(5);
}

const warnings = (world: SmallWorld) =>
  world
    .standing()
    .flatMap(({ place, content }) =>
      content.text.includes("of this month's budget")
        ? [`${place.channel}: ${content.text.slice(0, 4)}`]
        : [],
    );

describe("a quota", () => {
  it("F13: bounds what one person's questions may cost in a month, says so kindly, and leaves the others alone", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set quota 1");
    const ben = { channel: asId<ChannelId>("general"), person: asId<PersonId>("ben") };
    const usage = { ...noUsage, inputTokens: 300_000 };
    await recordSpent(world.parts, workspace, ben, spendingOf(world.parts, "answers", model, [usage]));
    const answerTo = async (person: string) => {
      const before = world.standing().length;
      await world.say(person, "general", "@reverie when is lunch?");
      await world.settle(5);
      return JSON.stringify(world.standing().slice(before));
    };
    expect(await answerTo("ben")).toContain("used up what this workspace lets each person use");
    expect(await answerTo("ana")).not.toContain("used up");
    world.clock.jump(31 * 24 * 60 * 60 * 1000);
    expect(await answerTo("ben")).not.toContain("used up");
  });
});

describe("a monthly budget (law 10)", () => {
  it("tells the administrators at 75 and at 95 per cent, once each", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set budget 10");
    await spend(world, 7.4);
    expect(warnings(world)).toEqual([]);
    await spend(world, 0.2);
    await spend(world, 0.2);
    expect(warnings(world)).toEqual(["dm-ana: 75 %"]);
    await spend(world, 1.9);
    expect(warnings(world)).toEqual(["dm-ana: 75 %", "dm-ana: 95 %"]);
    await spend(world, 1);
    expect(warnings(world)).toHaveLength(2);
  });

  it("tells of the higher share where both are passed at once, and again for a new budget or month", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set budget 10");
    await spend(world, 9.8);
    expect(warnings(world)).toEqual(["dm-ana: 95 %"]);
    await world.command("ana", "set budget 12");
    await spend(world, 0.1);
    expect(warnings(world)).toHaveLength(1);
    await spend(world, 1.6);
    expect(warnings(world)).toEqual(["dm-ana: 95 %", "dm-ana: 95 %"]);
    world.clock.jump(31 * 24 * 60 * 60 * 1000);
    await spend(world, 9.1);
    expect(warnings(world).at(-1)).toBe("dm-ana: 75 %");
  });

  it("says nothing where no budget is set, and at 100 per cent dreams and answers stop and say so", async () => {
    const world = await openSmallWorld();
    await spend(world, 50);
    expect(warnings(world)).toEqual([]);
    await world.command("ana", "set budget 10");
    await world.say("ana", "general", "@reverie when is lunch?");
    await world.settle();
    expect(world.said()).toContain("budget is used up");
    await world.say("ana", "general", "We agreed that releases are cut on Mondays at ten.");
    await world.dream("ana");
    expect(world.said()).toContain("I did not dream");
    expect(world.sections()).toEqual([]);
  });
});
