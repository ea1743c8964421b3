import { describe, expect, it } from "vitest";
import { dayMs, hourMs, openPastWorld } from "./past-world.ts";

const fact = "Releases are cut on Mondays at ten, as we agreed.";

/** A channel with a week of talk that nobody heard. */
async function openTalk() {
  const world = await openPastWorld();
  world.plant("ana", "general", "Too old to be asked for.", 8 * dayMs);
  const root = world.plant("ben", "general", fact, 6 * dayMs);
  world.plant("cleo", "general", "And who cuts them?", 6 * dayMs - hourMs, { thread: root });
  for (let count = 0; count < 5; count += 1)
    world.plant("ana", "general", `Something else, number ${count}.`, (5 - count) * dayMs);
  world.model.propose({
    audience: "team",
    text: "Releases are cut on Mondays.",
    quote: "Releases are cut on Mondays",
  });
  return { ...world, root };
}

describe("a channel's past", () => {
  it("is looked through first: the administrator alone sees what it takes, and nothing is kept", async () => {
    const world = await openTalk();
    expect(await world.ask(7)).toContain("since 15 Nov 12:00");
    expect(await world.kept()).toEqual([]);
    const [offer, ...more] = world.cards();
    expect(more).toEqual([]);
    expect(offer?.place.channel).toBe("dm-ana");
    expect(offer?.card).toMatchObject({ title: "The past of #general · 7 days" });
    const [section] = offer?.card.sections ?? [];
    expect(section?.text).toMatch(/^7 messages by 3 people since 15 Nov 12:00 are not kept yet\./u);
    expect(section?.text).toMatch(
      /at most [\d,]+ tokens to .+ and costs about \$0\.\d\d\. No budget is set\.$/u,
    );
    expect(section?.actions.map(({ label }) => label)).toEqual(["Read them", "Leave it"]);
    expect(JSON.stringify(world.standing())).not.toContain("Mondays");
  });

  it("is read on their word, oldest first, announced where it was said, and dreamt about as usual", async () => {
    const world = await openTalk();
    await world.ask(7);
    expect(await world.pressed("Read them")).toBe("I read them now, and tell you when it is done.");
    const kept = await world.kept();
    expect(kept.map(({ text }) => text)).toEqual([
      fact,
      "And who cuts them?",
      ...[0, 1, 2, 3, 4].map((count) => `Something else, number ${count}.`),
    ]);
    expect(kept[1]).toMatchObject({ thread: world.root, conversation: `general/${world.root}`, asked: null });
    const announced = world
      .standing()
      .find(({ content }) => content.text.includes("An administrator has me read"));
    expect(announced?.place.channel).toBe("general");
    const report = world.cardsOfPast().at(-1);
    expect(report?.text).toBe(
      "7 messages of #general since 15 Nov 12:00 are read; the dream that follows proposes what it finds.",
    );
    expect(world.sections().map(({ text }) => text)).toContain("Releases are cut on Mondays.");
    expect(await world.memories("ana", "team")).toEqual([]);
    expect(await world.acts()).toContain("Ana read-back");
    expect(await world.pressed("Take it back")).toContain("I take it back");
  });

  it("is taken back with all that rests on it, once, and can be read again", async () => {
    const world = await openTalk();
    await world.say("ben", "general", "Said while I listened, and kept.");
    await world.ask(7);
    await world.pressed("Read them");
    await world.approve("Releases are cut on Mondays.");
    expect(await world.memories("ana", "team")).toEqual(["Releases are cut on Mondays."]);
    await world.pressed("Take it back");
    expect((await world.kept()).map(({ text }) => text)).toEqual(["Said while I listened, and kept."]);
    expect(world.toldTo("ana")).toBe(
      "Taken back: 7 messages of #general that I had read from the past; 1 memory without evidence put to review.",
    );
    const memories = (await world.command("ana", "memory team")).card?.sections ?? [];
    expect(memories[0]?.note).toContain("Not used");
    expect(world.cardsOfPast().flatMap(({ actions }) => actions)).toEqual([]);
    expect(await world.acts()).toContain("Ana took-back");
    const undo = await world.command("ana", "dream backfill undo");
    expect(undo.text).toBe("There is nothing of this channel's past to take back. Nothing changed.");
    await world.ask(7);
    await world.pressed("Read them");
    expect(await world.kept()).toHaveLength(8);
    expect((await world.acts()).filter((act) => act === "Ana read-back")).toHaveLength(2);
  });

  it("is taken back by the command too, the newest first, with the proposals that wait", async () => {
    const world = await openTalk();
    await world.ask(2);
    await world.pressed("Read them");
    await world.ask(7);
    await world.pressed("Read them");
    expect(await world.kept()).toHaveLength(7);
    const undo = async () => {
      const { text } = await world.command("ana", "dream backfill undo");
      await world.settle();
      return text;
    };
    await undo();
    expect(world.toldTo("ana")).toContain(
      "5 messages of #general that I had read from the past; 1 proposal withdrawn",
    );
    expect(await world.kept()).toHaveLength(2);
    await undo();
    expect(await world.kept()).toEqual([]);
    expect(await undo()).toContain("nothing of this channel's past");
  });

  it("is left as it is where they say so, also when they press twice", async () => {
    const world = await openTalk();
    await world.ask(7);
    const [leave] = world.cardsOfPast()[0]?.actions.filter(({ label }) => label === "Leave it") ?? [];
    const [read] = world.cardsOfPast()[0]?.actions ?? [];
    expect(await world.pressed("Leave it")).toBe("Left as it is. Nothing was kept.");
    expect((await world.press("ana", read?.verb ?? "", read?.value ?? "")).text).toContain(
      "That estimate is over.",
    );
    expect((await world.press("ana", leave?.verb ?? "", leave?.value ?? "")).text).toContain("Left as it is");
    await world.settle();
    expect(await world.kept()).toEqual([]);
    expect(world.cardsOfPast().flatMap(({ actions }) => actions)).toEqual([]);
  });

  it("is read once however often they press", async () => {
    const world = await openTalk();
    await world.ask(7);
    const [read] = world.cardsOfPast()[0]?.actions ?? [];
    await Promise.all([1, 2].map(() => world.press("ana", read?.verb ?? "", read?.value ?? "")));
    await world.settle();
    expect((await world.press("ana", read?.verb ?? "", read?.value ?? "")).text).toContain(
      "That estimate is over.",
    );
    expect(await world.kept()).toHaveLength(7);
    expect((await world.acts()).filter((act) => act === "Ana read-back")).toHaveLength(1);
  });

  it("says so where the budget forbids the dream, before and after", async () => {
    const world = await openTalk();
    await world.command("ana", "set budget 0");
    await world.ask(7);
    expect(world.cardsOfPast()[0]?.text).toContain("This month's budget is used up");
    await world.pressed("Read them");
    expect(world.cardsOfPast().at(-1)?.text).toContain("this month's budget is used up, so that they wait");
    expect(await world.kept()).toHaveLength(7);
    expect(world.model.shown).toEqual([]);
  });

  it("offers nothing where all of it is kept already", async () => {
    const world = await openPastWorld();
    await world.say("ben", "general", fact);
    await world.settle(5);
    await world.ask(7);
    expect(world.toldTo("ana")).toBe(
      "I do not read the past of #general: nothing was said in that time that is not kept already and may be. Nothing changed.",
    );
  });

  it("hangs a reply on the first message of its chain, as live talk does", async () => {
    const world = await openPastWorld();
    const first = world.plant("ana", "general", "first", 9 * hourMs);
    let last = first;
    for (let count = 8; count > 0; count -= 1) {
      world.plant("ben", "general", "beside", count * hourMs + 1);
      last = world.plant("ana", "general", "reply", count * hourMs, { repliesTo: last });
    }
    await world.ask(1);
    await world.pressed("Read them");
    const replies = (await world.kept()).filter(({ text }) => text === "reply");
    expect(new Set(replies.map(({ thread }) => thread))).toEqual(new Set([first]));
    expect(replies).toHaveLength(8);
  });
});
