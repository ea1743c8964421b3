import { describe, expect, it } from "vitest";
import { personAudience } from "../../../../src/core/audience.ts";
import { asId, type PersonId } from "../../../../src/core/ids.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import type { DiscordHouse } from "../discord-house.ts";
import {
  buttonIn,
  buttonsOf,
  example,
  openInteracting,
  press,
  propose,
  type SeenButton,
  siblingOf,
  standing,
  statusOf,
  told,
  wordsOf,
} from "./interacting.ts";

const minuteMs = 60 * 1000;
const memberRoute = "GET /guilds/:guild/members/:user";

async function openLate(): Promise<{ house: DiscordHouse; clock: ManualClock }> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  return { house: await openInteracting({ clock }), clock };
}

/** Does something for which Discord is asked who acts, and takes so long to say. Resolves once it is asked. */
async function slowly<Act>(house: DiscordHouse, delayMs: number, act: () => Act): Promise<Act> {
  const { faults, world } = house.fake;
  faults.failNext({ route: memberRoute, as: { type: "slow", delayMs } });
  const acted = act();
  await house.until(
    () => world.records.calls.some(({ status, route }) => status === null && memberRoute.endsWith(route)),
    "the question",
  );
  return acted;
}

/** Lets so much time pass, with room for the network. */
async function pass(
  house: DiscordHouse,
  clock: ManualClock,
  isSo: () => boolean,
  stepMs = 50,
): Promise<void> {
  await house.until(async () => {
    await clock.advance(stepMs);
    return isSo();
  }, "what takes time");
}

const approveSlowly = (house: DiscordHouse, button: SeenButton, delayMs: number) =>
  slowly(house, delayMs, () => press(house, "ana", button));

describe("E12: an answer that takes five seconds", () => {
  it("to a press is deferred within three, for that person alone, and then given", async () => {
    const { house, clock } = await openLate();
    const mine = await propose(house, "Lunch is at noon.");
    const { answer } = await approveSlowly(house, mine, 5000);
    await clock.advance(2600);
    expect(await answer).toMatchObject({ type: "deferred", isPrivate: true });
    await clock.advance(2500);
    await house.until(() => told(house, "ana").join().includes("Approved"), "the answer");
    expect(told(house, "ana")).toEqual(["Approved: remembered for the team. Undo takes it back."]);
    expect(await statusOf(house, mine)).toBe("approved");
  });

  it("to a command is deferred too, and a long one comes in several messages", async () => {
    const { house, clock } = await openLate();
    const { world } = house.fake;
    const { answer } = await slowly(house, 5000, () =>
      world.command({ person: "dora", channel: "general", text: "review" }),
    );
    await clock.advance(2600);
    expect(await answer).toMatchObject({ type: "deferred", isPrivate: true });
    await clock.advance(2500);
    await house.until(() => told(house, "dora").join().includes("Nothing waits"), "the answer");
    expect(told(house, "dora")).toHaveLength(1);
  });

  it("to a form is deferred too", async () => {
    const { house, clock } = await openLate();
    const mine = await propose(house, "Lunch is at noon.");
    await press(house, "ana", siblingOf(house, mine, "edit")).answer;
    const { answer } = await slowly(house, 5000, () =>
      house.fake.world.submit({ person: "ana", fields: { text: "Lunch is at one." } }),
    );
    await clock.advance(2600);
    expect(await answer).toMatchObject({ type: "deferred", isPrivate: true });
    await clock.advance(2500);
    await house.until(() => told(house, "ana").join().includes("Approved with your edits"), "the answer");
  });

  it("that is a form opens by a button, which only that person sees", async () => {
    const { house, clock } = await openLate();
    const mine = await propose(house, "Lunch is at noon.");
    const { answer } = await slowly(house, 5000, () => press(house, "ana", siblingOf(house, mine, "edit")));
    await clock.advance(2600);
    expect(await answer).toMatchObject({ type: "deferred", isPrivate: true });
    await clock.advance(2500);
    const { world } = house.fake;
    await house.until(() => told(house, "ana").join().includes("reverie:form:"), "the button");
    expect(world.modal({ person: "ana" })).toBeNull();
    const open = buttonIn(world.privateAnswers({ person: "ana" }), "form");
    expect((await press(house, "ana", open).answer).type).toBe("modal");
    await world.submit({ person: "ana", fields: { text: "Lunch is at one." } }).answer;
    expect(told(house, "ana").at(-1)).toContain("Approved with your edits");
    // The form waits for a quarter of an hour, and then says where it is to be had.
    await clock.advance(15 * minuteMs);
    await press(house, "ana", open).answer;
    expect(told(house, "ana").at(-1)).toContain("That form is not waiting any more.");
  });

  it("says that it failed where Discord does not say who acts, deferred or not", async () => {
    const { house, clock } = await openLate();
    const mine = await propose(house, "Lunch is at noon.");
    house.fake.faults.failNext({ route: memberRoute, as: { type: "status", status: 500 }, times: null });
    const { answer } = press(house, "ana", mine);
    await pass(house, clock, () => told(house, "ana").join().includes("Please ask again in a minute"));
    expect(await answer).toMatchObject({ isPrivate: true });
    expect(await statusOf(house, mine)).toBe("pending");
  });
});

describe("E12: an answer that outlives its window", () => {
  /** Dora gives a command whose answer takes 16 minutes. */
  async function outlive(house: DiscordHouse, clock: ManualClock, channel = "general"): Promise<void> {
    const given = { person: "dora", channel, text: "memory", values: { whose: "mine" } };
    const { answer } = await slowly(house, 16 * minuteMs, () => house.fake.world.command(given));
    await clock.advance(2600);
    expect(await answer).toMatchObject({ type: "deferred", isPrivate: true });
    await clock.advance(16 * minuteMs);
  }

  async function openWithSecret() {
    const opened = await openLate();
    const { world } = opened.house.fake;
    const values = { text: "I am allergic to nuts." };
    await world.command({ person: "dora", channel: "general", text: "remember", values }).answer;
    await opened.clock.advance(minuteMs);
    return opened;
  }

  it("ends in the direct conversation with whoever asked", async () => {
    const { house, clock } = await openWithSecret();
    const before = standing(house, "general");
    await outlive(house, clock);
    await house.until(() => standing(house, "dm-dora").includes("I am allergic to nuts."), "the answer");
    expect(standing(house, "general")).toBe(before);
    // Its buttons work there.
    await press(house, "dora", buttonIn(house.fake.world.direct({ person: "dora" }), "undo")).answer;
    expect(told(house, "dora").at(-1)).toContain("Taken back.");
  });

  it("or, where that is closed, in one plain sentence in the channel, without a private word", async () => {
    const { house, clock } = await openWithSecret();
    const { world } = house.fake;
    world.closeDirect({ person: "dora" });
    const before = world.messages({ channel: "general" }).length;
    await outlive(house, clock);
    await house.until(() => world.messages({ channel: "general" }).length > before, "the sentence");
    const added = world.messages({ channel: "general" }).slice(before);
    expect(added.map(({ content }) => content)).toEqual([
      "What was just asked of me here is done, but I may not show the answer: its window is over, and direct messages to whoever asked are closed. Give the command again.",
    ]);
    expect(world.records.pings).toEqual([]);
  });

  it("says so in the thread, where the command was given in one", async () => {
    const { house, clock } = await openWithSecret();
    const { world } = house.fake;
    world.closeDirect({ person: "dora" });
    const { id } = world.startThread({ person: "dora", channel: "general", name: "aside", text: "Well." });
    const before = standing(house, "general");
    await outlive(house, clock, id);
    await house.until(() => standing(house, id).includes("I may not show the answer"), "the sentence");
    expect(standing(house, "general")).toBe(before);
  });

  it("says nothing at all where nothing may be said, and goes on", async () => {
    const { house, clock } = await openWithSecret();
    const { world, applicationId } = house.fake;
    world.closeDirect({ person: "dora" });
    world.changeChannel({ channel: "general", overwrites: [{ of: applicationId, deny: ["SendMessages"] }] });
    await outlive(house, clock);
    await house.until(
      () => house.log.entries.some(({ event }) => event === "late-answer-lost"),
      "the refusal",
    );
    expect(JSON.stringify(house.log.entries)).not.toContain("nuts");
    await world.command({ person: "dora", channel: "general", text: "help" }).answer;
    expect(told(house, "dora").some((text) => text.includes("Mention me and I answer"))).toBe(true);
  });
});

describe("E12: a first word that does not arrive", () => {
  it("is said once more where the connection broke, and is one answer", async () => {
    const { house, clock } = await openLate();
    const route = "POST /interactions/:interaction/:token/callback";
    for (const type of ["reset", "lost"] as const) {
      house.fake.faults.failNext({ route, as: { type } });
      const beginnings = () => told(house, "dora").filter((text) => text.includes("Mention me"));
      const before = beginnings().length;
      const { answer } = house.fake.world.command({ person: "dora", channel: "general", text: "help" });
      await pass(house, clock, () => beginnings().length > before);
      expect(await answer).toMatchObject({ type: "message" });
      expect(beginnings()).toHaveLength(before + 1);
    }
    // What was said once more is heard of, too.
    await clock.advance(2000);
  });

  it("comes as a direct message where the interaction is over before it was told of", async () => {
    const { house, clock } = await openLate();
    const { world, gateway } = house.fake;
    gateway.hold();
    const { id } = world.command({ person: "dora", channel: "general", text: "help" });
    await clock.advance(3100);
    gateway.release();
    await house.until(() => standing(house, "dm-dora").includes("Mention me and I answer"), "the answer");
    // That one failed before anybody could know of it.
    expect(world.records.failedInteractions.splice(0)).toEqual([id]);
  });
});

const dora = asId<PersonId>("210000000000000004");

describe("a private answer that is long", () => {
  it("comes in several messages, each for that person alone, with no word lost", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    const lines = Array.from(
      { length: 60 },
      (_, index) => `Number ${index} of what I have to say about this and that, and about more.`,
    );
    for (const text of lines) world.say({ person: "dora", channel: "dm-dora", text });
    await house.until(
      async () => (await house.parts.history.saidBy(example, dora)).length === lines.length,
      "what was said",
    );
    await world.command({ person: "dora", channel: "general", text: "privacy export" }).answer;
    await house.until(() => told(house, "dora").join().includes('"memories"'), "the whole copy");
    const messages = world.privateAnswers({ person: "dora" });
    expect(messages.length).toBeGreaterThan(3);
    expect(messages.every(({ isPrivate, content }) => isPrivate && content.length <= 2000)).toBe(true);
    const all = messages.map(({ content }) => content).join("\n");
    for (const line of lines) expect(all).toContain(line);
    expect(standing(house, "general")).not.toContain("Number 1 of");
  });

  it("that is a card says what it leaves out, and every button on it works", async () => {
    const house = await openInteracting();
    const { world } = house.fake;
    for (let index = 0; index < 20; index += 1) {
      const values = { text: `My favourite number is ${index * 37}, whatever happens.` };
      await world.command({ person: "dora", channel: "general", text: "remember", values }).answer;
    }
    await world.command({ person: "dora", channel: "general", text: "memory", values: { whose: "mine" } })
      .answer;
    const [list] = world.privateAnswers({ person: "dora" }).slice(-1);
    if (!list) throw new Error("There is no list");
    const undo = buttonsOf(list).filter(({ label }) => label === "Undo");
    expect(undo.length).toBeGreaterThan(5);
    expect(undo.length).toBeLessThan(20);
    expect(wordsOf(list)).toMatch(/\d+ more/u);
    for (const button of undo.slice(0, 2)) await press(house, "dora", button).answer;
    const { memories } = await house.parts.ledger.book(example, personAudience(dora));
    expect(memories.filter(({ changes }) => changes.every(({ undone }) => undone !== null))).toHaveLength(2);
  });
});
