import { describe, expect, it } from "vitest";
import type { CardSection } from "../../../src/core/card.ts";
import { type HomeWorld, openHomeWorld } from "./home-world.ts";

/** The Forget button under a memory on somebody's page. */
async function forgetButton(world: HomeWorld, person: string, text: string): Promise<string> {
  const section = (await world.home(person)).sections.find((each: CardSection) => each.text === text);
  const value = section?.actions.find(({ verb }) => verb === "forget")?.value;
  if (!value) throw new Error(`${person} is not offered to forget ${text}`);
  return value;
}

describe("Forget on the home card", () => {
  it("forgets, offers Undo, and says so when it is pressed again", async () => {
    const world = await openHomeWorld();
    await world.command("ben", "remember I like tea");
    const id = await forgetButton(world, "ben", "I like tea");
    const answer = await world.press("ben", "forget", id);
    expect(answer.card).toMatchObject({ title: "Forgotten", sections: [{ text: "I like tea" }] });
    expect(await world.memories("ben", "mine")).toEqual([]);
    expect((await world.press("ben", "forget", id)).text).toContain(`undo ${id}`);
    const undo = answer.card?.sections[0]?.actions[0];
    expect(undo?.verb).toBe("undo");
    await world.press("ben", "undo", undo?.value ?? "");
    expect(await world.memories("ben", "mine")).toEqual(["I like tea"]);
  });

  it("B9: asks the platform at the press who may forget", async () => {
    const world = await openHomeWorld();
    await world.command("ana", "remember for the team: lunch is at noon");
    await world.command("ben", "remember I like tea");
    const ofTeam = await forgetButton(world, "ana", "lunch is at noon");
    const ofBen = await forgetButton(world, "ben", "I like tea");
    expect((await world.press("ben", "forget", ofTeam)).text).toContain("Only administrators");
    expect((await world.press("cleo", "forget", ofTeam)).text).toContain("nothing by that id");
    expect((await world.press("ana", "forget", ofBen)).text).toContain("nothing by that id");
    world.roles.set("ana", "member");
    expect((await world.press("ana", "forget", ofTeam)).text).toContain("Only administrators");
    expect(await world.memories("ben", "team")).toEqual(["lunch is at noon"]);
    expect(await world.memories("ben", "mine")).toEqual(["I like tea"]);
  });

  it("waits for the others where it takes more than one", async () => {
    const world = await openHomeWorld();
    await world.command("ana", "remember for the team: lunch is at noon");
    await world.command("ana", "set quorum 2");
    const id = await forgetButton(world, "ana", "lunch is at noon");
    expect((await world.press("ana", "forget", id)).text).toContain("waits for the others");
    expect(await world.memories("ana", "team")).toEqual(["lunch is at noon"]);
  });

  it("answers a button that names nothing", async () => {
    const world = await openHomeWorld();
    expect((await world.press("ben", "forget", "")).text).toContain("nothing by that id");
  });
});

describe("privacy on the home card", () => {
  it("takes effect at the press, and shows the way back", async () => {
    const world = await openHomeWorld();
    const privacyOf = async () =>
      (await world.home("ben")).sections.find(({ title }) => title === "Your privacy");
    expect((await privacyOf())?.actions.map(({ verb }) => verb)).toEqual(["privacy-off"]);
    expect((await world.press("ben", "privacy-off", "me")).text).toContain("Done.");
    expect((await privacyOf())?.actions.map(({ verb }) => verb)).toEqual(["privacy-on"]);
    expect((await world.command("ben", "privacy")).text).toContain("strict side");
    await world.press("ben", "privacy-on", "me");
    expect((await privacyOf())?.text).toContain("90 days");
    expect((await world.command("ben", "privacy")).text).not.toContain("strict side");
  });

  it("is for whoever presses, and for nobody whom the platform does not know", async () => {
    const world = await openHomeWorld();
    await world.press("ana", "privacy-off", "ben");
    expect((await world.command("ben", "privacy")).text).not.toContain("strict side");
    expect((await world.press("nobody", "privacy-off", "me")).text).toContain("I do not find you");
  });
});
