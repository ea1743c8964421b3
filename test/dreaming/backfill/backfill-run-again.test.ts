import { describe, it } from "vitest";
import { expectSameEnd, type Part } from "../../laws/run-again.ts";
import { hourMs, openPastWorld, type PastWorld } from "./past-world.ts";

const fact = "Releases are cut on Mondays at ten, as we agreed.";

async function openTalk(): Promise<PastWorld> {
  const world = await openPastWorld();
  const root = world.plant("ben", "general", fact, 10 * hourMs);
  world.plant("cleo", "general", "Who cuts them?", 9 * hourMs, { thread: root });
  for (let count = 8; count > 4; count -= 1) world.plant("ana", "general", `Word ${count}.`, count * hourMs);
  await world.say("ben", "general", "This one was heard.");
  await world.settle(5);
  world.model.propose({
    audience: "team",
    text: "Releases are cut on Mondays.",
    quote: "Releases are cut on Mondays",
  });
  return world;
}

/** What people see and what is kept in the end. */
async function outcomeOf(world: PastWorld) {
  return {
    kept: (await world.kept()).map(({ text }) => text),
    cards: world.cardsOfPast().map(({ text, actions }) => [text, actions.map(({ label }) => label)]),
    proposed: world.sections().filter(({ text }) => text === "Releases are cut on Mondays.").length,
    said: world
      .standing()
      .map(({ content }) => content.text)
      .filter((text) => text !== "")
      .sort(),
    acts: (await world.acts()).filter((act) => /read-back|took-back/u.test(act)),
    waiting: await world.parts.jobs.depth(),
    dead: await world.parts.jobs.deadLetters(10),
  };
}

/** The three parts of a backfill. */
const parts: Readonly<Record<string, Part<PastWorld>>> = {
  "the estimate": {
    prepare: async () => undefined,
    run: (world) => world.command("ana", "dream backfill 1"),
    hasBegun: (world) => world.cardsOfPast().length > 0,
  },
  "the reading": {
    // Without a dream, whose own parts are tried elsewhere.
    async prepare(world) {
      await world.command("ana", "set budget 0");
      await world.ask(1);
    },
    run: (world) => press(world, "Read them"),
    hasBegun: (world) => world.cardsOfPast().length > 1,
  },
  "the taking back": {
    async prepare(world) {
      await world.ask(1);
      await world.pressed("Read them");
    },
    run: (world) => press(world, "Take it back"),
    hasBegun: (world) => world.toldTo("ana").startsWith("Taken back"),
  },
};

function press(world: PastWorld, label: string): Promise<unknown> {
  const button = world
    .cardsOfPast()
    .flatMap(({ actions }) => actions)
    .findLast((action) => action.label === label);
  return world.press("ana", button?.verb ?? "", button?.value ?? "");
}

const backfill = { open: openTalk, worldOf: (world: PastWorld) => world, outcomeOf, seconds: 40 };

describe("work on a channel's past that died at any call", () => {
  it.each(Object.entries(parts))(
    "ends as if nothing had happened: %s",
    (_name, part) => expectSameEnd(backfill, part),
    300_000,
  );
});
