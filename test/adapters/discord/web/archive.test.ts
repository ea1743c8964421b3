import { MessageType } from "discord.js";
import { describe, expect, it } from "vitest";
import { instantOf, messageId, threadId } from "../../../../src/adapters/discord/snowflakes.ts";
import { asId, type MessageId } from "../../../../src/core/ids.ts";
import type { Period } from "../../../../src/core/ports/platform.ts";
import { openPlatform } from "../deliver/open-platform.ts";

const listing = "GET /channels/:channel/messages";
const reading = "GET /channels/:channel/messages/:message";

const always: Period = { from: 0, to: Date.UTC(2100, 0) };

async function openArchive() {
  const open = await openPlatform();
  const { discord, fake, placeOf } = open;
  const say = (channel: string, text: string, more: { replyTo?: string; type?: MessageType } = {}) => {
    const said = fake.world.say({ person: "ana", channel, text, ...more });
    return { ...said, message: messageId(said.channel, said.id) };
  };
  const earlier = async (
    channel: string,
    thread: MessageId | null,
    before: MessageId | null,
    limit: number,
  ) => discord.archive.earlier({ ...placeOf(channel), thread }, before, limit);
  const past = (
    channel: string,
    thread: MessageId | null = null,
    before: MessageId | null = null,
    period: Period = always,
  ) => discord.archive.past({ ...placeOf(channel), thread }, period, before);
  const texts = async (...given: Parameters<typeof earlier>) =>
    (await earlier(...given)).map(({ text }) => text);
  return { ...open, say, earlier, past, texts };
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${from + index}`);

describe("the past of a channel", () => {
  it("comes in pages without a gap or anything twice, also where notices fill them", async () => {
    const { say, past } = await openArchive();
    for (const text of numbers(0, 150)) say("general", text);
    for (let count = 0; count < 120; count += 1) say("general", "", { type: MessageType.UserJoin });
    for (const text of numbers(150, 160)) say("general", text);
    const pages: string[][] = [];
    let before: MessageId | null = null;
    do {
      const page = await past("general", null, before);
      pages.push(page.messages.map(({ text }) => text));
      before = page.before;
    } while (before !== null);
    expect(pages).toHaveLength(3);
    expect(pages.toReversed().flat()).toEqual(numbers(0, 160));
  });

  it("is what people said in the period, with the threads that hang there", async () => {
    const { say, past, fake, discord, placeOf } = await openArchive();
    const before = say("general", "before");
    const root = say("general", "root");
    const { id } = fake.world.startThread({ person: "ben", channel: "general", name: "T", from: root.id });
    const reply = say(id, "reply");
    const alone = fake.world.startThread({ person: "ben", channel: "general", name: "A", text: "alone" });
    fake.world.webhookSay({ channel: "general", name: "Build", text: "It is green" });
    await discord.delivery.post(
      placeOf("general"),
      { text: "Hi", card: null, note: "", actions: [], isDraft: false },
      "a",
    );
    const from = instantOf(before.id) + 1;
    const page = await past("general", null, null, { from, to: Date.UTC(2100, 0) });
    const isSameInstant = instantOf(root.id) === instantOf(before.id);
    expect(page.messages.map(({ text }) => text)).toEqual(isSameInstant ? [] : ["root"]);
    expect((await past("general")).threads).toEqual([threadId(id), threadId(alone.id)]);
    expect(await past("general", threadId(id))).toMatchObject({
      messages: [{ id: reply.message, channel: root.channel, thread: threadId(id), text: "reply" }],
      threads: [],
      before: null,
    });
    expect((await past("general", threadId(alone.id))).messages).toMatchObject([{ text: "alone" }]);
    expect((await past("general", root.message)).messages).toEqual([]);
    expect((await past("general", null, null, { from: 0, to: instantOf(before.id) })).messages).toEqual([]);
  });

  it("is, of a forum, its posts, also those in which nobody writes any more", async () => {
    const { past, fake, caughtUp } = await openArchive();
    const posts = numbers(0, 30).map((name) =>
      fake.world.startThread({ person: "ben", channel: "ideas", name, text: `idea ${name}` }),
    );
    for (const { id } of posts.slice(0, 25)) fake.world.closeThread({ thread: id });
    await caughtUp();
    const first = await past("ideas");
    expect(first.messages).toEqual([]);
    const second = await past("ideas", null, first.before);
    expect(second.before).toBeNull();
    const expected = posts.map(({ id }) => threadId(id)).toReversed();
    expect([...first.threads, ...second.threads]).toEqual(expected);
    expect((await past("ideas", expected.at(-1) ?? null)).messages).toMatchObject([{ text: "idea 0" }]);
    const later = { from: Date.UTC(2099, 0), to: Date.UTC(2100, 0) };
    expect((await past("ideas", null, null, later)).threads).toHaveLength(5);
  });

  it("F1: is refused of a channel that Reverie may not see", async () => {
    const { past, fake } = await openArchive();
    const overwrites = [{ of: "@everyone", deny: ["ViewChannel"] as const }];
    fake.world.changeChannel({ channel: "engineering", overwrites });
    await expect(past("engineering")).rejects.toMatchObject({ code: "50001", permanent: true });
    await expect(past("119999999999999999")).rejects.toMatchObject({ code: "10003", permanent: true });
  });
});

describe("what was said in a channel", () => {
  it("is given oldest first, before a message or up to now", async () => {
    const { say, texts, earlier } = await openArchive();
    const said = numbers(0, 5).map((text) => say("general", text));
    expect(await texts("general", null, null, 3)).toEqual(["2", "3", "4"]);
    expect(await texts("general", null, said[3]?.message ?? null, 2)).toEqual(["1", "2"]);
    expect(await texts("general", null, said[0]?.message ?? null, 2)).toEqual([]);
    const [first] = await earlier("general", null, null, 5);
    expect(first).toMatchObject({ id: said[0]?.message, channel: said[0]?.channel, thread: null });
  });

  it("is read in as many pages as it takes, without a gap or anything twice", async () => {
    const { say, texts, callsOf } = await openArchive();
    const said = numbers(0, 260).map((text) => say("general", text));
    expect(await texts("general", null, null, 250)).toEqual(numbers(10, 260));
    expect(await texts("general", null, said[150]?.message ?? null, 100)).toEqual(numbers(50, 150));
    expect(callsOf(listing, said[0]?.channel)).toHaveLength(4);
    expect(await texts("general", null, null, 1000)).toEqual(numbers(0, 260));
  });

  it("is read over notices of Discord's own, which are nobody's words", async () => {
    const { say, texts } = await openArchive();
    say("general", "first");
    for (let count = 0; count < 150; count += 1) say("general", "", { type: MessageType.UserJoin });
    say("general", "last");
    expect(await texts("general", null, null, 2)).toEqual(["first", "last"]);
    expect(await texts("general", null, null, 100)).toEqual(["first", "last"]);
  });

  it("is what bots and Reverie said as well", async () => {
    const { say, discord, placeOf, earlier, fake } = await openArchive();
    say("general", "Hello");
    fake.world.webhookSay({ channel: "general", name: "Build", text: "It is green" });
    await discord.delivery.post(
      placeOf("general"),
      { text: "Hi", card: null, note: "", actions: [], isDraft: false },
      "a",
    );
    expect(await earlier("general", null, null, 10)).toMatchObject([
      { text: "Hello" },
      { text: "It is green" },
      { text: "Hi", author: "reverie" },
    ]);
  });
});

describe("what was said in a thread", () => {
  it("begins with the message that it hangs on, which stands in the channel", async () => {
    const { say, texts, earlier, fake } = await openArchive();
    say("general", "not of it");
    const root = say("general", "root");
    const { id } = fake.world.startThread({ person: "ben", channel: "general", name: "T", from: root.id });
    const said = numbers(0, 4).map((text) => say(id, text));
    const thread = threadId(id);
    expect(await texts("general", thread, null, 10)).toEqual(["root", "0", "1", "2", "3"]);
    expect(await texts("general", thread, said[2]?.message ?? null, 10)).toEqual(["root", "0", "1"]);
    expect(await texts("general", thread, said[2]?.message ?? null, 2)).toEqual(["0", "1"]);
    expect(await texts("general", thread, said[2]?.message ?? null, 3)).toEqual(["root", "0", "1"]);
    expect(await earlier("general", thread, said[1]?.message ?? null, 10)).toMatchObject([
      { id: root.message, channel: root.channel, thread: null },
      { id: said[0]?.message, channel: root.channel, thread, repliesTo: root.message },
    ]);
    // Read back page by page, the root comes once.
    expect(await texts("general", thread, root.message, 10)).toEqual([]);
  });

  it("is all there is of one that hangs on nothing, or on what is gone", async () => {
    const { say, texts, fake } = await openArchive();
    const alone = fake.world.startThread({ person: "ben", channel: "general", name: "T", text: "first" });
    say(alone.id, "second");
    expect(await texts("general", threadId(alone.id), null, 10)).toEqual(["first", "second"]);
    const root = say("general", "root");
    const orphan = fake.world.startThread({ person: "ben", channel: "general", name: "O", from: root.id });
    say(orphan.id, "still here");
    fake.world.remove(root);
    expect(await texts("general", threadId(orphan.id), null, 10)).toEqual(["still here"]);
  });

  it("is read of a long one without its root, as far as was asked", async () => {
    const { say, texts, fake, callsOf } = await openArchive();
    const root = say("general", "root");
    const { id } = fake.world.startThread({ person: "ben", channel: "general", name: "T", from: root.id });
    for (const text of numbers(0, 230)) say(id, text);
    expect(await texts("general", threadId(id), null, 200)).toEqual(numbers(30, 230));
    expect(callsOf(reading)).toEqual([]);
    expect(await texts("general", threadId(id), null, 231)).toEqual(["root", ...numbers(0, 230)]);
  });

  it("is read of a post in a forum, whose first message stands in it", async () => {
    const { say, texts, fake, callsOf } = await openArchive();
    const { id, message } = fake.world.startThread({
      person: "ben",
      channel: "ideas",
      name: "An idea",
      text: "Let us eat",
    });
    const asked = say(id, "And when?");
    const thread = threadId(id);
    expect(await texts("ideas", thread, null, 10)).toEqual(["Let us eat", "And when?"]);
    expect(await texts("ideas", thread, asked.message, 10)).toEqual(["Let us eat"]);
    expect(await texts("ideas", thread, messageId(id, message ?? ""), 10)).toEqual([]);
    fake.world.remove({ channel: id, id: message ?? "" });
    expect(await texts("ideas", thread, null, 10)).toEqual(["And when?"]);
    expect(callsOf(reading)).toEqual([]);
  });

  it("is read of a private one, which is a channel of its own", async () => {
    const { texts, fake } = await openArchive();
    const { id } = fake.world.startThread({
      person: "ana",
      channel: "general",
      name: "Secret",
      isPrivate: true,
      members: ["reverie"],
      text: "Between us",
    });
    expect(await texts(id, threadId(id), null, 10)).toEqual(["Between us"]);
  });
});

describe("what was said in a chain of replies", () => {
  it("is followed up from a message, and nothing else of the channel is read", async () => {
    const { say, texts, callsOf } = await openArchive();
    const first = say("general", "0");
    let last = first;
    for (const text of numbers(1, 5)) {
      say("general", "beside");
      last = say("general", text, { replyTo: last.id });
    }
    expect(await texts("general", first.message, last.message, 40)).toEqual(["0", "1", "2", "3"]);
    expect(await texts("general", first.message, last.message, 2)).toEqual(["2", "3"]);
    expect(callsOf(listing, first.channel)).toEqual([]);
    expect(await texts("general", first.message, null, 40)).toEqual([]);
  });

  it("ends where a link is gone, and after twenty links", async () => {
    const { say, texts, fake, callsOf } = await openArchive();
    const first = say("general", "0");
    const links = [first];
    for (const text of numbers(1, 30)) links.push(say("general", text, { replyTo: links.at(-1)?.id ?? "" }));
    const last = links.at(-1)?.message ?? null;
    expect(await texts("general", first.message, last, 40)).toEqual(numbers(9, 29));
    expect(callsOf(reading).length).toBeLessThanOrEqual(21);
    fake.world.remove({ channel: "general", id: links[25]?.id ?? "" });
    expect(await texts("general", first.message, last, 40)).toEqual(["26", "27", "28"]);
  });
});

describe("what was said in a direct conversation", () => {
  it("is read as one, of whoever talks there", async () => {
    const { earlier, fake, caughtUp } = await openArchive();
    const { id, channel } = fake.world.say({ person: "ana", channel: "dm-ana", text: "Hello" });
    await caughtUp();
    expect(await earlier(channel, null, null, 10)).toMatchObject([
      { id: messageId(channel, id), channel, thread: null, text: "Hello" },
    ]);
  });
});

describe("F1: nothing is read", () => {
  it("of a channel of another server", async () => {
    const { earlier, fake } = await openArchive();
    fake.world.addBot({ guild: "Other" });
    const said = fake.world.say({ person: "erin", channel: "lobby", guild: "Other", text: "canary" });
    const refused = { name: "PlatformError", code: "10003", permanent: true };
    await expect(earlier(said.channel, null, null, 10)).rejects.toMatchObject(refused);
  });

  it("of a channel that is not there, or that Reverie may not see", async () => {
    const { earlier, fake } = await openArchive();
    fake.world.say({ person: "ana", channel: "engineering", text: "secret" });
    const gone = { code: "10003", permanent: true };
    await expect(earlier("119999999999999999", null, null, 10)).rejects.toMatchObject(gone);
    const overwrites = [{ of: "@everyone", deny: ["ViewChannel"] as const }];
    fake.world.changeChannel({ channel: "engineering", overwrites });
    const hidden = { code: "50001", permanent: true };
    await expect(earlier("engineering", null, null, 10)).rejects.toMatchObject(hidden);
  });

  it("of a server that Reverie is not in", async () => {
    const { discord, placeOf } = await openArchive();
    const place = { ...placeOf("general"), workspace: asId<never>("discord:100000000000000002") };
    const refused = { code: "unknown-server", permanent: true };
    await expect(discord.archive.earlier(place, null, 10)).rejects.toMatchObject(refused);
  });
});

describe("a message that is read again", () => {
  it("is given as it stands, edited or deleted", async () => {
    const { say, discord, placeOf, fake } = await openArchive();
    const said = say("general", "lunch is at noon");
    const reread = () => discord.archive.reread({ ...placeOf("general"), thread: null }, said.message);
    expect(await reread()).toMatchObject({ id: said.message, text: "lunch is at noon" });
    fake.world.edit({ channel: "general", id: said.id, text: "lunch is at two" });
    expect(await reread()).toMatchObject({ text: "lunch is at two" });
    fake.world.remove({ channel: "general", id: said.id });
    expect(await reread()).toBe("gone");
  });
});
