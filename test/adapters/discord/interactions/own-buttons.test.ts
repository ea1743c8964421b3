import { describe, expect, it } from "vitest";
import { createOfflineModel } from "../../../../src/adapters/offline/offline-model.ts";
import type { Model } from "../../../../src/core/ports/model.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { postRawButton } from "./forged-buttons.ts";
import {
  aboutOf,
  buttonIn,
  buttonsOf,
  openInteracting,
  press,
  propose,
  rest,
  standing,
  statusOf,
  told,
  wordsOf,
} from "./interacting.ts";

const danger = 4;

/** A model that says a few words and then waits for ever, and when its request was aborted. */
function createEndlessModel(now: () => number) {
  const abortedAt = Promise.withResolvers<number>();
  const model: Model = {
    ...createOfflineModel(),
    async *answer(_request, signal) {
      yield { type: "text", text: "The first words of a long answer. And more of them." };
      await new Promise<void>((resolve) => {
        signal.addEventListener("abort", () => {
          abortedAt.resolve(now());
          resolve();
        });
      });
      signal.throwIfAborted();
    },
  };
  return { model, abortedAt: abortedAt.promise };
}

describe("A20: Stop on an answer that is being written", () => {
  async function openWriting(open: (house: Awaited<ReturnType<typeof openInteracting>>) => string) {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const endless = createEndlessModel(clock.now);
    const house = await openInteracting({ clock, model: endless.model });
    const channel = open(house);
    const draft = () =>
      buttonsOf(...house.fake.world.messages({ channel })).find(({ customId }) =>
        customId.startsWith("reverie:stop:"),
      );
    const pass = (isSo: () => boolean | Promise<boolean>, what: string) =>
      house.until(async () => {
        await clock.advance(100);
        return isSo();
      }, what);
    await pass(() => draft() !== undefined, "a draft");
    return { house, clock, abortedAt: endless.abortedAt, channel, draft, pass };
  }

  const mention = "<@300000000000000001> tell me everything";
  it.each([
    [
      "in a channel",
      ({ fake }) => fake.world.say({ person: "dora", channel: "general", text: mention }).channel,
    ],
    [
      "in a direct conversation",
      ({ fake }) =>
        fake.world.say({ person: "dora", channel: "dm-dora", text: "tell me everything" }).channel,
    ],
    [
      "in a thread",
      ({ fake }) =>
        fake.world.startThread({ person: "dora", channel: "general", name: "aside", text: mention }).id,
    ],
    [
      "in a chain of replies",
      ({ fake }) => {
        const { id } = fake.world.say({ person: "ben", channel: "general", text: "Well, well." });
        return fake.world.say({ person: "dora", channel: "general", text: mention, replyTo: id }).channel;
      },
    ],
  ] satisfies [string, Parameters<typeof openWriting>[0]][])(
    "%s ends it within a second",
    async (_name, open) => {
      const { house, clock, abortedAt, channel, draft, pass } = await openWriting(open);
      const stop = draft();
      if (!stop) throw new Error("There is no Stop");
      const pressedAt = clock.now();
      expect(await press(house, "dora", stop).answer).toEqual({ type: "deferred-update" });
      expect((await abortedAt) - pressedAt).toBeLessThanOrEqual(1000);
      await pass(async () => (await house.parts.jobs.depth()) === 0, "rest");
      const [answer, ...more] = house.fake.world
        .messages({ channel })
        .filter(({ content }) => content.includes("The first words"));
      expect(more).toEqual([]);
      expect(answer?.content).toContain("(stopped)");
      expect(draft()).toBeUndefined();
    },
  );

  it("pressed by two people ends it once, and neither of them has failed", async () => {
    const { house, clock, draft, channel } = await openWriting(
      ({ fake }) =>
        fake.world.startThread({ person: "dora", channel: "general", name: "aside", text: mention }).id,
    );
    const stop = draft();
    if (!stop) throw new Error("There is no Stop");
    await press(house, "dora", stop).answer;
    await press(house, "ben", stop).answer;
    await house.until(async () => {
      await clock.advance(100);
      return (await house.parts.jobs.depth()) === 0;
    }, "rest");
    expect(standing(house, channel)).toContain("(stopped)");
    expect(told(house, "dora")).toEqual([]);
  });
});

describe("a button that does harm", () => {
  it("asks first, and with a yes does it", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const mine = await propose(house, "Lunch is at noon.");
    const harmful = await postRawButton(house, mine.channel, mine.customId, danger);
    expect(await press(house, "ana", harmful).answer).toMatchObject({ type: "message", isPrivate: true });
    expect(told(house, "ana")[0]).toContain("Are you sure? Press me?");
    expect(await statusOf(house, mine)).toBe("pending");
    const yes = buttonIn(world.privateAnswers({ person: "ana" }), "approve", aboutOf(mine));
    await press(house, "ana", yes).answer;
    expect(told(house, "ana").at(-1)).toContain("Approved: remembered for the team");
    expect(await statusOf(house, mine)).toBe("approved");
  });

  it("asks first, and with a no does nothing", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const mine = await propose(house, "Lunch is at noon.");
    const harmful = await postRawButton(house, mine.channel, mine.customId, danger);
    await press(house, "ana", harmful).answer;
    await press(house, "ana", buttonIn(world.privateAnswers({ person: "ana" }), "cancel")).answer;
    expect(told(house, "ana")).toEqual(["Nothing changed."]);
    expect(buttonsOf(...world.privateAnswers({ person: "ana" }))).toEqual([]);
    expect(await statusOf(house, mine)).toBe("pending");
  });
});

describe("the choice of a server", () => {
  it("is made in a direct conversation, and nowhere else", async () => {
    const house = await openInteracting({ settings: { guilds: ["Example", "Other"] } });
    const { guilds } = house.fake.world.ids();
    const forged = await postRawButton(house, "general", `reverie:server:${guilds?.Other}:-`);
    await press(house, "ben", forged).answer;
    expect(told(house, "ben").at(-1)).toContain("That button is not mine. Nothing changed.");
    house.fake.world.say({ person: "ben", channel: "dm-ben", text: "hello?" });
    await house.until(
      () => standing(house, "dm-ben").includes("Which one is this conversation about?"),
      "the question",
    );
  });

  it("of a server that is not shared, or of none, is refused", async () => {
    const house = await openInteracting({ settings: { guilds: ["Example", "Other"] } });
    for (const value of [
      "100000000000000099:-",
      "x:-",
      "",
      "100000000000000001",
      "100000000000000002:9999999999999999999999",
    ]) {
      const forged = await postRawButton(house, "dm-dora", `reverie:server:${value}`);
      await press(house, "dora", forged).answer;
      expect(told(house, "dora").at(-1)).toContain("We are not both in that server any more.");
    }
  });

  it("takes up what waited, and says so where it cannot be read", async () => {
    const house = await openInteracting({ settings: { guilds: ["Example", "Other"] } });
    const { world, faults } = house.fake;
    world.say({ person: "ben", channel: "dm-ben", text: "Who am I?" });
    await house.until(() => standing(house, "dm-ben").includes("reverie:server:"), "the question");
    const button = buttonIn(world.direct({ person: "ben" }), "server", world.ids().guilds?.Example);
    faults.failNext({ route: "GET /channels/:channel/messages", as: { type: "error", code: 50001 } });
    expect(await press(house, "ben", button).answer).toMatchObject({ type: "update" });
    await house.until(() => told(house, "ben").length === 1, "the sentence");
    expect(told(house, "ben")[0]).toContain("I could not read what you said before. Please say it again.");
    world.say({ person: "ben", channel: "dm-ben", text: "Who am I?" });
    await house.until(
      () => world.direct({ person: "ben" }).filter(({ isByBot }) => isByBot).length === 2,
      "an answer",
    );
    await rest(house);
    expect(world.direct({ person: "ben" }).map(wordsOf).join()).toContain(
      "This conversation is about **Example**",
    );
  });

  it("is taken in time though Discord is slow to say who is where", async () => {
    const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
    const house = await openInteracting({ clock, settings: { guilds: ["Example", "Other"] } });
    const { world, faults } = house.fake;
    world.say({ person: "ben", channel: "dm-ben", text: "Who am I?" });
    await house.until(() => standing(house, "dm-ben").includes("reverie:server:"), "the question");
    const button = buttonIn(world.direct({ person: "ben" }), "server", world.ids().guilds?.Example);
    await clock.advance(60_001);
    faults.failNext({ route: "GET /guilds/:guild/members/:user", as: { type: "slow", delayMs: 5000 } });
    const asked = world.records.calls.length;
    const { answer } = press(house, "ben", button);
    await house.until(
      () => world.records.calls.slice(asked).some(({ status }) => status === null),
      "the question to Discord",
    );
    await clock.advance(2600);
    expect(await answer).toEqual({ type: "deferred-update" });
    await clock.advance(2500);
    await house.until(
      () => standing(house, "dm-ben").includes("This conversation is about **Example**"),
      "the choice",
    );
    await rest(house);
  });
});
