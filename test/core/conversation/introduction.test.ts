import { describe, expect, it } from "vitest";
import { directChannelOf, playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import { enqueueIntroduction } from "../../../src/core/conversation/introduction.ts";
import { writeMute } from "../../../src/core/conversation/mute.ts";
import { asId } from "../../../src/core/ids.ts";
import { openHouse } from "../../doubles/house.ts";
import { workspace } from "../../laws/memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "../../laws/small-world.ts";

async function join(world: SmallWorld, channel: string): Promise<void> {
  await enqueueIntroduction(world.parts, workspace, asId(channel));
  await world.settle(10);
}

describe("the introduction", () => {
  it("says what is kept, who decides and how it is stopped, once ever", async () => {
    const world = await openSmallWorld();
    await join(world, "lab");
    await join(world, "lab");
    await world.command("ana", "set retention 30");
    world.clock.jump(26 * 60 * 60 * 1000);
    await join(world, "lab");
    expect(world.standing()).toHaveLength(1);
    expect(world.standing()[0]?.place).toMatchObject({ channel: "lab", thread: null });
    expect(world.said()).toContain("what is said here, for 90 days.");
    expect(world.said()).toContain("administrators for the team, members of this channel");
    for (const way of ["`mute`", "`/reverie privacy off`", "exclude-channels", "`/reverie help`"]) {
      expect(world.said()).toContain(way);
    }
  });

  it("goes by the settings of the channel", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set listen mentions");
    await world.command("ana", "set retention 7");
    await world.command("ana", "set approvers members");
    await join(world, "lab");
    expect(world.said()).toContain("what is said to me here, for seven days.");
    expect(world.said()).toContain("members of the team for the team");
    await world.command("ana", "set mode autonomous");
    await join(world, "general");
    expect(world.said()).toContain("applies at once and can be undone");
  });

  it("says where what it hears is kept for days only and is no evidence", async () => {
    const world = await openSmallWorld();
    world.unfollowed.add("lab");
    await join(world, "lab");
    expect(world.said()).toContain("what I hear here is kept for seven days and is never evidence.");
    await world.command("ana", "set retention 1");
    world.unfollowed.add("general");
    await join(world, "general");
    expect(world.said()).toContain("what I hear here is kept for one day and is never evidence.");
  });

  it("says among outsiders what their words are not", async () => {
    const world = await openSmallWorld();
    world.reaches.set("lab", "shared");
    await join(world, "lab");
    expect(world.said()).toContain("their words are never evidence for what the team remembers");
  });

  it("keeps quiet where Reverie is not welcome, until it is (law 11)", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set exclude-channels lab");
    await writeMute(world.parts, workspace, asId("general"), true);
    for (const channel of ["lab", "general", "dm-ben", "nowhere"]) await join(world, channel);
    expect(world.standing()).toEqual([]);
    await world.command("ana", "set exclude-channels none");
    world.clock.jump(26 * 60 * 60 * 1000);
    await join(world, "lab");
    expect(world.standing()).toHaveLength(1);
  });

  it("stands once when its first try failed, or ended before it was marked (law 7)", async () => {
    const world = await openSmallWorld();
    world.failOnce("post", /^introduction/u);
    await join(world, "lab");
    expect(world.standing()).toHaveLength(1);
    world.failOnce("documents.add", /introduced/u);
    await join(world, "general");
    expect(world.standing()).toHaveLength(2);
  });
});

describe("what a platform tells and asks for", () => {
  it("reaches the introduction, the page and the chosen message", async () => {
    const house = openHouse({ now: Date.UTC(2026, 10, 22, 12) });
    try {
      await house.bot.start();
      await house.settle();
      const handler = house.playground.handler();
      const channel = asId<never>("core-team");
      await handler.receive({ type: "channel-joined", workspace: playgroundWorkspace, channel });
      await house.settle();
      const said = house.playground.world.all().filter(({ text }) => text.startsWith("Hello, I am Reverie."));
      expect(said.map((message) => message.channel)).toEqual(["core-team"]);
      const person = asId<never>("ana");
      const act = { workspace: playgroundWorkspace, person, channel: asId<never>("general") };
      const [seeded] = house.playground.world.all().filter(({ author }) => author === "ben");
      if (!seeded) throw new Error("Ben said nothing");
      const { id, author, text, thread, saidAt } = seeded;
      const told = {
        id,
        author,
        text,
        thread,
        saidAt,
        asked: text,
        mentionsReverie: false,
        mentionsOthers: false,
        repliesTo: null,
        files: [],
      };
      const message = { ...told, channel: act.channel, version: saidAt };
      const { form } = await handler.answer({ type: "message-chosen", ...act, message });
      const fields = { text: "Deploys late on Fridays went wrong twice.", for: "me" };
      const back = { ...act, channel: directChannelOf(person), verb: "remember", value: form?.value ?? "" };
      const answer = await handler.answer({ type: "form-submitted", ...back, fields });
      expect(answer.card?.title).toBe("Remembered");
      const { sections } = await handler.home(playgroundWorkspace, person);
      expect(sections.map((section) => section.text)).toContain(fields.text);
    } finally {
      await house.close();
    }
  });
});
