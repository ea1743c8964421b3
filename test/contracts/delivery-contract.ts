import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CardAction } from "../../src/core/card.ts";
import type { MessageId } from "../../src/core/ids.ts";
import {
  type Asker,
  type Content,
  type Delivery,
  type Place,
  plainContent,
} from "../../src/core/ports/delivery.ts";
import { splitMarkdown } from "../../src/core/text/split-markdown.ts";

/** A message of Reverie's as people see it. */
export interface StandingMessage {
  readonly id: MessageId;
  readonly text: string;
  readonly hasCard: boolean;
  readonly hasNote: boolean;
  readonly hasActions: boolean;
  readonly isDraft: boolean;
  /** What is attached to it. */
  readonly files: readonly StandingFile[];
}

/** A file as people get it. */
export interface StandingFile {
  readonly name: string;
  readonly text: string;
}

/** An open Delivery, on a platform where nothing of Reverie's stands yet. */
export interface DeliveryHarness {
  readonly delivery: Delivery;
  readonly place: Place;
  readonly asker: Asker;
  /** The longest text of one message, in UTF-16 units. */
  readonly textLimit: number;
  /** What stands in the place, in the order in which people read it. */
  standing(): readonly StandingMessage[];
  /** What the asker alone sees there, or everybody where the platform has nothing for one reader. */
  toldToAsker(): readonly string[];
  /** Lets this much time pass, with what falls due in it. */
  pass(delayMs: number): Promise<void>;
  /** Lets time pass until the work is over. */
  finished<Result>(work: Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const action: CardAction = {
  verb: "memories",
  label: "Used 1 memory",
  description: "See the memory",
  style: "plain",
  value: "answer-1",
};

const rich: Omit<Content, "text"> = {
  card: { title: "A card", body: "", sections: [], footer: "" },
  note: "small print",
  actions: [action],
  isDraft: false,
};

/** Longer than any platform takes to show a draft, in milliseconds. */
const draftMs = 3000;

const words = (count: number) => Array.from({ length: count }, (_, index) => `word${index}`).join(" ");

/** What every Delivery promises. */
export function deliveryContract(name: string, open: () => Promise<DeliveryHarness>): void {
  describe(`${name} as a delivery`, () => {
    let harness: DeliveryHarness;
    let delivery: Delivery;
    let place: Place;

    beforeEach(async () => {
      harness = await open();
      ({ delivery, place } = harness);
    });

    afterEach(() => harness.close());

    const post = (text: string, key: string) =>
      harness.finished(delivery.post(place, plainContent(text), key));
    const openStream = (key = "answer") => delivery.stream(place, key, harness.asker);
    const finish = (stream: ReturnType<Delivery["stream"]>, content: Content) =>
      harness.finished(stream.finish(content));
    const texts = () => harness.standing().map(({ text }) => text);

    it("posts once for each key, and gives the same message the new content", async () => {
      const first = await post("one", "a");
      const other = await post("two", "b");
      expect(await post("three", "a")).toBe(first);
      expect(other).not.toBe(first);
      expect(harness.standing()).toMatchObject([
        { id: first, text: "three" },
        { id: other, text: "two" },
      ]);
    });

    it("updates and removes a message, and minds no message that is gone", async () => {
      const { workspace, channel } = place;
      const ref = { workspace, channel, message: await post("one", "a") };
      await harness.finished(delivery.update(ref, plainContent("two")));
      expect(texts()).toEqual(["two"]);
      await harness.finished(delivery.remove(ref));
      expect(texts()).toEqual([]);
      await harness.finished(delivery.update(ref, plainContent("three")));
      await harness.finished(delivery.remove(ref));
      expect(texts()).toEqual([]);
    });

    it("shows all of a content: the text, the card, the note and the buttons", async () => {
      await harness.finished(delivery.post(place, { ...rich, text: "one" }, "a"));
      expect(harness.standing()).toMatchObject([
        { text: "one", hasCard: true, hasNote: true, hasActions: true, isDraft: false },
      ]);
    });

    it("attaches a file once for each key, to the byte", async () => {
      const text = "# Héllo\n\n- “one”, two\n".repeat(50);
      const file = { name: "memories-team.md", mediaType: "text/markdown", text };
      for (let tries = 0; tries < 2; tries += 1)
        await harness.finished(delivery.attach(place, file, "What I remember.", "export"));
      expect(harness.standing()).toMatchObject([
        { text: "What I remember.", files: [{ name: "memories-team.md", text }] },
      ]);
    });

    it("takes a file away again, and minds none that is gone", async () => {
      const { workspace, channel } = place;
      const file = { name: "result.md", mediaType: "text/markdown", text: "All of it." };
      const message = await harness.finished(delivery.attach(place, file, "The whole result.", "result"));
      const ref = { workspace, channel, message };
      for (let tries = 0; tries < 2; tries += 1) await harness.finished(delivery.remove(ref));
      expect(harness.standing()).toEqual([]);
    });

    it("tells whoever asked a sentence", async () => {
      await harness.finished(delivery.tellBriefly(place, harness.asker, "Not *now*."));
      expect(harness.toldToAsker()).toEqual([expect.stringContaining("Not *now*.")]);
      await post("one", "a");
      expect(texts()).toContain("one");
    });

    it("says an answer that is a card without a text", async () => {
      const ids = await finish(openStream(), { ...rich, text: "" });
      expect(harness.standing()).toMatchObject([{ id: ids[0], hasCard: true, isDraft: false }]);
      expect(ids).toHaveLength(1);
    });

    it("says an answer that is complete at once as one message", async () => {
      const stream = openStream();
      stream.show("Yes");
      const ids = await finish(stream, plainContent("Yes."));
      expect(harness.standing()).toMatchObject([{ id: ids[0], text: "Yes.", isDraft: false }]);
      expect(ids).toHaveLength(1);
    });

    it("shows a longer answer while it grows, in the message that it ends in", async () => {
      const stream = openStream();
      stream.show("One two ");
      await harness.pass(draftMs);
      const [draft] = harness.standing();
      expect(draft).toMatchObject({ isDraft: true });
      expect(draft?.text).toContain("One");
      stream.show("One two three four ");
      await harness.pass(draftMs);
      expect(texts()[0]).toContain("three");
      const ids = await finish(stream, { ...rich, card: null, text: "One two three four five." });
      expect(ids).toEqual([draft?.id]);
      expect(harness.standing()).toMatchObject([
        { text: "One two three four five.", isDraft: false, hasNote: true, hasActions: true },
      ]);
    });

    it("E1: splits what is too long for one message, in order, with the rest below the last part", async () => {
      const text = words(Math.ceil((harness.textLimit * 2.5) / 8));
      const stream = openStream();
      stream.show(text.slice(0, 200));
      await harness.pass(draftMs);
      const ids = await finish(stream, { ...rich, text });
      const standing = harness.standing();
      expect(standing.map(({ id }) => id)).toEqual(ids);
      expect(standing.map(({ text: part }) => part).join("")).toBe(text);
      expect(ids).toHaveLength(splitMarkdown(text, harness.textLimit).length);
      const below = standing.map(({ hasCard, hasNote, hasActions }) => [hasCard, hasNote, hasActions]);
      const last = below.pop();
      expect(last).toEqual([true, true, true]);
      expect(below.flat()).not.toContain(true);
    });

    it("says a repeated answer in the same messages, with the new text", async () => {
      const first = openStream();
      first.show("A first answer ");
      await harness.pass(draftMs);
      const ids = await finish(first, plainContent("A first answer."));
      const again = openStream();
      again.show("A better one ");
      await harness.pass(draftMs);
      expect(await finish(again, plainContent("A better one."))).toEqual(ids);
      expect(texts()).toEqual(["A better one."]);
    });

    it("takes away the parts that a draft needed and the answer does not", async () => {
      const stream = openStream();
      stream.show(words(Math.ceil((harness.textLimit * 1.5) / 8)));
      await harness.pass(draftMs);
      const ids = await finish(stream, plainContent("Never mind."));
      expect(ids).toHaveLength(1);
      expect(texts()).toEqual(["Never mind."]);
    });

    it("shows nothing more once an answer is abandoned", async () => {
      const silent = openStream("silent");
      silent.show("Nobody reads this");
      silent.abandon();
      await harness.pass(draftMs);
      expect(texts()).toEqual([]);
      const begun = openStream("begun");
      begun.show("One two ");
      await harness.pass(draftMs);
      const before = texts();
      begun.show("One two three four ");
      begun.abandon();
      begun.show("One two three four five ");
      await harness.pass(draftMs);
      expect(texts()).toEqual(before);
    });

    it("minds no abandoning after the end", async () => {
      const stream = openStream();
      await finish(stream, plainContent("Done."));
      stream.abandon();
      await harness.pass(draftMs);
      expect(harness.standing()).toMatchObject([{ text: "Done.", isDraft: false }]);
    });

    it("keeps the streams of two keys apart", async () => {
      const [one, other] = [openStream("one"), openStream("other")];
      one.show("First ");
      other.show("Second ");
      await harness.pass(draftMs);
      const ids = [
        ...(await finish(other, plainContent("Second."))),
        ...(await finish(one, plainContent("First."))),
      ];
      expect(new Set(ids).size).toBe(2);
      expect(texts().toSorted()).toEqual(["First.", "Second."]);
    });

    it("ends with what was said last, whatever was shown before and however long it took", async () => {
      const step = fc.record({
        text: fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,6}$/u),
        isRestart: fc.boolean(),
        waitMs: fc.constantFrom(0, 200, 900, 1500),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
          run += 1;
          const before = harness.standing().length;
          const stream = openStream(`run ${run}`);
          let shown = "";
          for (const { text, isRestart, waitMs } of steps) {
            shown = isRestart ? text : `${shown} ${text}`.trim();
            stream.show(shown);
            await harness.pass(waitMs);
          }
          const ids = await finish(stream, plainContent(`${shown} end`));
          expect(harness.standing()).toHaveLength(before + 1);
          expect(harness.standing().at(-1)).toMatchObject({
            id: ids[0],
            text: `${shown} end`,
            isDraft: false,
          });
        }),
        { numRuns: 10 },
      );
    });
  });
}
