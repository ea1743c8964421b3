import { describe, expect, it } from "vitest";
import type { Audience } from "../../../../src/core/audience.ts";
import { channelAudience, personAudience, team } from "../../../../src/core/audience.ts";
import { asId, type ChannelId, type PersonId } from "../../../../src/core/ids.ts";
import type { DiscordHouse } from "../discord-house.ts";
import { example, openInteracting, rest, standing, told } from "./interacting.ts";

const name = "Remember this";
const general = asId<ChannelId>("110000000000000001");
const dora = asId<PersonId>("210000000000000004");
const office = "Our office moves to Lisbon in spring.";

/** Somebody chooses the command on a message. Gives the words that the form has, or what they are told instead. */
async function choose(house: DiscordHouse, person: string, channel: string, message: string) {
  const { answer } = house.fake.world.choose({ person, channel, message, name });
  const given = await answer;
  return given.type === "modal" ? JSON.stringify(given.modal) : told(house, person).at(-1);
}

const submit = ({ fake }: DiscordHouse, person: string, fields: Readonly<Record<string, string>>) =>
  fake.world.submit({ person, fields }).answer;

async function textsOf({ parts }: DiscordHouse, audience: Audience): Promise<string[]> {
  const { memories } = await parts.ledger.book(example, audience);
  return memories.map(({ changes }) => changes.at(-1)?.text ?? "");
}

describe("“Remember this”", () => {
  it("on a message of somebody opens a form with its words, and keeps what is sent off", async () => {
    const house = await openInteracting();
    const { id } = house.fake.world.say({ person: "ben", channel: "general", text: office });
    expect(await choose(house, "dora", "general", id)).toContain(office);
    await submit(house, "dora", { text: "The office moves to Lisbon." });
    expect(told(house, "dora").at(-1)).toContain("The office moves to Lisbon.");
    expect(await textsOf(house, personAudience(dora))).toEqual(["The office moves to Lisbon."]);
    // For the team it waits for those who decide.
    await choose(house, "dora", "general", id);
    await submit(house, "dora", { for: "team" });
    await house.until(() => standing(house, "dm-ana").includes(office), "the card");
    expect(await textsOf(house, team)).toEqual([]);
  });

  it("on a message of a bot rests on the form alone, and on one of Reverie's own too", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const robo = world.say({ person: "robo", channel: "general", text: "The build is green." });
    expect(await choose(house, "dora", "general", robo.id)).toContain("The build is green.");
    await submit(house, "dora", {});
    await house.until(
      () => world.messages({ channel: "general" }).some(({ isByBot }) => isByBot),
      "the introduction",
    );
    const own = world.messages({ channel: "general" }).find(({ isByBot }) => isByBot);
    expect(await choose(house, "dora", "general", own?.id ?? "")).toContain("Hello, I am Reverie.");
    await submit(house, "dora", { text: "Reverie is here." });
    const { memories } = await house.parts.ledger.book(example, personAudience(dora));
    const receipts = memories.flatMap(({ changes }) => changes).flatMap((change) => change.receipts);
    expect(receipts.map(({ type }) => type)).toEqual(["signal", "signal"]);
  });

  it("in a thread is about the channel that it hangs on, and in a private one about that alone", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const open = world.startThread({ person: "ben", channel: "general", name: "aside", text: office });
    expect(await choose(house, "dora", open.id, open.message ?? "")).toContain("This channel (#general)");
    await submit(house, "dora", { for: "channel" });
    expect(await textsOf(house, channelAudience(general))).toEqual([office]);

    const members = ["dora", "reverie"];
    const closed = world.startThread({
      person: "ben",
      channel: "general",
      name: "quiet",
      text: "Only us.",
      isPrivate: true,
      members,
    });
    const form = await choose(house, "dora", closed.id, closed.message ?? "");
    expect(form).toContain("This channel (#quiet)");
    // What was said to few is not for all of them.
    expect(form).not.toContain("The team");
    await submit(house, "dora", { for: "channel" });
    expect(await textsOf(house, channelAudience(asId(closed.id)))).toEqual(["Only us."]);
    expect(await textsOf(house, channelAudience(general))).toEqual([office]);
  });

  it("in a direct conversation is for that person", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const { id } = world.say({ person: "dora", channel: "dm-dora", text: "I work on Mondays." });
    const form = await choose(house, "dora", "dm-dora", id);
    expect(form).toContain("I work on Mondays.");
    expect(form).not.toContain("This channel");
    await submit(house, "dora", {});
    expect(await textsOf(house, personAudience(dora))).toEqual(["I work on Mondays."]);
  });

  it("where Reverie may not read remembers nothing", async () => {
    const house = await openInteracting();
    const { world, applicationId } = house.fake;
    const { id } = world.say({ person: "ben", channel: "engineering", text: office });
    world.changeChannel({
      channel: "engineering",
      overwrites: [{ of: applicationId, deny: ["ViewChannel"] }],
    });
    expect(await choose(house, "dora", "engineering", id)).toContain(
      "I can remember only what stands where you and I both are. Nothing changed.",
    );
    const members = ["dora"];
    const aside = world.startThread({
      person: "ben",
      channel: "general",
      name: "without",
      text: "Psst.",
      isPrivate: true,
      members,
    });
    expect(await choose(house, "dora", aside.id, aside.message ?? "")).toMatch(
      /Nothing changed|could not read this place/u,
    );
    expect(await textsOf(house, personAudience(dora))).toEqual([]);
  });

  it("on what Discord said itself, or on nothing that can be read, is answered", async () => {
    const house = await openInteracting();
    const { id } = house.fake.world.say({ person: "ben", channel: "general", text: "", type: 7 });
    const answer = await choose(house, "dora", "general", id);
    expect(answer).toBeDefined();
    expect(await textsOf(house, personAudience(dora))).toEqual([]);
  });

  it("is refused at the form's submission by whoever left the channel meanwhile", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const { id } = world.say({ person: "ben", channel: "general", text: office });
    await choose(house, "dora", "general", id);
    world.changeChannel({ channel: "general", overwrites: [{ of: "dora", deny: ["ViewChannel"] }] });
    await submit(house, "dora", {});
    expect(told(house, "dora").at(-1)).toContain("where you and I both are. Nothing changed.");
  });

  it("F5: of a channel that turned private while the form was open is not for the team", async () => {
    const house = await openInteracting();
    const { world, applicationId } = house.fake;
    const { id } = world.say({ person: "ben", channel: "engineering", text: office });
    expect(await choose(house, "dora", "engineering", id)).toContain("The team");
    const overwrites = [
      { of: "@everyone", deny: ["ViewChannel"] },
      { of: "dora", allow: ["ViewChannel"] },
      { of: applicationId, allow: ["ViewChannel"] },
    ] as const;
    world.changeChannel({ channel: "engineering", overwrites });
    await submit(house, "dora", { for: "team" });
    expect(told(house, "dora").at(-1)).toContain("It was not said where everyone of them could read it.");
    await rest(house);
    expect(standing(house, "dm-ana")).not.toContain(office);
  });
});
