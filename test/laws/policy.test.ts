import { describe, expect, it } from "vitest";
import { createReflectingModel } from "../doubles/reflecting-model.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const cellar = "The archive is in the cellar of the old house.";
const proposed = {
  audience: "team",
  text: "The archive is in the cellar.",
  quote: "archive is in the cellar",
};

async function openAutonomous() {
  const model = createReflectingModel();
  const world = await openSmallWorld({ model });
  await world.command("ana", "set mode autonomous");
  await world.say("ben", "general", cellar);
  model.propose(proposed);
  return { world, model };
}

/** A dream that proposes to remove what the team remembers. */
async function dreamOfRemoval(world: SmallWorld, model: ReturnType<typeof createReflectingModel>) {
  const memory = await world.teamMemoryId();
  await world.say("ben", "general", "Forget about the cellar, it was emptied.");
  model.propose({ ...proposed, change: "remove", memory, quote: "Forget about the cellar" });
  await world.dream("ana");
}

describe("the autonomous mode", () => {
  it("is the verdict only where one person's would be enough (law 1)", async () => {
    const { world, model } = await openAutonomous();
    await world.command("ana", "set wide-quorum 2");
    await world.dream("ana");
    expect(await world.memories("ana", "team")).toEqual([proposed.text]);
    await dreamOfRemoval(world, model);
    expect(await world.memories("ana", "team")).toEqual([proposed.text]);
    await world.command("ana", "set quorum 2");
    await world.say("ben", "general", "The lamp by the door is green now.");
    model.propose({ audience: "team", text: "The lamp is green.", quote: "by the door is green" });
    await world.dream("ana");
    expect(await world.memories("ana", "team")).toEqual([proposed.text]);
  });

  it("applies only the kinds of change that are set, and refuses kinds that there are not", async () => {
    const { world, model } = await openAutonomous();
    await world.command("ana", "set autonomy add");
    await world.dream("ana");
    expect(await world.memories("ana", "team")).toEqual([proposed.text]);
    await dreamOfRemoval(world, model);
    expect(await world.memories("ana", "team")).toEqual([proposed.text]);
    expect(
      world.sections().find(({ actions }) => actions.some(({ label }) => label === "Forget")),
    ).toBeDefined();
    expect((await world.command("ana", "set autonomy everything")).text).toContain("add, update");
    expect((await world.command("ana", "set autonomy none")).text).not.toContain("not");
  });

  it("puts a kind of change back under supervision with its first undo, and says so", async () => {
    const { world, model } = await openAutonomous();
    await world.dream("ana");
    const undo = world.sections().find(({ text }) => text === proposed.text)?.actions[0];
    const told = await world.press("ana", "undo", undo?.value ?? "");
    expect(told.text).toContain("From now on additions wait for a person again");
    expect((await world.command("ana", "settings")).text).toContain("update, remove");
    await world.say("ben", "general", "The lamp by the door is green now.");
    model.propose({ audience: "team", text: "The lamp is green.", quote: "by the door is green" });
    await world.dream("ana");
    expect(await world.memories("ana", "team")).toEqual([]);
    await world.approve("The lamp is green.");
    expect(await world.memories("ana", "team")).toEqual(["The lamp is green."]);
    // What a person decided is taken back without a word on the mode.
    const own = world.sections().find(({ text }) => text === "The lamp is green.")?.actions[0];
    expect((await world.press("ana", "undo", own?.value ?? "")).text).toBe(
      "Taken back. Later changes stay as they are.",
    );
  });

  it("may be on in one channel alone", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", "set mode here autonomous");
    await world.say("ben", "general", cellar);
    model.propose(proposed, { ...proposed, audience: "channel general", text: "The cellar has a lamp." });
    await world.dream("ana");
    expect(await world.memories("ana", "team")).toEqual([]);
    const ofChannel = (await world.command("ana", "memory channel")).card?.sections.map(({ text }) => text);
    expect(ofChannel).toEqual(["The cellar has a lamp."]);
  });

  it("applies nothing that was changed on the platform unseen (law 6)", async () => {
    const { world } = await openAutonomous();
    world.rereads.set("m1", "gone");
    await world.dream("ana");
    expect(await world.memories("ana", "team")).toEqual([]);
  });

  it("applies what the card shows and nothing else, however often it is cut off (law 7)", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", "set mode autonomous");
    const rivers = ["Tejo", "Douro", "Mondego", "Minho", "Sado", "Guadiana", "Tamega"];
    for (const river of rivers)
      await world.say("ana", "general", `The ${river} flows through the whole valley.`);
    model.propose(
      ...rivers.map((river) => ({
        audience: "team",
        text: `Houses by the ${river} are blue.`,
        quote: `The ${river} flows through`,
      })),
    );
    // Of seven five are shown, whichever they are: of these three at least one is.
    world.failOnce("ledger.write", /approved.*(?:Mondego|Minho|Sado)/u);
    await world.dream("ana");
    await world.settle(120);
    const onCard = world.sections().map(({ text }) => text);
    expect(onCard).toHaveLength(5);
    expect((await world.memories("ana", "team")).toSorted()).toEqual(onCard.toSorted());
  });
});

describe("an edit where more people have to approve", () => {
  it("is no word of whoever approves the old words: it stands on a card of its own (law 8)", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", "set approvers members");
    await world.command("ana", "set quorum 2");
    await world.say("ben", "general", cellar);
    model.propose(proposed);
    await world.dream("ana");
    const old = world.sections().find(({ text }) => text === proposed.text)?.actions[0]?.value ?? "";
    const edited = await world.fill("ana", "edit", old, {
      text: "The archive is in the attic, and the key is with Bo.",
    });
    expect(edited.text).toContain("a card of their own");
    await world.settle();
    expect((await world.press("ben", "approve", old)).text).toContain("Already withdrawn");
    expect(await world.memories("ana", "team")).toEqual([]);
    const next = world.sections().find(({ text }) => text.includes("in the attic"));
    expect(next?.note).toContain("Approved so far by Ana.");
    expect((await world.press("ana", "approve", next?.actions[0]?.value ?? "")).text).toContain("1 so far");
    await world.press("ben", "approve", next?.actions[0]?.value ?? "");
    expect(await world.memories("ana", "team")).toEqual([
      "The archive is in the attic, and the key is with Bo.",
    ]);
  });

  it("warns of what the new words hold", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", "set approvers members");
    await world.command("ana", "set quorum 2");
    await world.say("ben", "general", cellar);
    model.propose(proposed);
    await world.dream("ana");
    const old = world.sections()[0]?.actions[0]?.value ?? "";
    await world.fill("ana", "edit", old, {
      text: "The archive is described at https://archive.example/plan.",
    });
    await world.settle();
    const next = world.sections().find(({ text }) => text.includes("archive.example"));
    expect(next?.warnings).toContain("It holds a link.");
  });
});

describe("a request to forget where more people have to agree", () => {
  it("joins the one that waits already", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set approvers members");
    await world.command("ana", "remember for the team: lunch is at noon");
    await world.command("ana", "set wide-quorum 2");
    const id = await world.teamMemoryId();
    expect((await world.command("ana", `forget ${id}`)).text).toContain("more than one person");
    expect((await world.command("ana", `forget ${id}`)).text).toContain("more than one person");
    expect(await world.memories("ana", "team")).toHaveLength(1);
    expect((await world.command("ben", `forget ${id}`)).text).toContain("Forgotten.");
    expect(await world.memories("ana", "team")).toEqual([]);
    await world.settle();
    expect(world.sections().filter(({ text }) => text === "lunch is at noon")).toHaveLength(1);
  });
});
