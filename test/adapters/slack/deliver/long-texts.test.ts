import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { cleanText, wordJoiner } from "../../../../src/core/text/safe-markdown/clean-text.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import { askerOf } from "../../../fixtures/asker.ts";
import { anyContent } from "../render/arbitrary-content.ts";
import { openDelivery } from "./open-delivery.ts";
import { textOf } from "./standing-messages.ts";

describe("whatever is said", () => {
  const plain = (text: string) => cleanText(text).replaceAll(wordJoiner, "");

  it("E3: is accepted by Slack, on each way", async () => {
    const { ask, delivery, fake, finished } = await openDelivery();
    const place = ask();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        count += 1;
        const first = { ...content, text: content.text.slice(0, 8000) || "x" };
        const message = await finished(delivery.post(place, first, `key ${count}`));
        await finished(delivery.update({ ...place, message }, { ...content, text: "Then" }));
      }),
      { numRuns: 25 },
    );
    expect(fake.world.records.calls.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  });

  it("E1, E3: is whole and in order, posted or streamed, at any length", async () => {
    const { ask, delivery, fake, finished, pass } = await openDelivery();
    let count = 0;
    const long = fc
      .tuple(writtenText, fc.integer({ min: 1, max: 60 }), fc.boolean())
      .map(([text, times, isStreamed]) => ({
        text: `begin ${text.repeat(times).slice(0, 30_000)} end`,
        isStreamed,
      }));
    await fc.assert(
      fc.asyncProperty(long, async ({ text, isStreamed }) => {
        count += 1;
        const place = ask();
        const answer = delivery.stream(place, `key ${count}`, askerOf(asId("U0ANA")));
        if (isStreamed) {
          answer.show(text.slice(0, text.length / 2));
          await pass(1500);
          answer.show(text.slice(0, (text.length * 3) / 4));
          await pass(1000);
        }
        await finished(answer.finish(plainContent(text)));
        const thread = place.thread?.slice(place.thread.lastIndexOf("-") + 1) ?? "";
        const parts = fake.world.messages({ channel: "general", thread }).filter(({ isByBot }) => isByBot);
        const said = parts.map((part) => textOf(part).replaceAll(wordJoiner, "")).join("");
        expect(said.replace(/\s+/gu, "")).toBe(plain(text).replace(/\s+/gu, ""));
      }),
      { numRuns: 20 },
    );
    expect(fake.world.records.ownFaults).toEqual([]);
  });

  it("E2: has its fences closed and opened again in each part, streamed first", async () => {
    const { ask, delivery, fake, finished, pass } = await openDelivery();
    const code = Array.from({ length: 900 }, (_, line) => `const value${line} = ${line};`).join("\n");
    const text = `Here:\n\n\`\`\`ts\n${code}\n\`\`\`\n\nThat is all.`;
    const answer = delivery.stream(ask(), "key", askerOf(asId("U0ANA")));
    answer.show(text.slice(0, 2000));
    await pass(2000);
    answer.show(text.slice(0, 9000));
    await pass(1000);
    await finished(answer.finish(plainContent(text)));
    const parts = fake.world
      .messages({ channel: "general" })
      .flatMap((part) => (part.isByBot ? [textOf(part)] : []));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part.match(/^```/gmu)?.length ?? 0).toBeOneOf([0, 2]);
    const lines = parts.flatMap((part) => part.split("\n")).filter((line) => line.startsWith("const"));
    expect(lines.join("\n")).toBe(code);
  });
});
