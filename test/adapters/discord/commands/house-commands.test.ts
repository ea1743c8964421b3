import { describe, expect, it } from "vitest";
import { createHouseTree } from "../../../../src/bot.ts";
import type { DiscordHouse } from "../discord-house.ts";
import { buttonIn, openInteracting, press, propose, standing, told } from "../interactions/interacting.ts";

async function command(
  house: DiscordHouse,
  person: string,
  text: string,
  values?: Readonly<Record<string, string>>,
  channel = "general",
): Promise<string> {
  await house.fake.world.command({ person, channel, text, ...(values ? { values } : {}) }).answer;
  return told(house, person).at(-1) ?? "";
}

describe("`home`", () => {
  it("is a page of one's own: what waits, what is remembered, privacy and settings, and its buttons work", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const mine = await propose(house, "Lunch is at noon.");
    await command(house, "ana", "remember", { text: "I like tea." });
    const page = await command(house, "ana", "home");
    for (const words of [
      "One proposal waits.",
      "Lunch is at noon.",
      "I like tea.",
      "Your privacy",
      "How I work here",
      "What I remember for the team",
    ])
      expect(page).toContain(words);
    await press(house, "ana", buttonIn(world.privateAnswers({ person: "ana" }).slice(-1), "approve")).answer;
    expect(told(house, "ana").at(-1)).toContain("Approved: remembered for the team");
    const later = await command(house, "ana", "home");
    expect(later).toContain("Nothing waits for your decision.");
    await press(house, "ana", buttonIn(world.privateAnswers({ person: "ana" }).slice(-1), "privacy-off"))
      .answer;
    expect(await command(house, "ana", "home")).toContain("Keep my words again");
    await press(house, "ana", buttonIn(world.privateAnswers({ person: "ana" }).slice(-1), "forget")).answer;
    expect(told(house, "ana").at(-1)).toContain("Forgotten");
    await press(house, "ana", buttonIn(world.privateAnswers({ person: "ana" }).slice(-1), "undo")).answer;
    expect(await command(house, "ana", "home")).toContain("I like tea.");
    expect(mine.customId).toContain("approve");
  });

  it("has privacy and settings on it, however much is remembered", async () => {
    const house = await openInteracting();
    for (let index = 0; index < 15; index += 1)
      await command(house, "ana", "remember", { text: `I like the number ${index * 7919}.` });
    await command(house, "ana", "remember", { for: "for the team:", text: "The team likes tea." });
    const page = await command(house, "ana", "home");
    const order = [
      "Waiting for you",
      "Your privacy",
      "How I work here",
      "What I remember about you",
      "I like the number",
    ];
    const places = order.map((words) => page.indexOf(words));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places[0]).toBeGreaterThan(0);
    expect(page).toMatch(/more are not shown here/u);
  });

  it("tells nobody of another's: a guest nothing of the team's, and each their own", async () => {
    const house = await openInteracting();
    await command(house, "ana", "set", { key: "guest-role", value: "Guest" });
    await command(house, "ana", "remember", { for: "for the team:", text: "The team likes tea." });
    await command(house, "ben", "remember", { text: "I like pie." });
    expect(await command(house, "dora", "home")).toContain("The team likes tea.");
    const page = await command(house, "cleo", "home");
    expect(page).toContain("I remember nothing about you yet.");
    for (const person of ["cleo", "dora", "ana"])
      expect(await command(house, person, "home")).not.toContain("I like pie.");
    expect(page).not.toContain("The team likes tea.");
  });
});

describe("`help`", () => {
  it("tells of every command, and so does a command without an end", async () => {
    const house = await openInteracting();
    await command(house, "dora", "help");
    const names = createHouseTree().commands.map(({ words }) => words);
    const all = () => told(house, "dora").join("\n");
    // What one message has no room for comes in the next.
    await house.until(() => all().includes(`/reverie ${names.at(-1)}`), "the end of the help");
    for (const words of names) expect(all()).toContain(`/reverie ${words}`);
  });
});

describe("`set`", () => {
  it("`listen here all` holds for the channel, also when it is given in its thread, and is said there", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const { id } = world.startThread({ person: "ana", channel: "engineering", name: "aside" });
    const values = { key: "listen", where: "here", value: "all" };
    expect(await command(house, "ana", "set", values, id)).toContain("in this channel from here on.");
    expect(standing(house, "engineering")).toContain("From now on I keep what is said here");
    expect(await command(house, "ana", "settings", undefined, "engineering")).toContain(
      "`all` (what is kept of a channel",
    );
    expect(await command(house, "ana", "settings", undefined, "general")).not.toContain(
      "`all` (what is kept",
    );
  });

  it("`guest-role` takes a role by its name, by a mention and by its id", async () => {
    const house = await openInteracting();
    const { roles } = house.fake.world.ids();
    for (const [value, stored] of [
      ["Guest", "Guest"],
      ["@Guest", "Guest"],
      [`<@&${roles?.Guest}>`, "Guest"],
      [roles?.Guest ?? "", roles?.Guest],
    ]) {
      expect(await command(house, "ana", "set", { key: "guest-role", value: value ?? "" })).toContain(
        `\`guest-role\` is \`${stored}\` from here on.`,
      );
      expect(await command(house, "cleo", "dream now")).toContain("Only members of the team");
    }
    expect(await command(house, "ana", "set", { key: "guest-role", value: "none" })).toContain(
      "`guest-role` is none from here on.",
    );
    expect(await command(house, "cleo", "dream now")).toContain("I am dreaming.");
  });

  it("`guest-role` refuses what is no role, everyone, and a bot's own", async () => {
    const house = await openInteracting();
    const { applicationId } = house.fake;
    for (const value of ["Nobody", "@everyone", "reverie", "guest", `<@&${applicationId}>`]) {
      const answer = await command(house, "ana", "set", { key: "guest-role", value });
      expect(answer).toMatch(/There is no role called `[^`]+` here\./u);
      expect(answer).toContain("Nothing changed.");
    }
    expect(await command(house, "dora", "set", { key: "guest-role", value: "Guest" })).toContain(
      "Only administrators can change settings.",
    );
    expect(await command(house, "cleo", "settings")).toContain("`guest-role`: none");
  });

  it("`review-channel` takes a channel as Discord mentions it, and the cards go there", async () => {
    const house = await openInteracting();
    const { channels } = house.fake.world.ids();
    const value = `<#${channels?.["core-team"]}>`;
    expect(await command(house, "ana", "set", { key: "review-channel", value })).toContain(
      "`review-channel` is `core-team` from here on.",
    );
    await command(house, "dora", "remember", { for: "for the team:", text: "Lunch is at noon." });
    await house.until(() => standing(house, "core-team").includes("Lunch is at noon."), "the card");
    expect(standing(house, "dm-ana")).toBe("");
    await press(house, "ana", buttonIn(house.fake.world.messages({ channel: "core-team" }), "approve"))
      .answer;
    await house.until(() => standing(house, "core-team").includes("Approved by Ana"), "the card drawn again");
  });
});
