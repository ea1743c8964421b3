import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Card } from "../../../src/core/card.ts";
import { createEditedStream } from "../../../src/core/conversation/edited-stream.ts";
import { PlatformError } from "../../../src/core/errors.ts";
import { asId } from "../../../src/core/ids.ts";
import { type Place, plainContent } from "../../../src/core/ports/delivery.ts";
import { splitIntoTexts } from "../../../src/core/text/split-markdown.ts";
import { sampleWorkspace } from "../../contracts/sample-message.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createRecordingDelivery } from "../../doubles/recording-delivery.ts";

const place: Place = { workspace: sampleWorkspace, channel: asId("general"), thread: null };
const editIntervalMs = 500;
const textLimit = 100;
const partsOf = (text: string) => splitIntoTexts(text, textLimit);

function open() {
  const clock = createManualClock(0);
  const delivery = createRecordingDelivery();
  const failures: unknown[] = [];
  const pace = {
    split: partsOf,
    firstDraftMs: editIntervalMs,
    editIntervalMs,
    onDraftFailed: (cause: unknown) => void failures.push(cause),
  };
  return { clock, delivery, failures, stream: createEditedStream(delivery, place, "answer 1", clock, pace) };
}

const texts = (contents: readonly { readonly text: string }[]) => contents.map(({ text }) => text);
const card: Card = { title: "Card", body: "", sections: [], footer: "" };
const busy = new PlatformError("The platform", "busy", false);
const long = (words: number) => Array.from({ length: words }, (_, index) => `word${index}`).join(" ");

describe("an answer stream over post and update", () => {
  it("posts an answer once that is complete before the first edit would be due", async () => {
    const { clock, delivery, stream } = open();
    stream.show("An");
    await clock.advance(editIntervalMs - 1);
    stream.show("An answer.");
    const ids = await stream.finish({ ...plainContent("An answer."), note: "A model" });
    await clock.advance(10 * editIntervalMs);
    expect(delivery.delivered).toEqual([
      {
        act: "post",
        message: ids[0],
        content: { ...plainContent("An answer."), note: "A model" },
      },
    ]);
    expect(ids).toHaveLength(1);
  });

  it("shows a draft when the first edit is due, and edits it at the pace that is set", async () => {
    const { clock, delivery, stream } = open();
    stream.show("One");
    await clock.advance(editIntervalMs);
    expect(delivery.delivered).toMatchObject([{ act: "post", content: { text: "One", isDraft: true } }]);
    for (const text of ["One two", "One two three", "One two three four"]) {
      stream.show(text);
      await clock.advance(100);
    }
    expect(delivery.delivered).toHaveLength(1);
    await clock.advance(editIntervalMs);
    expect(delivery.delivered).toHaveLength(2);
    expect(texts(delivery.standing())).toEqual(["One two three four"]);
  });

  it("rests while nothing new is shown", async () => {
    const { clock, delivery, stream } = open();
    stream.show("One");
    await clock.advance(20 * editIntervalMs);
    stream.show("One");
    await clock.advance(20 * editIntervalMs);
    expect(delivery.delivered).toHaveLength(1);
  });

  it("never has two edits under way at once, however slow the platform is", async () => {
    const { clock, delivery, stream } = open();
    delivery.slowDown(() => new Promise((resolve) => clock.after(7 * editIntervalMs, resolve)));
    for (let words = 1; words <= 40; words += 1) {
      stream.show(long(words));
      await clock.advance(editIntervalMs);
    }
    const finished = stream.finish(plainContent(long(40)));
    await clock.advance(100 * editIntervalMs);
    await finished;
    expect(delivery.mostAtOnce()).toBe(1);
    expect(texts(delivery.standing())).toEqual(partsOf(long(40)));
  });

  it("marks every part as complete at the end, also those whose text is drawn already", async () => {
    const { clock, delivery, stream } = open();
    const text = long(40);
    stream.show(text);
    await clock.advance(editIntervalMs);
    const ids = await stream.finish({ ...plainContent(text), note: "A model" });
    expect(ids.length).toBeGreaterThan(1);
    expect(texts(delivery.standing())).toEqual(partsOf(text));
    expect(delivery.standing().map(({ isDraft }) => isDraft)).toEqual(ids.map(() => false));
    expect(delivery.standing().map(({ note }) => note)).toEqual([...ids.slice(1).map(() => ""), "A model"]);
  });

  it("puts a card and the small print below the last part alone", async () => {
    const { delivery, stream } = open();
    await stream.finish({ ...plainContent(long(40)), card, note: "note" });
    const cards = delivery.standing().map((content) => content.card);
    expect(cards.at(-1)).toBe(card);
    expect(cards.slice(0, -1).every((each) => each === null)).toBe(true);
  });

  it("A5: ends right when a restart made the answer shorter, and takes away what is left over", async () => {
    const { clock, delivery, stream } = open();
    stream.show(long(60));
    await clock.advance(editIntervalMs);
    expect(delivery.standing().length).toBeGreaterThan(2);
    stream.show("");
    await clock.advance(3 * editIntervalMs);
    stream.show("Short.");
    await clock.advance(3 * editIntervalMs);
    const ids = await stream.finish(plainContent("Short."));
    expect(texts(delivery.standing())).toEqual(["Short."]);
    expect(ids).toHaveLength(1);
  });

  it("draws nothing empty while a restarted answer has no words yet", async () => {
    const { clock, delivery, stream } = open();
    stream.show("Half an ans");
    stream.show("");
    await clock.advance(5 * editIntervalMs);
    stream.show(" \n");
    await clock.advance(5 * editIntervalMs);
    expect(delivery.delivered).toEqual([]);
    await stream.finish(plainContent("The answer."));
    expect(texts(delivery.standing())).toEqual(["The answer."]);
  });

  it("does not edit over and over when a restart left more parts than the text has", async () => {
    const { clock, delivery, stream } = open();
    stream.show(long(60));
    await clock.advance(editIntervalMs);
    stream.show("Short.");
    await clock.advance(editIntervalMs);
    const calls = delivery.delivered.length;
    await clock.advance(50 * editIntervalMs);
    expect(delivery.delivered).toHaveLength(calls);
  });

  it("E7: says it again with the next draft when one fails, and loses nothing", async () => {
    const { clock, delivery, failures, stream } = open();
    delivery.refuseNext(2, busy);
    stream.show("One two");
    await clock.advance(editIntervalMs);
    expect(failures).toEqual([busy]);
    expect(delivery.standing()).toEqual([]);
    await clock.advance(2 * editIntervalMs);
    expect(failures).toEqual([busy, busy]);
    expect(texts(delivery.standing())).toEqual(["One two"]);
    await stream.finish(plainContent("One two three."));
    expect(texts(delivery.standing())).toEqual(["One two three."]);
    expect(delivery.delivered.filter(({ act }) => act === "post")).toHaveLength(1);
  });

  it("says so when the end itself is refused", async () => {
    const { delivery, failures, stream } = open();
    delivery.refuseNext(1, busy);
    await expect(stream.finish(plainContent("One."))).rejects.toBe(busy);
    expect(failures).toEqual([]);
  });

  it("does not lose the answer when what is left over cannot be taken away", async () => {
    const { clock, delivery, failures, stream } = open();
    stream.show(long(30));
    await clock.advance(editIntervalMs);
    expect(delivery.standing()).toHaveLength(partsOf(long(30)).length);
    delivery.slowDown(async () => {
      if (delivery.delivered.at(-1)?.content?.isDraft === false) delivery.refuseNext(1, busy);
    });
    const ids = await stream.finish(plainContent("Short."));
    expect(ids).toHaveLength(1);
    expect(failures.length).toBeGreaterThan(0);
  });

  it("posts a card without a text", async () => {
    const { delivery, stream } = open();
    const ids = await stream.finish({ ...plainContent(""), card });
    expect(ids).toHaveLength(1);
    expect(delivery.standing()).toMatchObject([{ text: "", card: { title: "Card" } }]);
  });

  it("always ends with the whole text, whatever was shown before and whichever drafts failed", async () => {
    const step = fc.oneof(
      fc.nat({ max: 60 }).map((words) => ({ type: "show" as const, text: long(words) })),
      fc.nat({ max: 1500 }).map((delayMs) => ({ type: "wait" as const, delayMs })),
      fc.nat({ max: 3 }).map((calls) => ({ type: "refuse" as const, calls })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        async (steps, words) => {
          const { clock, delivery, stream } = open();
          for (const each of steps) {
            if (each.type === "show") stream.show(each.text);
            if (each.type === "wait") await clock.advance(each.delayMs);
            if (each.type === "refuse") delivery.refuseNext(each.calls, busy);
          }
          delivery.refuseNext(0, busy);
          const ids = await stream.finish(plainContent(long(words)));
          expect(texts(delivery.standing())).toEqual(partsOf(long(words)));
          expect(ids).toHaveLength(partsOf(long(words)).length);
          expect(delivery.standing().every(({ isDraft }) => !isDraft)).toBe(true);
          expect(delivery.mostAtOnce()).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 150 },
    );
  }, 20_000);
});
