import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { readLibrary } from "../../src/core/library/library.ts";
import { createReflectingModel } from "../doubles/reflecting-model.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld } from "./small-world.ts";

/** A team memory that was said in the lab and changed by what was said in general since. */
async function openWithMemory() {
  const model = createReflectingModel();
  const world = await openSmallWorld({ model });
  await world.say("ben", "lab", "The kiln is fired on Tuesdays from now on.");
  const audience = "team";
  model.propose({ audience, text: "The kiln is fired on Tuesdays.", quote: "kiln is fired on Tuesdays" });
  await world.dream("ana");
  await world.approve("fired on Tuesdays");
  const id = await world.teamMemoryId();
  await world.say("ben", "general", "Make that the afternoon, please, all of you.");
  model.propose({
    audience,
    change: "update",
    memory: id,
    text: "The kiln is fired on Tuesday afternoons.",
    quote: "Make that the afternoon",
  });
  await world.dream("ana");
  await world.approve("Tuesday afternoons");
  model.propose();
  return { world, model, id };
}

describe("a memory that came from a channel which was made private since (law 3)", () => {
  it("is used for nobody else, also where its newest words rest on what everybody reads", async () => {
    const { world, id } = await openWithMemory();
    const answer = async () => {
      await world.say("ben", "general", "@reverie when is the kiln fired?");
      await world.settle();
      return world.said();
    };
    expect(await answer()).toContain("Tuesday afternoons");
    world.reaches.set("lab", "private");
    world.members("lab", ["ana"]);
    const before = await answer();
    expect((await answer()).slice(before.length)).not.toContain("Tuesday afternoons");
    expect(id).not.toBe("");
  });

  it("is shown to those alone who are in that channel: in lists, by its id, in answers to its id", async () => {
    const { world, id } = await openWithMemory();
    expect(await world.memories("ben", "team")).toEqual(["The kiln is fired on Tuesday afternoons."]);
    world.reaches.set("lab", "private");
    world.members("lab", ["ana"]);
    expect(await world.memories("ana", "team")).toEqual(["The kiln is fired on Tuesday afternoons."]);
    expect(await world.memories("ben", "team")).toEqual([]);
    for (const command of [`history ${id}`, `dispute ${id}`, `share ${id}`, `forget ${id}`])
      expect((await world.command("ben", command)).text).toContain("nothing by that id");
    expect((await world.press("ben", "outdated", id)).text).toContain("nothing by that id");
    expect((await world.command("ana", `dispute ${id}`)).text).toContain("not used any more");
  });

  it("is shown to no reflection of the team's, and neither is what was refused there", async () => {
    const { world, model } = await openWithMemory();
    await world.say("ben", "lab", "The potter's wheel squeaks on rainy days, I find.");
    model.propose({
      audience: "team",
      text: "The wheel squeaks in the rain.",
      quote: "wheel squeaks on rainy",
    });
    await world.dream("ana");
    const section = world.sections().find(({ text }) => text.includes("wheel squeaks"));
    await world.press("ana", "reject", section?.actions[0]?.value ?? "");
    model.propose();
    const shownAfter = async () => {
      const before = model.shown.length;
      await world.say("ben", "general", "Nothing much is new today, I would say.");
      await world.dream("ana");
      return model.shown.slice(before).filter((content) => content.startsWith("Audience: team"));
    };
    const [open] = await shownAfter();
    expect(open).toContain("Tuesday afternoons");
    expect(open).toContain("The wheel squeaks in the rain.");
    world.reaches.set("lab", "private");
    const [closed] = await shownAfter();
    expect(closed).toContain("Nothing much is new");
    expect(closed).not.toContain("Tuesday afternoons");
    expect(closed).not.toContain("wheel squeaks");
  });

  it("waits on nobody's list who is not in there, and is not put before them", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", "set approvers members");
    await world.say("ben", "lab", "The kiln is fired on Tuesdays from now on.");
    model.propose({ audience: "team", text: "The kiln is fired on Tuesdays.", quote: "kiln is fired on" });
    await world.dream("ana");
    expect((await world.command("ben", "review")).card?.sections).toHaveLength(1);
    world.reaches.set("lab", "private");
    world.members("lab", ["ana"]);
    expect((await world.command("ben", "review")).text).toBe("Nothing waits for your decision.");
    expect((await world.command("ana", "review")).card?.sections).toHaveLength(1);
  });
});

describe("a proposal about such a memory, which rests on a click or a measure alone (law 3)", () => {
  /** The team's memory was doubted, and Ana, who decides, is not in the lab when it is made private. */
  async function openDoubted() {
    const opened = await openWithMemory();
    const { world, id } = opened;
    await world.press("ben", "wrong", id);
    await world.settle();
    const value = world
      .sections()
      .flatMap(({ actions }) => actions)
      .find(({ verb }) => verb === "try")?.value as string;
    world.reaches.set("lab", "private");
    world.members("lab", ["ben"]);
    return { ...opened, value };
  }

  it("is shown, tried and decided by nobody who is not in that place", async () => {
    const { world, value } = await openDoubted();
    const { review, audit } = {
      review: JSON.stringify(await world.command("ana", "review")),
      audit: JSON.stringify(await world.command("ana", "audit")),
    };
    for (const shown of [review, audit]) expect(shown).not.toContain("Tuesday");
    const library = await readLibrary(world.parts, workspace, asId("ana"));
    expect(JSON.stringify(library)).not.toContain("Tuesday");
    for (const verb of ["try", "approve"])
      expect((await world.press("ana", verb, value)).text).toContain("nothing by that id");
  });

  it("goes into no digest that others read", async () => {
    const { world, id } = await openWithMemory();
    await world.command("ana", `review-by ${id} 1 day`);
    world.clock.jump(2 * 24 * 60 * 60 * 1000);
    world.reaches.set("lab", "private");
    world.members("lab", ["ben"]);
    const before = world.sections().length;
    await world.dream("ana");
    await world.settle();
    expect(JSON.stringify(world.sections().slice(before))).not.toContain("Tuesday");
  });
});
