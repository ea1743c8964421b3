import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { cleanText, wordJoiner } from "../../../../src/core/text/safe-markdown/clean-text.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import { endsInFence } from "../../../fixtures/fence-reader.ts";
import { anyContent } from "../../slack/render/arbitrary-content.ts";
import { openDelivery, type Question, routes } from "./open-delivery.ts";
import { seenIn } from "./standing-messages.ts";

/** The longest message of Discord's, in UTF-16 units. */
const messageLimit = 2000;

async function openAnswers() {
  const open = await openDelivery();
  const { delivery, fake, finished, pass } = open;
  let count = 0;
  return {
    ...open,
    /** Gives the answer, shown in pieces of so many units first, and what stands then, in order. */
    say: async ({ place, asker, channel }: Question, text: string, pieceUnits: number) => {
      count += 1;
      const before = seenIn(fake, channel).length;
      const answer = delivery.stream(place, `key ${count}`, asker);
      for (let units = pieceUnits; units < text.length; units += pieceUnits) {
        answer.show(text.slice(0, units));
        await pass(1600);
      }
      await finished(answer.finish(plainContent(text)));
      return seenIn(fake, channel).slice(before);
    },
  };
}

describe("whatever is said", () => {
  it("E3: is accepted by Discord, on each way", async () => {
    const { ask, delivery, fake, finished } = await openDelivery();
    const { place } = ask();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        count += 1;
        const message = await finished(delivery.post(place, content, `key ${count}`));
        await finished(delivery.update({ ...place, message }, { ...content, card: null, text: "Then" }));
      }),
      // One of which it need not learn that, whatever else comes.
      { numRuns: 15, examples: [[plainContent("One")]] },
    );
    // A message of components alone says a text as one of them, and Discord is asked twice to learn that.
    const refused = fake.world.records.calls.filter(({ status }) => status !== 200);
    expect(refused.filter(({ method, status }) => method !== "PATCH" || status !== 400)).toEqual([]);
    expect(refused.length).toBeLessThan(count);
  });

  it("E1, E3: is whole and in order, posted or streamed, at any length", async () => {
    const open = await openAnswers();
    const long = fc
      .tuple(writtenText, fc.integer({ min: 1, max: 20 }), fc.boolean())
      .map(([text, times, isStreamed]) => ({
        text: `begin ${text.repeat(times).slice(0, 8_000)} end`,
        isStreamed,
      }));
    // Words that look like an address are shown as code.
    const bare = (text: string) => text.replaceAll(wordJoiner, "").replace(/[\s`]+/gu, "");
    await fc.assert(
      fc.asyncProperty(long, async ({ text, isStreamed }) => {
        const parts = await open.say(open.ask(), text, isStreamed ? text.length / 2 : text.length);
        expect(bare(parts.map(({ content }) => content).join(""))).toBe(bare(cleanText(text)));
        for (const { content } of parts) expect(content.length).toBeLessThanOrEqual(messageLimit);
      }),
      { numRuns: 12 },
    );
  });

  it("E1: replies with its first part alone, and each part comes once the one before stands", async () => {
    const { ask, say, askInThread, askDirectly, callsOf } = await openAnswers();
    const text = Array.from({ length: 900 }, (_, word) => `word${word}`).join(" ");
    const question = ask();
    const parts = await say(question, text, text.length);
    expect(parts.map(({ replyTo }) => replyTo)).toEqual([
      question.asker.message.split("-")[1],
      ...parts.slice(1).map(() => null),
    ]);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.map(({ content }) => content).join(" ")).toBe(text);
    // Nothing is replied to where all stand below each other.
    for (const place of [askInThread(), askDirectly()])
      expect((await say(place, text, text.length)).map(({ replyTo }) => replyTo)).toEqual(
        parts.map(() => null),
      );
    const times = callsOf(routes.post).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it("E1: keeps its parts while it grows, and drops what a draft needed and the end does not", async () => {
    const { ask, say, fake, delivery, finished, pass, callsOf } = await openAnswers();
    const question = ask();
    const text = Array.from({ length: 900 }, (_, word) => `word${word}`).join(" ");
    const grown = await say(question, text, 1000);
    expect(grown.map(({ content }) => content).join(" ")).toBe(text);
    expect(callsOf(routes.remove)).toEqual([]);
    const short = delivery.stream(question.place, "short", question.asker);
    short.show(text);
    await pass(2000);
    const [first, ...others] = seenIn(fake, question.channel).slice(grown.length);
    expect(others.length).toBeGreaterThan(2);
    await finished(short.finish(plainContent("Never mind.")));
    expect(seenIn(fake, question.channel).slice(grown.length)).toMatchObject([
      { id: first?.id, content: "Never mind." },
    ]);
    expect(callsOf(routes.remove)).toHaveLength(others.length);
  });

  it("E2: has its fences closed and opened again in each part, in drafts too", async () => {
    const open = await openAnswers();
    const code = Array.from({ length: 300 }, (_, line) => `const value${line} = ${line};`).join("\n");
    const text = `Here:\n\n\`\`\`ts\n${code}\n\`\`\`\n\nThat is all.`;
    const parts = await open.say(open.ask(), text, 1500);
    expect(parts.length).toBeGreaterThan(3);
    for (const { content } of parts) expect(content.match(/^```/gmu)?.length ?? 0).toBeOneOf([0, 2]);
    for (const { content } of parts.slice(1, -1)) expect(content).toMatch(/^```ts\n/u);
    const lines = parts
      .flatMap(({ content }) => content.split("\n"))
      .filter((line) => line.startsWith("const"));
    expect(lines.join("\n")).toBe(code);
    const sent = [...open.callsOf(routes.post), ...open.callsOf(routes.edit)];
    const drafts = sent.flatMap(({ body }) => (isObject(body) ? [String(body.content)] : []));
    expect(drafts.length).toBeGreaterThan(parts.length);
    for (const draft of drafts) expect(endsInFence(draft)).toBe(false);
  });

  it("E2: shows a table in columns, whole and in each part", async () => {
    const open = await openAnswers();
    const rows = Array.from({ length: 120 }, (_, row) => `| Row ${row} | ${row * row} |`);
    const table = ["| Name | Square |", "|---|---:|", ...rows].join("\n");
    const [small] = await open.say(open.ask(), table.split("\n").slice(0, 4).join("\n"), 1000);
    expect(small?.content).toBe("```\nName  | Square\n------|-------\nRow 0 |      0\nRow 1 |      1\n```");
    const parts = await open.say(open.ask(), table, table.length);
    expect(parts.length).toBeGreaterThan(1);
    for (const { content } of parts) expect(content).toMatch(/^```\n[\s\S]*\n```$/u);
    const shown = parts
      .flatMap(({ content }) => content.split("\n"))
      .filter((line) => line.startsWith("Row"));
    expect(shown.map((line) => line.split("|")[0]?.trim())).toEqual(rows.map((_, row) => `Row ${row}`));
  });
});
