import { describe, expect, it } from "vitest";
import { noBatches } from "../../src/core/ports/batches.ts";
import type { Model } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import { openSmallWorld } from "./small-world.ts";

const quote = "the standup is at half past nine from now on";

/** A model that proposes a memory in every first round, each time in the next of these words, and then says so. */
function proposing(...texts: [string, ...string[]]): Model {
  let number = 0;
  return {
    defaults: { answers: "scripted", dreams: "scripted" },
    label: "",
    async *answer({ rounds }) {
      if (rounds.length > 0) {
        yield { type: "text", text: "I proposed it." };
        yield { type: "end", reason: "complete", calls: [], said: null, usage: noUsage };
        return;
      }
      const input = { for: "team", kind: "workflow", text: texts[number] ?? texts.at(-1), quote };
      number += 1;
      const calls = [{ id: "1", name: "propose_memory", input }];
      yield { type: "end", reason: "tools", calls, said: null, usage: noUsage };
    },
    batches: noBatches,
    structured: async () => ({ type: "failed", failure: "offline", usage: noUsage }),
    reflect: async (requests) =>
      requests.map(() => ({ type: "output", output: { changes: [], watch: [] }, usage: noUsage })),
    state: () => ({ state: "ok", detail: "" }),
  };
}

describe("a turn that is run again after its model proposed a memory (law 7)", () => {
  it("puts the proposal before those who decide although the first run died before its card", async () => {
    const world = await openSmallWorld({ model: proposing("Standup is at 9:30.") });
    world.failOnce("jobs.enqueue", /deliver-card/u);
    await world.say("ben", "general", `@reverie ${quote}`);
    await world.settle();
    expect(world.cards()).toHaveLength(1);
  });

  it("proposes once, also where the model finds other words the second time", async () => {
    const world = await openSmallWorld({
      model: proposing("Standup is at 9:30.", "The team meets each morning, half an hour past nine."),
    });
    world.failOnce("post", /^answer/u);
    await world.say("ben", "general", `@reverie ${quote}`);
    await world.settle();
    expect(world.cards()).toHaveLength(1);
  });
});

describe("a proposal that was stored when the work on it died (law 7)", () => {
  it("is put before those who decide all the same", async () => {
    const world = await openSmallWorld();
    world.failOnce("jobs.enqueue", /deliver-card/u);
    await world.say("ben", "general", "@reverie remember for the team: standup is at 9:30");
    await world.settle();
    const shown = world.cards().filter(({ card }) => card.sections.some(({ text }) => text.includes("9:30")));
    expect(shown).toHaveLength(1);
    expect(world.said()).not.toContain("Not remembered");
  });

  it("is carried out all the same when it was its owner's own verdict", async () => {
    const world = await openSmallWorld();
    world.failOnce("ledger.write", /"approved"/u);
    await world.say("ben", "dm-ben", "remember I like tea");
    await world.settle();
    expect(await world.memories("ben", "mine")).toEqual(["I like tea"]);
  });
});
