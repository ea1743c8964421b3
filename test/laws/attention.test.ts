import { describe, expect, it } from "vitest";
import { createReflectingModel } from "../doubles/reflecting-model.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const dayMs = 24 * 60 * 60 * 1000;
const rivers = ["Tejo", "Douro", "Mondego", "Minho", "Sado", "Guadiana", "Tamega"];

async function openWithRivers(): Promise<SmallWorld> {
  const model = createReflectingModel();
  const world = await openSmallWorld({ model });
  for (const river of rivers)
    await world.say("ana", "general", `The ${river} flows through the whole valley.`);
  model.propose(
    ...rivers.map((river) => ({
      audience: "team",
      text: `Houses by the ${river} are blue.`,
      quote: `The ${river} flows through`,
    })),
  );
  return world;
}

/** Lets days pass with a tick on each. */
async function pass(world: SmallWorld, days: number): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    world.clock.jump(dayMs);
    await world.settle(31);
  }
}

describe("the attention budget", () => {
  it("F11: is five cards of a digest; the rest waits behind one button, and is decided there", async () => {
    const world = await openWithRivers();
    await world.dream("ana");
    const [digest] = world.standing().filter(({ content }) => content.card?.title.startsWith("I dreamt"));
    expect(digest?.content.card?.sections).toHaveLength(5);
    expect(digest?.content.actions).toMatchObject([{ verb: "more", label: "Review 2 more" }]);
    const rest = await world.press("ana", "more", "more");
    expect(rest.card?.sections).toHaveLength(7);
    const last = rest.card?.sections.at(-1)?.actions[0]?.value ?? "";
    expect((await world.press("ana", "approve", last)).text).toContain("remembered for the team");
    expect((await world.press("ben", "more", "more")).text).toContain("Nothing waits");
  });

  it("ranks by how many people and days speak for something, and says so on each card", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.say("ana", "general", "The lamp by the door is broken again.");
    await world.say("ben", "general", "The stairs are wet again, mind them.");
    model.propose({ audience: "team", text: "The stairs are often wet.", quote: "The stairs are wet again" });
    await world.dream("ana");
    expect(world.sections()[0]?.note).toContain("Said by 1 person on 1 day.");
  });
});

describe("a proposal that nobody decides", () => {
  it("is called to mind once, and expires with a word that nothing was saved", async () => {
    const world = await openWithRivers();
    await world.dream("ana");
    const reminders = () => world.standing().filter(({ content }) => content.text.includes("still wait"));
    await pass(world, 9);
    expect(reminders()).toEqual([]);
    await pass(world, 2);
    expect(reminders()).toHaveLength(1);
    expect(reminders()[0]?.content.text).toContain(
      "7 proposals still wait for a decision here. Nothing is saved",
    );
    await pass(world, 4);
    expect(reminders()).toHaveLength(1);
    expect(world.sections().every(({ note }) => note.includes("nothing was saved"))).toBe(true);
    expect(await world.parts.ledger.proposals(workspace, null, "pending", 10)).toEqual([]);
    expect(await world.memories("ana", "team")).toEqual([]);
  });

  it("is not called to mind where somebody has decided", async () => {
    const world = await openSmallWorld();
    await world.say("ana", "general", "We agreed that releases are cut on Mondays at ten.");
    await world.dream("ana");
    await world.approve("releases are cut");
    await pass(world, 15);
    expect(world.standing().filter(({ content }) => content.text.includes("still wait"))).toEqual([]);
  });
});

describe("a click that comes after a newer change", () => {
  it("B7: is refused and shows what is newer", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.command("ana", "remember for the team: standup is at ten");
    const memory = await world.teamMemoryId();
    await world.say("ben", "general", "So standup moved to eleven for everybody.");
    await world.say("ben", "general", "Rather make it twelve, that suits us all.");
    model.propose({
      audience: "team",
      change: "update",
      memory,
      text: "Standup is at eleven.",
      quote: "standup moved to eleven",
    });
    await world.dream("ana");
    const first =
      world.sections().find(({ text }) => text === "Standup is at eleven.")?.actions[0]?.value ?? "";
    model.propose({
      audience: "team",
      change: "update",
      memory,
      text: "Standup is at twelve.",
      quote: "make it twelve, that",
    });
    await world.say("ben", "general", "Rather make it twelve, that suits us all better.");
    await world.dream("ana");
    const second =
      world.sections().find(({ text }) => text === "Standup is at twelve.")?.actions[0]?.value ?? "";
    await world.press("ana", "approve", second);
    const late = await world.press("ana", "approve", first);
    expect(late.text).toContain("changed after this was proposed");
    expect(late.card?.sections[0]).toMatchObject({ text: "Standup is at twelve.", actions: [] });
    expect(await world.memories("ana", "team")).toEqual(["Standup is at twelve."]);
  });
});

describe("a preview", () => {
  it("shows everything that the asker may see, and stores nothing", async () => {
    const world = await openWithRivers();
    await world.command("ana", "dream preview");
    await world.settle();
    const [card] = world.cards();
    expect(card?.place.channel).toBe("dm-ana");
    expect(card?.card.sections).toHaveLength(7);
    expect(card?.card.sections.flatMap(({ actions }) => actions)).toEqual([]);
    expect(await world.parts.ledger.proposals(workspace, null, "pending", 10)).toEqual([]);
    expect(await world.parts.ledger.dreams(workspace, 10)).toEqual([]);
    // Nothing follows it through edits and deletions, so that it does not stay.
    expect(card?.card.footer).toContain("goes in an hour");
    world.clock.jump(60 * 60 * 1000);
    await world.settle();
    expect(world.cards()).toEqual([]);
    // The dream reads all of it again.
    await world.dream("ana");
    expect(await world.parts.ledger.proposals(workspace, null, "pending", 10)).toHaveLength(7);
  });

  it("shows what the dream would propose, and nothing twice", async () => {
    const world = await openSmallWorld();
    await world.say("ana", "general", "We agreed that releases are cut on Mondays at ten.");
    await world.command("ana", "dream preview");
    await world.settle();
    const previewed = world.sections().map(({ title, text }) => [title, text]);
    await world.dream("ana");
    const proposed = world
      .cards()
      .filter(({ card }) => card.title.startsWith("I dreamt"))
      .flatMap(({ card }) => card.sections.map(({ title, text }) => [title, text]));
    expect(proposed).toHaveLength(1);
    expect(previewed).toEqual(proposed);
  });

  it("shows nothing of what is for others", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.say("ben", "dm-ben", "I am allergic to peanuts, by the way.");
    await world.say("ben", "core-team", "The offer for the tower is four hundred.");
    model.propose(
      { audience: "person ben", text: "Ben is allergic to peanuts.", quote: "allergic to peanuts" },
      { audience: "channel core-team", text: "The offer is four hundred.", quote: "The offer for the tower" },
    );
    await world.command("ana", "dream preview");
    await world.settle();
    expect(JSON.stringify(world.cards())).not.toMatch(/peanuts|four hundred/u);
    expect(model.shown.join()).not.toMatch(/peanuts|four hundred/u);
    expect((await world.command("cleo", "dream preview")).text).toContain("Only members");
  });
});
