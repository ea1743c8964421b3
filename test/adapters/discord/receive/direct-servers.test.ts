import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Settings } from "../../../fakes/discord/world/state.ts";
import {
  dmBen,
  example,
  mention,
  openLasting,
  openReceiving,
  other,
  otherWorkspace,
  type ReceivingHouse,
  type ReceivingOptions,
  workspace,
} from "./open-house.ts";
import { createRecordingModel, type RecordingModel } from "./recording-model.ts";

const both: Partial<Settings> = { guilds: ["Example", "Other"] };

interface TwoServers {
  readonly house: ReceivingHouse;
  readonly model: RecordingModel;
}

/** Reverie in two servers, each with a word of its own that all may read. Ben is in both. */
async function openBoth(options: ReceivingOptions = {}): Promise<TwoServers> {
  const model = createRecordingModel();
  const house = await openReceiving({ settings: both, model, ...options });
  const { world } = house.fake;
  world.say({ person: "ana", channel: "engineering", text: `${mention} the code word is amber lighthouse` });
  world.say({
    person: "erin",
    channel: "lobby",
    guild: "Other",
    text: `${mention} the code word is violet submarine`,
  });
  await house.rest();
  return { house, model };
}

const ask = ({ house }: TwoServers, text: string) =>
  house.fake.world.say({ person: "ben", channel: "dm-ben", text });

/** The questions which server it is about that stand before ben, with the ids of their buttons. */
const questions = ({ house }: TwoServers) =>
  house.fake.world
    .direct({ person: "ben" })
    .filter(({ isByBot, components }) => isByBot && JSON.stringify(components).includes("reverie:server:"))
    .map(({ id, content, components }) => ({
      id,
      content,
      buttons: [...JSON.stringify(components).matchAll(/"custom_id":"(reverie:server:[^"]*)"/gu)].map(
        ([, customId = ""]) => customId,
      ),
    }));

/** Ben presses a server's button on a question: the last one, unless another is meant. */
async function choose(parts: TwoServers, guildId: string, at = -1): Promise<void> {
  const question = questions(parts).at(at);
  const customId = question?.buttons.find((each) => each.includes(guildId));
  if (!question || customId === undefined) throw new Error("There is no such button");
  const { world } = parts.house.fake;
  await world.press({ person: "ben", channel: "dm-ben", message: question.id, customId }).answer;
}

async function asked({ house }: TwoServers, where = workspace): Promise<string[]> {
  return (await house.recorded(dmBen, where)).flatMap(({ asked }) => asked ?? []);
}

/** Whether the words are anywhere in what the house keeps on disk. */
function isStored({ house }: TwoServers, words: string): boolean {
  const files = readdirSync(house.dataDir, { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  return files.some((file) => readFileSync(join(file.parentPath, file.name)).includes(words));
}

describe("F1: a direct conversation of somebody in two servers", () => {
  it("is asked about with buttons before anything of it is read", async () => {
    const parts = await openBoth();
    const calls = parts.model.asked().length;
    ask(parts, "Xylophone, what is the code word?");
    await parts.house.rest();
    expect(questions(parts)).toMatchObject([
      { content: expect.stringContaining("Which one is this conversation about?") },
    ]);
    expect(questions(parts)[0]?.buttons).toHaveLength(2);
    expect(parts.model.asked()).toHaveLength(calls);
    expect(await asked(parts)).toEqual([]);
    expect(await asked(parts, otherWorkspace)).toEqual([]);
    expect(isStored(parts, "Xylophone")).toBe(false);
    expect(isStored(parts, "code word is amber")).toBe(true);
  });

  it.each([
    ["Example", example, workspace, otherWorkspace, "amber", "violet"],
    ["Other", other, otherWorkspace, workspace, "violet", "amber"],
  ])(
    "goes on in %s once that is chosen, with all that waited, and with no word of the other",
    async (_name, guildId, chosen, foreign, ours, theirs) => {
      const parts = await openBoth();
      for (const text of ["first, the code word?", "second?", "third?"]) ask(parts, text);
      await parts.house.rest();
      expect(questions(parts)).toHaveLength(1);
      const before = parts.model.prompts().length;
      await choose(parts, guildId);
      await parts.house.rest();
      expect(await asked(parts, chosen)).toEqual(["first, the code word?", "second?", "third?"]);
      expect(await parts.house.recorded(dmBen, foreign)).toEqual([]);
      const prompts = parts.model.prompts().slice(before).join("\n");
      expect(prompts).toContain(ours);
      expect(prompts).not.toContain(theirs);
      ask(parts, "fourth, the code word?");
      await parts.house.rest();
      expect(await asked(parts, chosen)).toHaveLength(4);
      expect(parts.model.prompts().at(-1)).not.toContain(theirs);
    },
  );

  it("goes on in another once that is chosen, and takes no word along", async () => {
    const parts = await openBoth();
    ask(parts, "first, about Xylophone?");
    await parts.house.rest();
    await choose(parts, example);
    await parts.house.rest();
    await parts.house.clock.advance(1000);
    await choose(parts, other);
    await parts.house.clock.advance(1000);
    ask(parts, "second, the code word Xylophone?");
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["first, about Xylophone?"]);
    expect(await asked(parts, otherWorkspace)).toEqual(["second, the code word Xylophone?"]);
    const prompt = parts.model.prompts().at(-1);
    expect(prompt).toContain("violet");
    expect(prompt).not.toContain("amber");
    expect(prompt).not.toContain("first, about");
    await parts.house.clock.advance(1000);
    await choose(parts, example);
    await parts.house.clock.advance(1000);
    ask(parts, "third?");
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["first, about Xylophone?", "third?"]);
    expect(parts.model.prompts().at(-1)).not.toContain("second, the code word");
  });

  it("is read back after a restart where it belonged when it was said", async () => {
    const lasting = await openLasting(both);
    const parts = await openBoth(lasting);
    const { clock } = parts.house;
    ask(parts, "to the first");
    await parts.house.rest();
    await choose(parts, example);
    await parts.house.rest();
    await clock.advance(1000);
    await choose(parts, other);
    await clock.advance(1000);
    ask(parts, "to the second");
    await parts.house.rest();
    await parts.house.close();
    await clock.advance(1000);
    ask(parts, "unheard");
    const house = await openReceiving({ ...lasting, model: parts.model });
    await house.rest();
    const later = { house, model: parts.model };
    expect(await asked(later)).toEqual(["to the first"]);
    expect(await asked(later, otherWorkspace)).toEqual(["to the second", "unheard"]);
  });

  it("keeps edits and deletions where the message went", async () => {
    const parts = await openBoth();
    const { world } = parts.house.fake;
    const first = ask(parts, "Xylophone?");
    await parts.house.rest();
    await choose(parts, example);
    await parts.house.rest();
    await parts.house.clock.advance(1000);
    await choose(parts, other);
    await parts.house.clock.advance(1000);
    const second = ask(parts, "and this?");
    await parts.house.rest();
    world.edit({ channel: "dm-ben", id: first.id, text: "Vibraphone?" });
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["Vibraphone?"]);
    expect(await asked(parts, otherWorkspace)).toEqual(["and this?"]);
    world.remove({ channel: "dm-ben", id: first.id });
    world.remove({ channel: "dm-ben", id: second.id });
    await parts.house.rest();
    expect(await asked(parts)).toEqual([]);
    expect(await asked(parts, otherWorkspace)).toEqual([]);
  });

  it("is edited while it waits: what it says by then is read, and only in the chosen one", async () => {
    const parts = await openBoth();
    // Before the second server there was one alone, to which the conversation belonged.
    const { world } = parts.house.fake;
    world.changePerson({ person: "ben", guild: "Other", isIn: false });
    await parts.house.clock.advance(61_000);
    ask(parts, "long before");
    await parts.house.rest();
    world.changePerson({ person: "ben", guild: "Other", isIn: true });
    await parts.house.clock.advance(61_000);
    const { id } = ask(parts, "Xylophone?");
    await parts.house.rest();
    expect(questions(parts)).toHaveLength(1);
    await parts.house.clock.advance(1000);
    world.edit({ channel: "dm-ben", id, text: "Vibraphone?" });
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["long before"]);
    await choose(parts, other);
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["long before"]);
    expect(await asked(parts, otherWorkspace)).toEqual(["Vibraphone?"]);
    world.edit({ channel: "dm-ben", id, text: "Marimba?" });
    await parts.house.clock.advance(1000);
    world.edit({ channel: "dm-ben", id, text: "Marimba, please?" });
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["long before"]);
    expect(await asked(parts, otherWorkspace)).toEqual(["Marimba, please?"]);
  });
});

describe("the question which server it is about", () => {
  it("is asked again after a minute, and all that waits is answered whichever is pressed", async () => {
    const parts = await openBoth();
    ask(parts, "first?");
    await parts.house.rest();
    await parts.house.clock.advance(61_000);
    ask(parts, "second?");
    await parts.house.rest();
    expect(questions(parts)).toHaveLength(2);
    await choose(parts, example);
    await parts.house.rest();
    expect(await asked(parts)).toEqual(["first?", "second?"]);
    // The older one stands still: what was answered is not read again for another.
    await parts.house.clock.advance(1000);
    await choose(parts, other, 0);
    await parts.house.rest();
    expect(await asked(parts, otherWorkspace)).toEqual([]);
  });

  it("E9: that could not be put is put again, and is tried once where nothing may be said", async () => {
    const parts = await openBoth();
    const { faults, world } = parts.house.fake;
    const route = "POST /channels/:channel/messages";
    faults.failNext({ route, channel: dmBen, as: { type: "status", status: 503 }, times: 3 });
    ask(parts, "first?");
    await parts.house.passUntil(() => questions(parts).length === 1, "the question", 500);
    await parts.house.rest();
    expect(questions(parts)).toHaveLength(1);
    await parts.house.clock.advance(61_000);
    world.closeDirect({ person: "ben" });
    const refused = () => world.records.calls.filter(({ code }) => code === 50007).length;
    ask(parts, "second?");
    await parts.house.rest();
    ask(parts, "third?");
    await parts.house.rest();
    expect(refused()).toBe(1);
  });

  it("is none where there is one server alone", async () => {
    const parts = await openBoth();
    parts.house.fake.world.say({ person: "erin", channel: "dm-erin", text: "the code word?" });
    await parts.house.rest();
    expect(parts.house.answers("dm-erin")).toHaveLength(1);
    expect(parts.model.prompts().at(-1)).toContain("violet");
    expect(parts.model.prompts().at(-1)).not.toContain("amber");
  });
});

describe("F1: while a server is out of order", () => {
  it("what is said to it waits, and goes to no other", async () => {
    const parts = await openBoth();
    const { world } = parts.house.fake;
    ask(parts, "first?");
    await parts.house.rest();
    await choose(parts, example);
    await parts.house.rest();
    world.outage({});
    await parts.house.clock.advance(61_000);
    ask(parts, "second?");
    await parts.house.passUntil(() => parts.house.logged("event-not-taken") > 1, "tries", 1000);
    expect(await asked(parts, otherWorkspace)).toEqual([]);
    world.outage({ isOver: true });
    await parts.house.passUntil(async () => (await asked(parts)).length === 2, "an answer", 1000);
    await parts.house.rest();
    expect(await asked(parts, otherWorkspace)).toEqual([]);
    expect(questions(parts)).toHaveLength(1);
  });

  it("nobody who may be in it is taken to be in another alone", async () => {
    const parts = await openBoth();
    parts.house.fake.world.outage({});
    await parts.house.clock.advance(61_000);
    ask(parts, "first?");
    await parts.house.passUntil(() => questions(parts).length === 1, "the question");
    expect(await asked(parts, otherWorkspace)).toEqual([]);
    expect(questions(parts)[0]?.buttons).toHaveLength(1);
  });
});
