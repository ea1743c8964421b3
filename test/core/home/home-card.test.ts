import { describe, expect, it } from "vitest";
import { personAudience, team } from "../../../src/core/audience.ts";
import type { Card } from "../../../src/core/card.ts";
import { asId } from "../../../src/core/ids.ts";
import { draftProposal } from "../../../src/core/memory/draft-proposal.ts";
import { propose } from "../../../src/core/memory/remember.ts";
import { signalOf } from "../../../src/core/memory.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { type HomeWorld, openHomeWorld } from "./home-world.ts";

const verbsOf = ({ sections }: Card) => sections.flatMap(({ actions }) => actions.map(({ verb }) => verb));
const textsOf = ({ sections }: Card) => sections.map(({ text }) => text);
const sectionWith = ({ sections }: Card, text: string) => sections.find((section) => section.text === text);

/** A proposal for Ben alone or for the team that waits for a verdict. */
async function proposeTo(world: HomeWorld, whom: "ben" | "team", text: string): Promise<void> {
  const { parts, clock } = world;
  const audience = whom === "team" ? team : personAudience(asId(whom));
  const receipts = [signalOf("command", asId("ben"), clock.now())];
  const candidate = { change: "add" as const, memory: null, kind: "fact" as const, text, why: "", receipts };
  const origin = { source: "dream" as const, dream: null, seed: null };
  await world.settled(
    draftProposal(parts, workspace, audience, { ...candidate, travels: true, warnings: [] }, origin).then(
      (proposal) => propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null }),
    ),
  );
}

describe("the home card", () => {
  it("says in plain words that there is nothing yet", async () => {
    const world = await openHomeWorld();
    const card = await world.home("ben");
    expect(textsOf(card).join("\n")).toMatch(/I remember nothing about you yet\. .*\/reverie remember/u);
    expect(textsOf(card)).toContain("Nothing waits for your decision.");
    expect(card.footer).toBe("Nothing is saved without a person's verdict.");
    expect(verbsOf(card)).toEqual(["privacy-off"]);
  });

  it("shows a person's own memories, newest first, byte for byte, with where they come from", async () => {
    const world = await openHomeWorld();
    await world.command("ben", "remember I like **tea** & <cake>");
    await world.settle(2);
    await world.say("ben", "general", "@reverie remember I read the news on my phone");
    await world.settle(2);
    world.clock.jump(3 * 24 * 60 * 60 * 1000);
    const card = await world.home("ben");
    const mine = card.sections.filter(({ title }) => title.startsWith("For you"));
    expect(mine.map(({ text }) => text)).toEqual(["I read the news on my phone", "I like **tea** & <cake>"]);
    expect(mine.map(({ note }) => note)).toEqual([
      "Said by Ben in #general. Approved 3 days ago.",
      "Asked for by a command. Approved 3 days ago.",
    ]);
    expect(textsOf(card)).toContain(
      "2 sentences, newest first. Nobody else sees this list; what is not for direct messages alone helps answers that you ask for in channels.",
    );
  });

  it("never shows another person's memory, to administrators neither (law 4)", async () => {
    const world = await openHomeWorld();
    await world.command("ben", "remember my secret is Xylophoneus");
    await proposeTo(world, "ben", "Ben's other secret is Xylophoneus.");
    for (const other of ["ana", "cleo", "nobody"]) {
      expect(JSON.stringify(await world.home(other))).not.toContain("Xylophoneus");
    }
    expect(JSON.stringify(await world.home("ben")).match(/Xylophoneus/gu)?.length).toBeGreaterThan(1);
  });

  it("shows the team's memories to the team, with Forget for those who decide over them", async () => {
    const world = await openHomeWorld();
    await world.command("ana", "remember for the team: lunch is at noon");
    expect(sectionWith(await world.home("ana"), "lunch is at noon")?.actions).toHaveLength(1);
    expect(sectionWith(await world.home("ben"), "lunch is at noon")?.actions).toEqual([]);
    expect(JSON.stringify(await world.home("cleo"))).not.toContain("lunch");
    await world.command("ana", "set approvers members");
    expect(sectionWith(await world.home("ben"), "lunch is at noon")?.actions).toHaveLength(1);
  });

  it("shows nothing that was said in a channel which was made private since to somebody who is not in it (law 3)", async () => {
    const world = await openHomeWorld();
    world.reaches.set("core-team", "public");
    await world.say("ben", "core-team", "@reverie remember for the team: the office opens at eight");
    await world.settle(2);
    await world.approve("the office opens at eight");
    const sectionFor = async (person: string) =>
      sectionWith(await world.home(person), "the office opens at eight");
    expect((await sectionFor("ana"))?.note).toContain("#core-team");
    world.reaches.set("core-team", "private");
    expect(await sectionFor("ana")).toBeUndefined();
    expect((await sectionFor("ben"))?.note).toContain("#core-team");
  });

  it("names no private channel to somebody who is not in it", async () => {
    const world = await openHomeWorld();
    await world.say("ben", "core-team", "@reverie remember I open the office at eight");
    await world.settle(2);
    const noteFor = async () => sectionWith(await world.home("ben"), "I open the office at eight")?.note;
    expect(await noteFor()).toContain("#core-team");
    world.members("core-team", []);
    expect(await noteFor()).toMatch(/^Said by Ben in a channel that you are not in\./u);
  });

  it("says that a memory whose evidence is gone is not used", async () => {
    const world = await openHomeWorld();
    const said = await world.say("ben", "general", "@reverie remember I like tea");
    await world.settle(2);
    await world.edit(said, "ben", "general", "Never mind what I said.");
    await world.settle();
    const mine = (await world.home("ben")).sections.filter(({ title }) => title.startsWith("For you"));
    expect(mine).toMatchObject([
      { text: "I like tea", note: expect.stringContaining("Not used: the message") },
    ]);
  });

  it("shows what waits for the person's verdict, their own first, and how much more there is", async () => {
    const world = await openHomeWorld();
    await world.command("ana", "set approvers members");
    const words = ["Lunch is at noon.", "Doors close at six.", "Bikes go downstairs.", "Plants want water."];
    for (const text of words) await proposeTo(world, "team", text);
    for (const text of ["Ben takes the train.", "Ben likes tea."]) await proposeTo(world, "ben", text);
    const card = await world.home("ben");
    const waiting = card.sections.filter(({ actions }) => actions.some(({ verb }) => verb === "approve"));
    expect(waiting).toHaveLength(5);
    expect(waiting.slice(0, 2).map(({ title }) => title.split(" · ")[1])).toEqual(["Only you", "Only you"]);
    const heading = card.sections.find(({ title }) => title === "Waiting for you");
    expect(heading).toMatchObject({ note: "1 more: /reverie review" });
    expect(heading?.text).toContain("6 proposals wait.");
    expect(verbsOf(await world.home("cleo"))).not.toContain("approve");
    world.clock.jump(15 * 24 * 60 * 60 * 1000);
    expect(verbsOf(await world.home("ben"))).not.toContain("approve");
  });

  it("shows what waits in the channels that a member is in, and in no other", async () => {
    const world = await openHomeWorld();
    await world.command("cleo", "remember for the channel: no jokes before lunch");
    expect(textsOf(await world.home("ben"))).toContain("no jokes before lunch");
    expect(textsOf(await world.home("cleo"))).not.toContain("no jokes before lunch");
  });

  it("explains itself to outsiders and strangers, and shows them nothing of the team", async () => {
    const world = await openHomeWorld();
    await world.command("ana", "remember for the team: lunch is at noon");
    await world.command("cleo", "remember I like tea");
    world.roles.set("cleo", "outsider");
    world.parts.platforms[0]?.directory.recheck(workspace, asId("cleo"));
    const outsider = await world.home("cleo");
    expect(outsider.body).toContain("people from outside");
    expect(verbsOf(outsider)).toEqual(["privacy-off"]);
    const stranger = await world.home("nobody");
    expect(stranger.sections).toEqual([]);
    expect(JSON.stringify([outsider, stranger])).not.toMatch(/lunch|tea\b/u);
  });

  it("tells the settings as they are, with the next dream, and how to change them", async () => {
    const world = await openHomeWorld();
    const settingsOf = async (person: string) =>
      (await world.home(person)).sections.find(({ title }) => title === "How I work here");
    expect((await settingsOf("ben"))?.text).toContain("cadence off: I dream only when I am asked to.");
    await world.command("ana", "set cadence weekly mon 09:00");
    await world.command("ana", "set retention 30");
    await world.command("ana", "set listen mentions");
    await world.command("ana", "set mode autonomous");
    const section = await settingsOf("ana");
    expect(section?.text).toMatch(
      /cadence weekly mon 09:00: I dream next on Monday, November 23, 2026 at 9:00/u,
    );
    expect(section?.text).toContain("forgotten after 30 days");
    expect(section?.text).toContain("listen mentions: of a channel I keep what is said to me");
    expect(section?.text).toContain("mode autonomous: changes for the team and channels apply at once");
    expect(section?.note).toContain("/reverie set <key> <value>");
    expect((await settingsOf("ben"))?.note).toContain("Administrators change them");
    expect((await world.home("ben")).footer).toContain("Nothing of yours is saved without your verdict");
  });

  it("shows a page's worth of memories and where the rest is", async () => {
    const world = await openHomeWorld();
    for (let floor = 1; floor <= 18; floor += 1) {
      await world.command("ben", `remember my room on floor ${floor} has number ${floor * 7}`);
    }
    const card = await world.home("ben");
    expect(card.sections.filter(({ title }) => title.startsWith("For you"))).toHaveLength(15);
    const heading = card.sections.find(({ title }) => title === "What I remember about you");
    expect(heading?.note).toBe("3 more: /reverie memory mine");
  });
});
