import { describe, expect, it } from "vitest";
import { createReflectingModel } from "../doubles/reflecting-model.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const idIn = async (world: SmallWorld, person: string, list: string) =>
  (await world.command(person, list)).card?.sections[0]?.title.split(" ")[0] ?? "";

describe("sharing", () => {
  it("brings what somebody said for themselves before those who decide, by their own click alone (law 3)", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember I know the way to the archive");
    const id = await idIn(world, "ben", "memory mine");
    const shared = await world.command("ben", `share ${id}`);
    expect(shared.text).toContain("waits for administrators");
    await world.settle();
    const section = world.sections().find(({ text }) => text.includes("way to the archive"));
    expect(section?.note).toContain("Ben shares what they said in private.");
    expect(section?.quotes).toEqual([]);
    expect(await world.memories("ana", "team")).toEqual([]);
    await world.approve("way to the archive");
    expect(await world.memories("ana", "team")).toEqual(["I know the way to the archive"]);
    // What they keep for themselves stays as it is.
    expect(await world.memories("ben", "mine")).toEqual(["I know the way to the archive"]);
  });

  it("opens a form with the words, which the speaker may change, and asks with whom", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember I know the way to the archive");
    const id = await idIn(world, "ben", "memory mine");
    const { form } = await world.press("ben", "share", id);
    expect(form?.fields.map((field) => field.id)).toEqual(["text", "with"]);
    const field = form?.fields.find((each) => each.id === "with");
    expect(field?.type === "select" && field.options.map(({ label }) => label)).toEqual([
      "The team",
      "#general",
      "#lab",
      "#core-team",
    ]);
  });

  it("is nobody else's: not an administrator's, not another member's", async () => {
    const world = await openSmallWorld();
    await world.command("ben", "remember I know the way to the archive");
    const id = await idIn(world, "ben", "memory mine");
    expect((await world.command("ana", `share ${id}`)).text).toContain("nothing by that id");
    expect((await world.press("ana", "share", id)).text).toContain("nothing by that id");
  });

  it("of a private channel's memory is for whoever said all of it", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    world.members("core-team", ["ana", "ben"]);
    await world.say("ben", "core-team", "The offer for the tower is four hundred.");
    await world.say("ana", "core-team", "And we keep the garden out of it.");
    model.propose({
      audience: "channel core-team",
      text: "The offer is four hundred.",
      quote: "The offer for the tower",
    });
    await world.dream("ben");
    const section = world.sections().find(({ text }) => text.includes("four hundred"));
    await world.press("ben", "approve", section?.actions[0]?.value ?? "");
    await world.settle();
    const workspace = (await world.parts.platforms[0]?.directory.workspaces())?.[0] as never;
    const book = await world.parts.ledger.book(workspace, { type: "channel", channel: "core-team" as never });
    const id = book.memories[0]?.id ?? "";
    expect((await world.command("ana", `share ${id}`)).text).toContain("Only the person who said it");
    expect((await world.command("ben", `share ${id}`)).text).toContain("waits for administrators");
  });

  it("is not with a channel that outsiders are in", async () => {
    const world = await openSmallWorld();
    world.reaches.set("general", "shared");
    await world.command("ben", "remember I know the way to the archive");
    const id = await idIn(world, "ben", "memory mine");
    expect((await world.command("ben", `share ${id} with this channel`)).text).toContain("no outsider is");
    const { form } = await world.press("ben", "share", id);
    expect(JSON.stringify(form?.fields)).not.toContain("#general");
  });

  it("takes the wider quorum", async () => {
    const world = await openSmallWorld();
    await world.command("ana", "set approvers members");
    await world.command("ana", "set wide-quorum 2");
    await world.command("ben", "remember I know the way to the archive");
    await world.command("ben", `share ${await idIn(world, "ben", "memory mine")}`);
    await world.settle();
    expect(await world.memories("ana", "team")).toEqual([]);
    await world.approve("way to the archive");
    expect(await world.memories("ana", "team")).toEqual(["I know the way to the archive"]);
    // What nobody said in private still takes one, and its removal two.
    await world.command("ana", "remember for the team: lunch is at noon");
    const list = (await world.command("ana", "memory team")).card?.sections.map(({ title, text }) => [
      title,
      text,
    ]);
    const lunch = list?.find(([, text]) => text === "lunch is at noon")?.[0]?.split(" ")[0];
    expect((await world.command("ana", `forget ${lunch}`)).text).toContain("more than one person");
    expect(await world.memories("ana", "team")).toContain("lunch is at noon");
  });
});

describe("where a personal memory is used", () => {
  it("is for its owner to say on the card, before they approve it", async () => {
    const model = createReflectingModel();
    const world = await openSmallWorld({ model });
    await world.say("ben", "dm-ben", "I am allergic to peanuts, by the way.");
    model.propose({
      audience: "person ben",
      text: "Ben is allergic to peanuts.",
      quote: "allergic to peanuts",
    });
    await world.dream("ben");
    const section = () => world.sections().find(({ text }) => text.includes("peanuts"));
    expect(section()?.title).toContain("used only in direct messages");
    const value = section()?.actions[0]?.value ?? "";
    expect(section()?.actions.map(({ label }) => label)).toContain("Use wherever I ask");
    expect((await world.press("ana", "travel", value)).text).toContain("nothing by that id");
    expect((await world.press("ben", "travel", value)).text).toContain("wherever you ask");
    await world.settle();
    expect(section()?.title).toContain("used wherever you ask");
    expect(section()?.actions.map(({ label }) => label)).toContain("Only in direct messages");
    await world.press("ben", "approve", value);
    expect((await world.command("ben", "memory mine")).card?.sections[0]?.title).not.toContain(
      "only in direct",
    );
  });
});
