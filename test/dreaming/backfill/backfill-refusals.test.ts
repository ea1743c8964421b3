import { describe, expect, it } from "vitest";
import { PlatformError } from "../../../src/core/errors.ts";
import { asId } from "../../../src/core/ids.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { dayMs, hourMs, openPastWorld, type PastWorld } from "./past-world.ts";

const refusedForGood = new PlatformError("The memory", "not-allowed", true);
const limited = new PlatformError("The memory", "rate-limited", false);

function plantTalk(world: PastWorld, channel = "general"): void {
  for (let count = 12; count > 0; count -= 1) world.plant("ben", channel, `Word ${count}.`, count * hourMs);
}

describe("a channel's past is not looked at", () => {
  it.each([
    ["0", "Say how many days back, from 1 to 90"],
    ["10000", "would be forgotten at once, because `retention` is 90 days"],
    ["91", "Give 90 or fewer"],
    ["a while", "Say how many days back"],
    ["-3", "Say how many days back"],
    ["1.5", "Say how many days back"],
    ["", "for example `/reverie dream backfill 30`"],
    ["99999999999999999999", "Say how many days back"],
  ])("for %j days", async (days, sentence) => {
    const world = await openPastWorld();
    plantTalk(world);
    const answer = await world.ask(days);
    expect(answer).toContain(sentence);
    expect(answer).toMatch(/Nothing changed\.$/u);
    expect(world.cards()).toEqual([]);
  });

  it("by anybody but an administrator, as the platform says at that moment", async () => {
    const world = await openPastWorld();
    for (const person of ["ben", "cleo"])
      expect(await world.ask(7, person)).toContain("Only administrators can have a channel's past read");
    await world.command("ana", "help");
    world.roles.set("ana", "member");
    expect(await world.ask(7)).toContain("Only administrators");
  });

  it("in a direct conversation, where outsiders are, where Reverie is not or is not to be", async () => {
    const world = await openPastWorld();
    expect(await world.ask(7, "ana", "dm-ana")).toContain("A direct conversation has no past");
    expect(await world.ask(7, "ana", "elsewhere")).toContain("I am not in this channel. Invite me first.");
    // Ana is not in it.
    expect(await world.ask(7, "ana", "core-team")).toContain("There is nothing by that id here.");
    world.reaches.set("lab", "shared");
    expect(await world.ask(7, "ana", "lab")).toContain("People from outside are in this channel");
    await world.command("ana", "set exclude-channels gen*");
    expect(await world.ask(7)).toContain("This channel is left out by `exclude-channels`");
  });

  it("where not all that is said may be kept, or deletions are not told", async () => {
    const world = await openPastWorld();
    await world.command("ana", "set listen here mentions");
    expect(await world.ask(7)).toContain(
      "`/reverie set listen here all` lets me learn from all of it first.",
    );
    await world.command("ana", "set listen here all");
    world.unfollowed.add("general");
    expect(await world.ask(7)).toContain("I am not told of edits and deletions");
  });

  it("twice at once: the second is told that one is under way, and may stop it", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    const answers: string[] = [];
    let reads = 0;
    world.onCall((operation) => {
      reads += operation === "past" ? 1 : 0;
      if (operation !== "past" || reads !== 2) return;
      void world.command("ana", "dream backfill 8").then(({ text }) => answers.push(text ?? ""));
    });
    await Promise.all([7, 7].map((days) => world.command("ana", `dream backfill ${days}`)));
    await world.settle();
    expect(answers).toEqual([
      "The past of this channel is being looked at already: wait for its end, or stop it with `/reverie dream backfill undo`. Nothing changed.",
    ]);
    expect(world.cardsOfPast()).toHaveLength(1);
  });

  it("further than to the moment at which somebody stops it", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    const answers: string[] = [];
    let reads = 0;
    world.onCall((operation) => {
      reads += operation === "past" ? 1 : 0;
      if (operation !== "past" || reads !== 2) return;
      void world.command("ana", "dream backfill undo").then(({ text }) => answers.push(text ?? ""));
    });
    await world.ask(7);
    const [text] = answers;
    expect(text).toBe("I look no further. Nothing was kept.");
    expect(world.cardsOfPast()).toEqual([]);
    expect(await world.ask(9)).toContain("I look at what was said");
    expect(world.cardsOfPast()).toHaveLength(1);
  });

  it("a second time on the first card: a newer estimate takes its place", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(7);
    await world.ask(9);
    const [older, newer] = world.cardsOfPast();
    expect(older).toMatchObject({ text: "A newer estimate took its place.", actions: [] });
    expect(newer?.actions).toHaveLength(2);
  });
});

describe("a channel's past is not read", () => {
  it("on a click of somebody who is no administrator any more, and that stands in the audit", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(7);
    world.roles.set("ana", "member");
    expect(await world.pressed("Read them")).toContain("Only administrators");
    world.roles.set("ana", "admin");
    expect(await world.kept()).toEqual([]);
    expect(await world.acts()).toEqual(["Ana refused"]);
  });

  it("a day after the estimate", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(7);
    world.clock.jump(dayMs + 1);
    expect(await world.pressed("Read them")).toContain("That estimate is over.");
    expect(await world.kept()).toEqual([]);
  });

  it("where the channel was closed off, deleted or left out since", async () => {
    const world = await openPastWorld();
    plantTalk(world, "lab");
    await world.ask(7, "ana", "lab");
    world.reaches.set("lab", "shared");
    expect(await world.pressed("Read them")).toContain("People from outside are in this channel");
    world.reaches.delete("lab");
    expect(await world.pressed("Read them")).toContain("I am not in this channel");
    world.reaches.set("lab", "private");
    world.members("lab", ["ben"]);
    expect(await world.pressed("Read them")).toContain("There is nothing by that id here");
    world.members("lab", ["ana"]);
    await world.command("ana", "set exclude-channels lab");
    expect(await world.pressed("Read them")).toContain("left out by `exclude-channels`");
    expect(await world.kept("lab")).toEqual([]);
    await world.command("ana", "set exclude-channels none");
    await world.pressed("Read them");
    expect(await world.kept("lab")).toHaveLength(12);
  });

  it.each<[string, (world: PastWorld) => void, string]>([
    ["deleted", (world) => void world.reaches.delete("lab"), "I am not in this channel"],
    ["opened to outsiders", (world) => void world.reaches.set("lab", "shared"), "People from outside"],
    ["closed to Reverie", (world) => world.refusePast(refusedForGood), "does not let me read"],
  ])("further than to the moment at which the channel is %s", async (_what, happens, reason) => {
    const world = await openPastWorld();
    plantTalk(world, "lab");
    await world.ask(7, "ana", "lab");
    let reads = 0;
    world.onCall((operation) => {
      reads += operation === "past" ? 1 : 0;
      if (operation === "past" && reads === 2) happens(world);
    });
    await world.pressed("Read them");
    expect(world.cardsOfPast().at(-1)?.text).toContain("I stopped: ");
    expect(world.cardsOfPast().at(-1)?.text).toContain(reason);
    const { length } = await world.kept("lab");
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(12);
    world.reaches.set("lab", "public");
    await world.pressed("Take it back");
    expect(await world.kept("lab")).toEqual([]);
  });
});

describe("a platform that does not answer", () => {
  it("is asked again, and again after a pause, and what was read before is not read twice", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(7);
    world.refusePast(limited);
    await world.pressed("Read them");
    expect(await world.kept()).toEqual([]);
    expect(await world.parts.jobs.deadLetters(10)).toEqual([]);
    world.refusePast(null);
    await world.settle(600);
    expect(await world.kept()).toHaveLength(12);
    expect(world.cardsOfPast().at(-1)?.text).toContain("12 messages of #general");
  });

  it("ends the reading after an hour, and the estimate at once, and both are told", async () => {
    const world = await openPastWorld();
    plantTalk(world);
    await world.ask(7);
    world.refusePast(limited);
    await world.pressed("Read them");
    for (let pause = 0; pause < 7; pause += 1) {
      world.clock.jump(10 * 60 * 1000);
      await world.settle();
    }
    expect(world.cardsOfPast().at(-1)?.text).toContain(
      "I stopped: the platform has not answered for an hour.",
    );
    expect(world.cardsOfPast().at(-1)?.actions).toEqual([]);
    await world.ask(7);
    expect(world.toldTo("ana")).toContain("the platform does not answer. Ask again later. Nothing changed.");
    world.refusePast(refusedForGood);
    await world.ask(7);
    expect(world.toldTo("ana")).toContain("does not let me read what was said there");
    world.refusePast(null);
    await world.ask(7);
    expect(world.cardsOfPast().at(-1)?.text).toContain("12 messages by 1 person");
    expect(await world.parts.jobs.depth()).toBe(0);
    expect(
      await world.parts.documents.get({ workspace, kind: "backfill-newest", name: asId<never>("general") }),
    ).toBeTruthy();
  });
});
