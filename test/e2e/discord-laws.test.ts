import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json } from "../fakes/messages-server/reply.ts";
import { lineOf } from "./model-requests.ts";
import { openDiscordChat } from "./office/discord-chat.ts";
import { nothingFound, type Story, startStory } from "./office/story.ts";

describe("the laws on Discord", () => {
  let story: Story;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ story, close } = await startStory((modelUrl) => openDiscordChat({ modelUrl }), []));
  });
  afterAll(() => close());

  const ask = async (person: string, channel: string) => {
    const mention = channel.startsWith("dm-") ? "" : "@reverie ";
    const said = await story.office.say({ person, channel, text: `${mention}what about the canary?` });
    await story.answer(said);
    return story.lastPrompt();
  };

  it("F3, F8: what is said in a private channel enters no prompt outside of it", async () => {
    const said = await story.office.say({
      person: "ben",
      channel: "core-team",
      text: "@reverie the private canary is yellow",
    });
    await story.answer(said);
    const root = await story.office.say({ person: "dora", channel: "general", text: "On pets" });
    const inThread = await story.office.thread(root, "dora", "@reverie what about the canary?");
    await story.answer(inThread);
    expect(story.lastPrompt()).not.toContain("yellow");
    expect(await ask("ana", "general")).not.toContain("yellow");
    expect(await ask("dora", "dm-dora")).not.toContain("yellow");
    expect(await ask("ana", "core-team")).toContain("yellow");
    // In a direct conversation whoever is in that channel may be told.
    expect(await ask("ana", "dm-ana")).toContain("yellow");
  });

  it("F2: what is remembered for one person enters nobody else's prompt", async () => {
    const ana = story.office.person("ana");
    expect((await ana.command("dm-ana", "remember for me: my canary is green")).words).toContain("emembered");
    expect(await ask("ana", "dm-ana")).toContain("green");
    expect(await ask("ana", "general")).not.toContain("green");
    expect(await ask("ben", "general")).not.toContain("green");
    expect(await ask("ben", "dm-ben")).not.toContain("green");
  });

  it("F4: what a guest says is no evidence for the team", async () => {
    const { office } = story;
    const ana = office.person("ana");
    expect((await ana.command("general", "set guest-role Guest")).words).toContain("from here on");
    await ana.command("engineering", "set listen here all");
    await ana.command("engineering", "set review-channel general");
    const words = "The canary is fed by the guests at noon.";
    await office.heard(await office.say({ person: "cleo", channel: "engineering", text: words }));
    story.reflect = (content) => {
      if (!content.startsWith("Audience: team\n")) return nothingFound;
      const receipts = [{ message: lineOf(content, words), quote: words }];
      return json({
        changes: [{ change: "add", memory: null, kind: "fact", text: words, why: "Said.", receipts }],
        watch: [],
      });
    };
    await ana.command("general", "dream now");
    await story.rest();
    expect((await office.messages("general")).filter(({ words: shown }) => shown.includes(words))).toEqual(
      [],
    );
    expect((await ana.command("general", "dream why")).words).toContain("author");
  });

  it("F14: the name of a file is words, and calls nobody", async () => {
    const name = "@everyone <@&120000000000000001> [good](https://evil.example/x).bin";
    const files = [{ name, mediaType: "application/octet-stream", base64: "AAAA" }];
    const said = await story.office.say({
      person: "ana",
      channel: "general",
      text: "@reverie read it",
      files,
    });
    expect((await story.answer(said)).words).toContain("not read");
    expect(story.office.troubles()).toMatchObject({ pings: [], fetches: [] });
  });

  it("F10: an erasure leaves neither words nor name nor id, in no file", async () => {
    const { office } = story;
    const left = () =>
      readdirSync(office.dataDir)
        .map((file) => readFileSync(join(office.dataDir, file)).toString("latin1"))
        .join("\n");
    const traces = ["turquoise", office.personId("dora")];
    const said = await office.say({
      person: "dora",
      channel: "general",
      text: "@reverie my canary sings turquoise songs",
    });
    await story.answer(said);
    await ask("dora", "dm-dora");
    await story.rest();
    for (const trace of traces) expect(left()).toContain(trace);
    const receipt = await office.person("dora").command("general", "privacy erase");
    expect(receipt.words).toContain("Erased:");
    await story.rest();
    await office.until("no trace", () => (traces.some((trace) => left().includes(trace)) ? undefined : true));
  });
});
