import { describe, expect, it } from "vitest";
import { dreamOf, proposalFor, startRunningProgram } from "./running-program.ts";
import { addition, nothing, receiptFor, startScriptedProgram } from "./scripted-program.ts";
import { openSmallWorld } from "./small-world.ts";

const secret = "We agreed that the merger partner is called Xylophoneus.";

/** A world in which the secret was said in a channel that was public then, and was dreamt of. */
async function openAfterDream() {
  const world = await openSmallWorld();
  await world.say("ana", "lab", secret);
  await world.dream("ana");
  return world;
}

describe("a channel that is made private later", () => {
  it("F5: takes its words out of the team's answers elsewhere (law 3)", async () => {
    const world = await openAfterDream();
    await world.approve("Xylophoneus");
    world.reaches.set("lab", "private");
    const question = await world.say("ana", "general", "@reverie who is the merger partner");
    await world.settle();
    const answer = world
      .standing()
      .find(({ place, content }) => place.thread === question && content.text !== "");
    expect(answer?.content.text).toBeDefined();
    expect(answer?.content.text).not.toContain("Xylophoneus");
  });

  it("F5: lets nobody approve for the team what was said there (law 3)", async () => {
    const world = await openAfterDream();
    const before = world.sections().find(({ text }) => text.includes("Xylophoneus"));
    world.reaches.set("lab", "private");
    await world.press("ana", "approve", before?.actions[0]?.value ?? "");
    await world.settle();
    expect(before).toBeDefined();
    expect(await world.memories("ana", "team")).toEqual([]);
  });
});

describe("a channel with outsiders in it", () => {
  it("F5: is shown no proposal of the team's (law 3)", async () => {
    const world = await openSmallWorld();
    world.reaches.set("lab", "shared");
    await world.command("ana", "set review-channel lab");
    await world.say("ana", "general", secret);
    await world.dream("ana");
    const shown = world.cards().filter(({ place }) => place.channel === "lab");
    expect(JSON.stringify(shown)).not.toContain("Xylophoneus");
  });
});

describe("the name of a private channel", () => {
  it("F5: stays from an administrator who is not in it (law 3)", async () => {
    const world = await openSmallWorld();
    await world.say("ben", "core-team", "We agreed to meet on Tuesdays at four, in the cellar.");
    await world.dream("ben");
    expect((await world.command("ana", "audit")).text).not.toContain("core-team");
  });

  it("stays from a guest who looks at the settings (law 3)", async () => {
    const { person } = await startRunningProgram();
    await person("ana").command("set exclude-channels core-team");
    expect((await person("cleo").command("settings")).text).not.toContain("core-team");
  });
});

describe("a memory that is kept to direct messages", () => {
  it("does not travel by way of an update that quotes a public line (law 3)", async () => {
    const { person, memoryId, reflectOn } = await startScriptedProgram();
    const ben = person("ben");
    await ben.say("dm-ben", "remember my bonus target is seventeen thousand");
    await proposalFor(ben, /seventeen/u);
    const id = await memoryId("ben", "mine");
    await ben.say("general", "I would rather see all amounts in euros, please.");
    reflectOn("person ben", (transcript) => {
      const target = "Ben has a bonus target of seventeen thousand euros.";
      const update = addition(target, receiptFor(transcript, "see all amounts in euros"));
      return { ...nothing, changes: [{ ...update, change: "update", memory: id, kind: "fact" }] };
    });
    const found = await dreamOf(ben, /thousand euros/u);
    expect(found.section.title).toContain("used only in direct messages");
  });
});
