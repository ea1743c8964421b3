import { describe, expect, it } from "vitest";
import { personAudience } from "../../../../src/core/audience.ts";
import { asId, type PersonId } from "../../../../src/core/ids.ts";
import { buttonsOf, example, openInteracting, press, standing, told, wordsOf } from "./interacting.ts";

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
    const undo = buttonsOf(list);
    expect(undo.length).toBeGreaterThan(5);
    expect(undo.length).toBeLessThan(20);
    expect(wordsOf(list)).toMatch(/\d+ more/u);
    for (const button of undo.slice(0, 2)) await press(house, "dora", button).answer;
    const { memories } = await house.parts.ledger.book(example, personAudience(dora));
    expect(memories.filter(({ changes }) => changes.every(({ undone }) => undone !== null))).toHaveLength(2);
  });
});
