import { describe, expect, it } from "vitest";
import { noUsage } from "../../src/core/prices.ts";
import { recordSpent, spendingOf } from "../../src/core/spending.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const model = "claude-opus-5-5";

/** Uses up so many dollars of input. */
async function spend(world: SmallWorld, dollars: number): Promise<void> {
  const usage = { ...noUsage, inputTokens: (dollars / 4) * 1_000_000 };
  await recordSpent(world.parts, workspace, null, spendingOf(world.parts, "dreams", model, usage));
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
