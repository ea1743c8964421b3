import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RecordedMessage } from "../../../src/core/message.ts";
import { hourMs, openPastWorld, type PastWorld } from "./past-world.ts";

/** What stands, without the sequence that every record has anew. */
const contentOf = (messages: readonly RecordedMessage[]) =>
  messages
    .map(({ sequence: _, ...message }) => message)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));

async function liveMemories(world: PastWorld): Promise<string[]> {
  const sections = (await world.command("ana", "memory team")).card?.sections ?? [];
  return sections.filter(({ note }) => !note.includes("Not used")).map(({ text }) => text);
}

interface Line {
  readonly person: string;
  readonly isHeard: boolean;
  readonly isReply: boolean;
}

/** Some of it is heard, and some hangs in threads. */
async function sayAll(world: PastWorld, lines: readonly Line[]): Promise<void> {
  let root: Parameters<PastWorld["plant"]>[4] = {};
  for (const [index, { person, isHeard, isReply }] of lines.entries()) {
    const text = `What was said as number ${index} of all.`;
    if (isHeard) {
      await world.say(person, "general", text);
      continue;
    }
    const id = world.plant(person, "general", text, (lines.length - index) * hourMs, isReply ? root : {});
    if (!isReply) root = { thread: id };
  }
}

const line: fc.Arbitrary<Line> = fc.record({
  person: fc.constantFrom("ana", "ben", "cleo", "nobody"),
  isHeard: fc.boolean(),
  isReply: fc.boolean(),
});

describe("taking back what was read of the past", () => {
  it("leaves history and the memories in use as they were, whatever was there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 15 }),
        fc.nat({ max: 14 }),
        fc.boolean(),
        async (lines, chosen, isApproved) => {
          const world = await openPastWorld();
          await sayAll(world, lines);
          await world.dream("ana");
          const before = { kept: contentOf(await world.kept()), memories: await liveMemories(world) };
          const quote = `said as number ${chosen % lines.length} of`;
          world.model.propose({ audience: "team", text: "Something was said.", quote });
          await world.ask(1);
          if (world.cardsOfPast().length === 0) return;
          await world.pressed("Read them");
          if (
            isApproved &&
            world.sections().some(({ text, actions }) => text === "Something was said." && actions[0])
          )
            await world.approve("Something was said.");
          await world.pressed("Take it back");
          expect({ kept: contentOf(await world.kept()), memories: await liveMemories(world) }).toEqual(
            before,
          );
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it("stops a reading that is under way and takes back what it read", async () => {
    const world = await openPastWorld();
    for (let count = 30; count > 0; count -= 1)
      world.plant("ben", "general", `Word ${count}.`, count * hourMs);
    await world.ask(7);
    const [read] = world.cardsOfPast()[0]?.actions ?? [];
    let reads = 0;
    let undo: Promise<unknown> | undefined;
    world.onCall((operation) => {
      reads += operation === "past" ? 1 : 0;
      if (reads === 4 && !undo) undo = world.command("ana", "dream backfill undo");
    });
    await world.press("ana", read?.verb ?? "", read?.value ?? "");
    await world.settle();
    expect(await undo).toMatchObject({ text: "I take it back, and tell you when it is done." });
    await world.settle();
    expect(await world.kept()).toEqual([]);
    expect(reads).toBeLessThan(8);
    expect(world.toldTo("ana")).toMatch(
      /^Taken back: \d+ messages of #general that I had read from the past; nothing else/u,
    );
    expect(world.cardsOfPast().flatMap(({ actions }) => actions)).toEqual([]);
    expect(await world.ask(7)).toContain("I look at what was said");
  });
});
