import { describe, expect, it } from "vitest";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const noon = "lunch is at noon";

/** A world in which the team remembers something, and what it is called there. */
async function openWithMemory(): Promise<{ world: SmallWorld; memory: string }> {
  const world = await openSmallWorld();
  await world.command("ana", `remember for the team: ${noon}`);
  return { world, memory: await world.teamMemoryId() };
}

/** What an answer to a question is given of memory. */
async function given(world: SmallWorld): Promise<string> {
  const before = world.standing().length;
  await world.say("ana", "general", "@reverie when is lunch?");
  await world.settle();
  return JSON.stringify(world.standing().slice(before));
}

const reviewOf = (world: SmallWorld) => world.sections().find(({ note }) => note.includes("disputes it"));

describe("a dispute", () => {
  it("takes a memory out of use at once and puts it to review with both sides", async () => {
    const { world, memory } = await openWithMemory();
    expect(await given(world)).toContain(noon);
    const told = await world.command("ben", `dispute ${memory} it moved to one o'clock`);
    expect(told.text).toContain("not used any more");
    await world.settle();
    expect(await given(world)).not.toContain(`remembered about this`);
    const section = reviewOf(world);
    expect(section).toMatchObject({ text: noon });
    expect(section?.note).toContain("Ben disputes it: “it moved to one o'clock”");
    expect(section?.actions.map(({ label }) => label)).toEqual(["Forget", "Keep", "Try it"]);
  });

  it("shows the words that the memory rests on as the other side", async () => {
    const world = await openSmallWorld();
    await world.say("ana", "general", "We agreed that releases are cut on Mondays at ten.");
    await world.dream("ana");
    await world.approve("releases are cut");
    await world.command("ben", `dispute ${await world.teamMemoryId()}`);
    await world.settle();
    expect(reviewOf(world)?.quotes.map(({ text }) => text)).toEqual([
      "We agreed that releases are cut on Mondays at ten.",
    ]);
  });

  it("ends with the memory in use again where it is kept, and its evidence beside the word of who kept it", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ben", `dispute ${memory}`);
    await world.settle();
    const keep = reviewOf(world)?.actions[1];
    expect((await world.press("ben", "reject", keep?.value ?? "")).text).toContain("Only administrators");
    expect((await world.press("ana", "reject", keep?.value ?? "")).text).toContain("used again");
    await world.settle();
    expect(await given(world)).toContain(noon);
    expect(world.sections().find(({ note }) => note.includes("Kept by Ana"))).toBeDefined();
    // Disputed once more, it waits once more.
    expect((await world.command("ben", `dispute ${memory}`)).text).toContain("not used any more");
  });

  it("ends with the memory forgotten where it is removed, and undo puts it back to review", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ben", `dispute ${memory}`);
    await world.settle();
    const removal = reviewOf(world)?.actions[0]?.value ?? "";
    expect((await world.press("ana", "approve", removal)).text).toContain("no longer remembered");
    await world.settle();
    expect(await world.memories("ana", "team")).toEqual([]);
    await world.press("ana", "undo", removal);
    await world.settle();
    const [section] = (await world.command("ana", "memory team")).card?.sections ?? [];
    expect(section?.note).toContain("Ben disputes it");
    expect(world.cards().filter(({ card }) => card.title === "A memory is disputed")).toHaveLength(2);
  });

  it("is one for everybody: a second member is told, and nothing is asked twice", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ben", `dispute ${memory}`);
    expect((await world.command("ana", `dispute ${memory}`)).text).toContain("disputed already");
    await world.settle();
    expect(world.cards().filter(({ card }) => card.title === "A memory is disputed")).toHaveLength(1);
  });

  it("is for members who see the memory, and for nobody else (law 8)", async () => {
    const { world, memory } = await openWithMemory();
    expect((await world.command("cleo", `dispute ${memory}`)).text).toContain("nothing by that id");
    world.roles.set("ben", "guest");
    expect((await world.command("ben", `dispute ${memory}`)).text).toContain("nothing by that id");
    await world.command("ana", "remember I like tea");
    const mine = (await world.command("ana", "memory mine")).card?.sections[0]?.title.split(" ")[0];
    expect((await world.command("ana", `dispute ${mine}`)).text).toContain("yours alone");
    expect(await given(world)).toContain(noon);
  });

  it("leaves no word of whoever disputed when they are erased", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ben", `dispute ${memory} the zeppelin landed there`);
    await world.settle();
    await world.command("ben", "privacy erase");
    await world.settle();
    const all = await world.parts.ledger.proposals(
      (await world.parts.platforms[0]?.directory.workspaces())?.[0] as never,
      null,
      "pending",
      100,
    );
    expect(JSON.stringify(all)).not.toContain("zeppelin");
    expect(JSON.stringify(all)).not.toContain("Ben");
  });

  it("holds a key back that somebody pastes into it", async () => {
    const { world, memory } = await openWithMemory();
    const key = ["ghp", "abcdefghijklmnopqrstuvwxyzABCDEF0123"].join("_");
    expect((await world.command("ben", `dispute ${memory} use ${key}`)).text).toContain("Nothing changed");
    expect(await given(world)).toContain(noon);
  });
});

describe("a dispute whose reason or whose memory is a matter of its own", () => {
  it("is taken whatever the memory says, and refused where the reason itself may not be kept", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ana", "set sensitive-topics lunch, salary");
    const refused = await world.command("ben", `dispute ${memory} it is about my salary`);
    expect(refused.text).toContain("topic that is kept out");
    expect(await world.command("ben", `dispute ${memory} it moved`)).toMatchObject({
      text: expect.stringContaining("not used any more"),
    });
  });

  it("keeps neither the name nor the reason of somebody who opted out", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ben", "privacy off");
    expect((await world.command("ben", `dispute ${memory} walnuts`)).text).toContain("not used any more");
    await world.settle();
    const section = reviewOf(world);
    expect(section?.note).toContain("A member disputes it.");
    expect(JSON.stringify(section)).not.toMatch(/Ben|walnuts/u);
    const list = JSON.stringify(await world.command("ana", "memory team"));
    expect(list).toContain("A member disputes it");
    expect(list).not.toMatch(/Ben|walnuts/u);
  });

  it("is shown to those who decide however it was cut off before", async () => {
    const { world, memory } = await openWithMemory();
    world.failOnce("jobs.enqueue", /deliver-card/u);
    await world.command("ben", `dispute ${memory}`).catch(() => undefined);
    await world.settle();
    expect(reviewOf(world)).toBeUndefined();
    expect((await world.command("ben", `dispute ${memory}`)).text).toContain("disputed already");
    await world.settle();
    expect(reviewOf(world)).toBeDefined();
  });

  it("waits for a decision as long as it takes: it never expires", async () => {
    const { world, memory } = await openWithMemory();
    await world.command("ben", `dispute ${memory}`);
    await world.settle();
    const keep = reviewOf(world)?.actions[1]?.value ?? "";
    for (let day = 0; day < 40; day += 1) {
      world.clock.jump(24 * 60 * 60 * 1000);
      await world.settle(40);
    }
    const [card] = world.cards().filter((each) => each.card.title === "A memory is disputed");
    expect(card?.card.footer).toBe("Nothing is saved until someone approves.");
    expect(world.said()).not.toContain("still waits");
    expect((await world.press("ana", "reject", keep)).text).toContain("used again");
  });
});
