import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { channelAudience, team } from "../../src/core/audience.ts";
import { asId } from "../../src/core/ids.ts";
import { currentChange, memoryState } from "../../src/core/memory.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { FieldValues } from "../../src/core/ports/platform.ts";
import { noUsage } from "../../src/core/prices.ts";
import { workspace } from "./memory-platform.ts";
import { openSmallWorld, type SmallWorld } from "./small-world.ts";

const her = "p7xq";
const herName = "Quillfern";
const words = "xylophonecanary";

/** What names her, or was hers. */
const traces = [her, herName, words];

type Act = (world: SmallWorld) => Promise<unknown>;

const button = (world: SmallWorld, verb: string) =>
  world
    .sections()
    .flatMap(({ actions }) => actions)
    .filter((action) => action.verb === verb);

const press =
  (verb: string, person: string): Act =>
  async (world) => {
    for (const { value } of button(world, verb).slice(-2)) await world.press(person, verb, value);
  };

const withMemory =
  (person: string, whose: string, verb: string): Act =>
  async (world) => {
    const { card } = await world.command(person, `memory ${whose}`);
    const id = card?.sections[0]?.title.split(" ")[0];
    if (id) await world.press(person, verb, id);
  };

/** Presses a verb of her work and fills in what it asks. */
const fillIn =
  (verb: string, fields: FieldValues): Act =>
  async (world) => {
    for (const { value } of button(world, verb).slice(-2)) await world.fill(her, verb, value, fields);
  };

/** Quotes as the offline model does, and works on what it is given: what it drafts and plans repeats the words. */
const model: Model = {
  ...createOfflineModel(),
  defaults: { answers: "claude-sonnet-5-5", dreams: "claude-opus-5-5" },
  structured: async ({ system }) => {
    const task = { specialist: "researcher", task: `Find the ${words}`, dependsOn: [] };
    const verdict = { number: 1, met: false, quote: "", why: `There is no ${words} in it.` };
    const output = system.startsWith("You direct")
      ? { tasks: [task] }
      : {
          criteria: system.startsWith("You judge")
            ? [verdict]
            : [{ text: `It names the ${words}`, how: "read" }],
        };
    return { type: "output", output, usage: noUsage };
  },
};

/** What she does, and what others do with it. */
const acts: Readonly<Record<string, Act>> = {
  talks: (world) => world.say(her, "general", `We keep the ${words} in the lab`),
  asks: (world) => world.say(her, "general", `@reverie where is the ${words}?`),
  asksAlone: (world) => world.say(her, "d-4", `where is the ${words}?`),
  isNamed: (world) => world.say("ben", "general", `${herName} (<@${her}>) knows`),
  edits: async (world) => {
    const id = await world.say(her, "general", "first");
    await world.edit(id, her, "general", `@reverie now it is ${words}`);
  },
  remembers: (world) => world.command(her, `remember for me: I like the ${words}`),
  remembersForAll: (world) => world.command(her, "remember for the team: the trumpet is in the lab"),
  remembersHere: (world) => world.command(her, "remember for the channel: the trumpet is loud"),
  imports: (world) => world.command(her, `import\n- I tune the ${words}\n- I play the ${words} at noon`),
  fillsIn: async (world) => {
    for (const { value } of button(world, "edit").slice(-1))
      await world.fill(her, "edit", value, { text: "The trumpet is green" });
  },
  disputes: async (world) => {
    const id = await world.teamMemoryId();
    if (id) await world.fill(her, "dispute", id, { reason: `It is a ${words}` });
  },
  doubts: withMemory(her, "team", "wrong"),
  pins: withMemory(her, "mine", "pin"),
  redacts: withMemory(her, "mine", "redact"),
  exports: (world) => world.command(her, "privacy export"),
  optsOut: (world) => world.command(her, "privacy off"),
  optsIn: (world) => world.command(her, "privacy on"),
  setsAGoal: (world) => world.command(her, `goal a short note on the ${words}`),
  setsAGoalAloud: (world) => world.say(her, "general", `@reverie goal: a short note on the ${words}`),
  startsItsWork: press("goal-approve", her),
  givesItToATeam: fillIn("goal-edit", {
    ...{ criteria: `It names the ${words}`, rounds: "2", dollars: "1" },
    ...{ asks: ["result"], team: "true" },
  }),
  commentsOnIt: fillIn("goal-comment", { text: `Name the ${words} twice` }),
  wantsItOtherwise: fillIn("goal-revise", { text: `Leave the ${words} out` }),
  hasATeamAtWork: async (world) => {
    for (const act of ["setsAGoal", "waitsForWork", "givesItToATeam", "startsItsWork"])
      await acts[act]?.(world);
  },
  delegates: (world) => world.command(her, `delegate find out where the ${words} is`),
  waitsForWork: (world) => world.settle(3),
  dreams: (world) => world.dream(her),
  // Under way while she is erased.
  asksForADream: (world) => world.command(her, "dream now"),
  previews: (world) => world.command(her, "dream preview"),
  approves: press("approve", her),
  rejects: press("reject", her),
  tries: press("try", her),
  likes: press("good", her),
  othersApprove: press("approve", "ana"),
  othersReject: press("reject", "ana"),
  othersUndo: press("undo", "ana"),
  othersDream: (world) => world.dream("ana"),
  othersRest: (world) => world.settle(5),
};

/** Every byte of the store's files. */
function bytes(world: SmallWorld): Buffer {
  const files = readdirSync(world.dataDir).filter((name) => name.startsWith("reverie"));
  return Buffer.concat(files.map((file) => readFileSync(join(world.dataDir, file))));
}

/** What people decided to remember together stays until they decide otherwise (law 6), also where she said it first. */
async function sharedWords(world: SmallWorld): Promise<boolean> {
  const books = [team, channelAudience(asId("general")), channelAudience(asId("lab"))];
  const read = await Promise.all(books.map((audience) => world.parts.ledger.book(workspace, audience)));
  return read.some(({ memories }) =>
    memories.some(
      (memory) => memoryState(memory) !== "removed" && currentChange(memory)?.text.includes(words),
    ),
  );
}

const leftIn = (text: string | Buffer, isShared = false) =>
  traces
    .filter((trace) => !isShared || trace !== words)
    .filter((trace) => [trace, trace.toLowerCase()].some((form) => text.includes(form)));

describe("F10: an erasure", () => {
  it("leaves no row, index entry, job or log line that names the person, and none of their words, whatever was done before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...Object.keys(acts)), { minLength: 1, maxLength: 14 }),
        async (names) => {
          const world = await openSmallWorld({ model });
          await world.command("ana", "set approvers members");
          await world.command("ana", "remember for the team: lunch is at noon");
          for (const name of names) await acts[name]?.(world);
          const receipt = await world.command(her, "privacy erase");
          expect(receipt.text).toMatch(/Erased: \d+ message/u);
          await world.settle();
          const isShared = await sharedWords(world);
          expect(leftIn(bytes(world), isShared)).toEqual([]);
          expect(leftIn(JSON.stringify(world.log.entries))).toEqual([]);
          // Of what is answered while she keeps her words out nothing is kept, so that nobody finds the answer again.
          if (names.includes("optsOut")) return;
          const others = world.standing().filter(({ place }) => place.channel !== "d-4");
          expect(leftIn(JSON.stringify(others), isShared)).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
