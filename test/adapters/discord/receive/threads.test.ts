import { describe, expect, it } from "vitest";
import { engineering, mention, openReceiving, type ReceivingHouse } from "./open-house.ts";
import { createRecordingModel } from "./recording-model.ts";

const ideas = "110000000000000005";

const say = (house: ReceivingHouse, person: string, channel: string, text: string) =>
  house.fake.world.say({ person, channel, text }).id;

const asked = async (house: ReceivingHouse, channel: string) =>
  (await house.recorded(channel)).flatMap(({ asked }) => asked ?? []);

describe("a thread that hangs on what Reverie was asked or answered goes on without a mention", () => {
  it.each(["question", "answer"] as const)("on its %s", async (root) => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const question = say(house, "ana", "engineering", `${mention} where does the wombat live?`);
    await house.rest();
    const answer = house.answers("engineering")[0]?.id ?? "";
    const from = root === "question" ? question : answer;
    const thread = house.fake.world.startThread({ channel: "engineering", person: "ben", name: "w", from });
    const follow = say(house, "ben", thread.id, "and the quokka?");
    await house.rest();
    say(house, "ana", thread.id, "so there");
    await house.rest();
    expect(house.answers(thread.id)).toMatchObject([{ replyTo: null }, { replyTo: null }]);
    expect(await asked(house, engineering)).toEqual([
      "where does the wombat live?",
      "and the quokka?",
      "so there",
    ]);
    // What the thread hangs on stands in the channel above.
    expect(model.prompts()[1]).toContain(root === "question" ? "wombat" : "So it is.");
    const [recorded] = await house.parts.history.get("discord:100000000000000001" as never, [
      `${thread.id}-${follow}` as never,
    ]);
    expect(recorded).toMatchObject({ channel: engineering, thread: `${thread.id}-${thread.id}` });
  });
});

describe("a thread of people's", () => {
  it("is read before Reverie answers in it, kept by nobody, and goes on without a mention then", async () => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const root = say(house, "ana", "engineering", "The launch code name is Xylophone.");
    const thread = house.fake.world.startThread({
      channel: "engineering",
      person: "ben",
      name: "launch",
      from: root,
      text: "I like Vibraphone better.",
    });
    await house.rest();
    expect(house.answers(thread.id)).toEqual([]);
    say(house, "owen", thread.id, `${mention} which names are there?`);
    await house.rest();
    expect(model.prompts()[0]).toContain("Xylophone");
    expect(model.prompts()[0]).toContain("Vibraphone");
    say(house, "ben", thread.id, "and who said so?");
    await house.rest();
    expect(house.answers(thread.id)).toHaveLength(2);
    const kept = (await house.recorded(engineering)).map(({ text }) => text).join(" ");
    expect(kept).not.toMatch(/Xylophone|Vibraphone/u);
  });

  it("in which Reverie takes part, is still one in which people talk to each other", async () => {
    const house = await openReceiving();
    const thread = house.fake.world.startThread({ channel: "engineering", person: "ana", name: "launch" });
    const first = say(house, "ben", thread.id, "before");
    say(house, "ana", thread.id, `${mention} hello?`);
    await house.rest();
    say(house, "ben", thread.id, "<@210000000000000002> what do you think?");
    house.fake.world.say({ person: "ana", channel: thread.id, text: "I think so", replyTo: first });
    house.fake.world.webhookSay({ channel: thread.id, name: "news", text: "read this" });
    say(house, "robo", thread.id, "beep");
    await house.rest();
    expect(house.answers(thread.id)).toHaveLength(1);
    expect(await asked(house, engineering)).toEqual(["hello?"]);
  });
});

describe("a forum's post", () => {
  it("that mentions Reverie is answered in its thread, which goes on", async () => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const post = house.fake.world.startThread({
      channel: "ideas",
      person: "ana",
      name: "wombats",
      text: `${mention} where do wombats live?`,
    });
    await house.rest();
    say(house, "ben", post.id, "and quokkas?");
    await house.rest();
    expect(house.answers(post.id)).toHaveLength(2);
    expect(await asked(house, ideas)).toEqual(["where do wombats live?", "and quokkas?"]);
    expect(model.prompts()[1]).toContain("wombats");
  });

  it("of people's is read before Reverie answers in it", async () => {
    const model = createRecordingModel();
    const house = await openReceiving({ model });
    const text = "The launch code name is Xylophone.";
    const post = house.fake.world.startThread({ channel: "ideas", person: "ana", name: "launch", text });
    say(house, "ben", post.id, `${mention} what is it called?`);
    await house.rest();
    expect(model.prompts()[0]).toContain("Xylophone");
    expect(house.answers(post.id)).toHaveLength(1);
  });
});

describe("a private thread", () => {
  it("is a channel of its own: greeted, answered by mention, and then without", async () => {
    const house = await openReceiving();
    const thread = house.fake.world.startThread({
      channel: "engineering",
      person: "ana",
      name: "hush",
      isPrivate: true,
      members: ["ben", "reverie"],
    });
    await house.rest();
    expect(house.answers(thread.id)).toHaveLength(1);
    expect(house.answers(thread.id)[0]?.content).toContain("Hello, I am Reverie.");
    say(house, "ben", thread.id, "nobody asks");
    say(house, "ana", thread.id, `${mention} a secret?`);
    await house.rest();
    say(house, "ben", thread.id, "another?");
    await house.rest();
    expect(house.answers(thread.id)).toHaveLength(3);
    expect(await asked(house, thread.id)).toEqual(["a secret?", "another?"]);
    expect(await house.recorded(engineering)).toEqual([]);
  });

  it("that Reverie is taken into later is greeted once, however often it is told", async () => {
    const house = await openReceiving();
    const { world, gateway } = house.fake;
    const place = { channel: "engineering", person: "ana", name: "hush", isPrivate: true };
    const thread = world.startThread(place);
    say(house, "ana", thread.id, "before anybody of ours was here");
    const { events } = world.changeThreadMember({ thread: thread.id, person: "reverie", isIn: true });
    for (const event of events) gateway.repeat(event, 2);
    await house.rest();
    world.changeThreadMember({ thread: thread.id, person: "reverie", isIn: false });
    world.changeThreadMember({ thread: thread.id, person: "reverie", isIn: true });
    await house.rest();
    expect(house.answers(thread.id)).toHaveLength(1);
    expect(house.answers(thread.id)[0]?.content).toContain("Hello, I am Reverie.");
  });

  it("a public thread that Reverie joins is part of its channel, and not greeted", async () => {
    const house = await openReceiving();
    const thread = house.fake.world.startThread({
      channel: "engineering",
      person: "ana",
      name: "open",
      members: ["reverie"],
    });
    await house.rest();
    expect(house.answers(thread.id)).toEqual([]);
  });
});
