import { describe, expect, it, onTestFinished } from "vitest";
import { messageId } from "../../../../src/adapters/discord/snowflakes.ts";
import { createOfflineModel } from "../../../../src/adapters/offline/offline-model.ts";
import type { AnswerRequest, Model } from "../../../../src/core/ports/model.ts";
import { noUsage } from "../../../../src/core/prices.ts";
import type { RefusalCode } from "../../../fakes/discord/rest/discord-error.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../discord-house.ts";
import { routes } from "./open-delivery.ts";

async function openHouse(options: DiscordHouseOptions = {}): Promise<DiscordHouse> {
  const house = await openDiscordHouse(options);
  onTestFinished(async () => {
    await house.close();
    expect(house.fake.world.records.ownFaults).toEqual([]);
  });
  await house.bot.start();
  return house;
}

/** A question that mentions Reverie. */
const ask = ({ fake }: DiscordHouse, channel = "engineering", person = "ana") =>
  fake.world.say({ person, channel, text: `<@${fake.applicationId}> what is up?` });

const idOf = ({ fake }: DiscordHouse, channel: string) => fake.world.ids().channels?.[channel] ?? channel;

const postsIn = (house: DiscordHouse, channel: string) =>
  house.fake.world.records.calls.filter(
    ({ method, path }) => method === "POST" && path === `/channels/${idOf(house, channel)}/messages`,
  );

const answersIn = ({ fake }: DiscordHouse, channel: string) =>
  fake.world.messages({ channel }).filter(({ isByBot }) => isByBot);

const direct = (house: DiscordHouse, person = "ana") => answersIn(house, `dm-${person}`);

const logged = ({ log }: DiscordHouse, event: string) => log.entries.filter((entry) => entry.event === event);

const errors = ({ log }: DiscordHouse) => log.entries.filter(({ level }) => level === "error");

/** Resolves once so many answers could not be given, and nothing is left to do. */
async function undelivered(house: DiscordHouse, count: number): Promise<void> {
  await house.until(() => logged(house, "answer-undeliverable").length === count, `${count} refusals`);
  await idle(house);
}

const idle = (house: DiscordHouse) =>
  house.until(async () => (await house.parts.jobs.depth()) === 0, "the end of all work");

const refuse = (house: DiscordHouse, channel: string, code: RefusalCode) =>
  house.fake.faults.failNext({
    route: routes.post,
    channel: idOf(house, channel),
    as: { type: "error", code },
    times: null,
  });

describe("E8: a place where nothing may be said", () => {
  it.each([10003, 50001, 50013] as const)(
    "is tried once, and told of by one direct message a day to each who asks there: %d",
    async (code) => {
      const house = await openHouse();
      refuse(house, "engineering", code);
      ask(house);
      await undelivered(house, 1);
      ask(house);
      ask(house);
      ask(house, "engineering", "ben");
      await undelivered(house, 4);
      expect(postsIn(house, "engineering")).toHaveLength(1);
      for (const person of ["ana", "ben"]) {
        expect(direct(house, person)).toHaveLength(1);
        expect(direct(house, person)[0]?.content).toContain(`I may not post in #engineering (${code})`);
      }
      expect(errors(house)).toEqual([]);
    },
  );

  it("is not tried at all where Discord has told so, and told of all the same", async () => {
    const house = await openHouse();
    ask(house, "readonly");
    await undelivered(house, 1);
    expect(postsIn(house, "readonly")).toEqual([]);
    expect(direct(house)[0]?.content).toContain("I may not post in #readonly (50013)");
    expect(house.fake.world.records.invalidRequests).toEqual([]);
  });

  it("is a locked thread too, of which moderators alone ask", async () => {
    const house = await openHouse();
    const { id } = house.fake.world.startThread({
      person: "owen",
      channel: "engineering",
      name: "T",
      text: "Hi",
    });
    house.fake.world.lockThread({ thread: id });
    ask(house, id, "owen");
    await undelivered(house, 1);
    expect(postsIn(house, id)).toEqual([]);
    expect(direct(house, "owen")[0]?.content).toContain("I may not post in #engineering (160005)");
  });

  it("stops nothing elsewhere, and answers again once it is opened", async () => {
    const house = await openHouse();
    refuse(house, "engineering", 50013);
    ask(house);
    ask(house, "core-team");
    await undelivered(house, 1);
    await house.until(() => answersIn(house, "core-team").length === 1, "the answer elsewhere");
    house.fake.faults.heal();
    house.fake.world.changeChannel({ channel: "engineering", name: "engineering" });
    ask(house);
    await house.until(() => answersIn(house, "engineering").length === 1, "the answer");
  });

  it("E9: and whose asker takes no direct message either ends quietly, after one try", async () => {
    const house = await openHouse();
    const { fake } = house;
    fake.world.closeDirect({ person: "ana" });
    refuse(house, "engineering", 50013);
    ask(house);
    await undelivered(house, 1);
    ask(house);
    ask(house, "readonly");
    await undelivered(house, 3);
    expect(postsIn(house, "dm-ana")).toHaveLength(1);
    expect(errors(house)).toEqual([]);
    // Whoever writes can be written to.
    fake.world.closeDirect({ person: "ana", isClosed: false });
    fake.world.say({ person: "ana", channel: "dm-ana", text: "what is up?" });
    await house.until(() => direct(house).length === 1, "the answer to them");
  });

  it("E8: costs no ban, however often somebody asks there: 500 mentions in ten channels", async () => {
    const house = await openHouse({ settings: { invalidRequestsAtMost: 100 } });
    const { fake } = house;
    const muted = [{ of: "reverie", deny: ["SendMessages"] as const }];
    const told = Array.from({ length: 5 }, (_, index) =>
      fake.world.addChannel({ name: `muted-${index}`, overwrites: muted }),
    ).map(({ id }) => id);
    const untold = Array.from(
      { length: 5 },
      (_, index) => fake.world.addChannel({ name: `odd-${index}` }).id,
    );
    for (const channel of untold) refuse(house, channel, 50013);
    const channels = [...told, ...untold];
    const people = ["ana", "ben", "owen"];
    for (let count = 0; count < 500; count += 1)
      ask(house, channels[count % channels.length], people[count % people.length]);
    await undelivered(house, 500);
    const { invalidRequests, calls } = fake.world.records;
    expect(invalidRequests.length).toBeLessThan(100);
    expect(calls.filter(({ status }) => status === 429)).toEqual([]);
    for (const channel of told) expect(postsIn(house, channel)).toEqual([]);
    for (const person of people) expect(direct(house, person)).toHaveLength(channels.length);
  });
});

describe("E9: a person who takes no direct message", () => {
  it("gets one attempt of a proposal, which waits for them under review", async () => {
    const house = await openHouse();
    const { fake } = house;
    fake.world.closeDirect({ person: "owen" });
    const remember = `<@${fake.applicationId}> remember for the team:`;
    for (const [index, fact] of ["Lunch is at noon.", "Releases go out on Tuesdays."].entries()) {
      fake.world.say({ person: "ben", channel: "engineering", text: `${remember} ${fact}` });
      await house.until(() => answersIn(house, "engineering").length === index + 1, "the answer");
      await idle(house);
    }
    expect(postsIn(house, "dm-owen")).toHaveLength(1);
    expect(errors(house)).toEqual([]);
    fake.world.command({ person: "owen", channel: "engineering", text: "review" });
    const shown = () => JSON.stringify(fake.world.privateAnswers({ person: "owen" }));
    await house.until(() => shown().includes("Tuesdays"), "the review");
    expect(shown()).toContain("Lunch is at noon");
  });
});

/** A model that says its beginning, and the rest once the test lets it. */
function slowModel() {
  const begun = Promise.withResolvers<AnswerRequest>();
  const go = Promise.withResolvers<void>();
  const model: Model = {
    ...createOfflineModel(),
    async *answer(request) {
      yield { type: "text", text: "The beginning of an answer " };
      begun.resolve(request);
      await go.promise;
      yield { type: "text", text: "and its end." };
      yield { type: "end", reason: "complete", calls: [], said: null, usage: noUsage };
    },
  };
  return { model, begun: begun.promise, go: () => go.resolve() };
}

const gone = "(This answer rested on a message that is gone.)";

describe("E15: a question that is deleted while it is answered", () => {
  it("before the first words leaves nothing, tells nobody, and ends", async () => {
    const { model, begun, go } = slowModel();
    const house = await openHouse({ model });
    const asked = ask(house);
    await begun;
    house.fake.world.remove({ channel: "engineering", id: asked.id });
    await house.until(async () => !(await isKnown(house, asked)), "the removal");
    go();
    await undelivered(house, 1);
    expect(house.fake.world.messages({ channel: "engineering" })).toEqual([]);
    expect(direct(house)).toEqual([]);
    expect(errors(house)).toEqual([]);
    expect(postsIn(house, "engineering").length).toBeLessThanOrEqual(2);
  });

  it("after the first words leaves no word of the answer", async () => {
    const { model, begun, go } = slowModel();
    const house = await openHouse({ model });
    const asked = ask(house);
    await begun;
    await house.until(() => answersIn(house, "engineering").length === 1, "the first words");
    house.fake.world.remove({ channel: "engineering", id: asked.id });
    await house.until(async () => !(await isKnown(house, asked)), "the removal");
    go();
    await house.until(() => answersIn(house, "engineering")[0]?.content === gone, "the end of the words");
    await idle(house);
    expect(direct(house)).toEqual([]);
  });

  it.each(["a thread", "a direct conversation"])(
    "in %s leaves no word of the answer either",
    async (where) => {
      const { model, begun, go } = slowModel();
      const house = await openHouse({ model });
      const thread = { person: "ana", channel: "engineering", name: "T", text: "Hi" };
      const channel = where === "a thread" ? house.fake.world.startThread(thread).id : "dm-ana";
      const asked = ask(house, channel);
      await begun;
      house.fake.world.remove({ channel, id: asked.id });
      await house.until(async () => !(await isKnown(house, asked)), "the removal");
      go();
      await house.until(() => answersIn(house, channel)[0]?.content === gone, "the end of the words");
      await idle(house);
      expect(errors(house)).toEqual([]);
    },
  );

  it("together with its thread or its channel ends, and nobody crashes", async () => {
    const { model, begun, go } = slowModel();
    const house = await openHouse({ model });
    const thread = { person: "ana", channel: "engineering", name: "T", text: "Hi" };
    const { id } = house.fake.world.startThread(thread);
    ask(house, id);
    ask(house, "core-team", "ben");
    await begun;
    await house.until(
      () => answersIn(house, "core-team").length + answersIn(house, id).length === 2,
      "drafts",
    );
    house.fake.world.changeChannel({ channel: id, isDeleted: true });
    house.fake.world.changeChannel({ channel: "core-team", isDeleted: true });
    go();
    await idle(house);
    expect(errors(house)).toEqual([]);
    ask(house);
    await house.until(() => answersIn(house, "engineering").length === 1, "the next answer");
  });

  it("stops no other answer", async () => {
    const house = await openHouse();
    house.fake.world.remove({ channel: "engineering", id: ask(house).id });
    const next = ask(house);
    await house.until(
      () => answersIn(house, "engineering").some(({ replyTo }) => replyTo === next.id),
      "the next answer",
    );
  });
});

async function isKnown(
  { discord, parts }: DiscordHouse,
  { channel, id }: { readonly channel: string; readonly id: string },
): Promise<boolean> {
  const [workspace] = await discord.directory.workspaces();
  if (!workspace) throw new Error("Reverie is in no server");
  return (await parts.history.get(workspace, [messageId(channel, id)])).length > 0;
}

describe("E10: a token that is reset while Reverie runs", () => {
  it("ends no question for good and crashes nothing, and is shown to Discord once", async () => {
    const house = await openHouse();
    const { fake } = house;
    fake.world.configure({ isTokenValid: false });
    ask(house);
    await house.until(() => logged(house, "job-failed").length > 1, "a second try");
    // Those that were under way at once.
    expect(fake.world.records.calls.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(2);
    expect(logged(house, "answer-undeliverable")).toEqual([]);
  });
});
