import { describe, expect, it } from "vitest";
import { createOfflineModel } from "../../../src/adapters/offline/offline-model.ts";
import { team } from "../../../src/core/audience.ts";
import type { AnswerEvent, AnswerRequest } from "../../../src/core/ports/model.ts";
import { noUsage } from "../../../src/core/prices.ts";

const model = createOfflineModel();
const missed = [1, 2, 3].map((number) => ({ number, text: `news ${number}`, by: "Ana" }));
const request: AnswerRequest = {
  model: "offline",
  system: "",
  blocks: [{ kind: "missed", text: "", material: missed }],
  attachments: [],
  asked: "catch me up",
  tools: [],
  web: false,
  rounds: [],
  maxTokens: 100,
};

async function readAll(answer: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const events: AnswerEvent[] = [];
  for await (const event of answer) events.push(event);
  return events;
}

describe("the offline model", () => {
  it("streams its answer line by line and ends it in full, at no cost", async () => {
    const events = await readAll(model.answer(request, new AbortController().signal));
    expect(events.map((event) => (event.type === "text" ? event.text : event.type))).toEqual([
      "What was said here (3 messages):\n",
      "- Ana: “news 1” [1]\n",
      "- Ana: “news 2” [2]\n",
      "- Ana: “news 3” [3]",
      "end",
    ]);
    expect(events.at(-1)).toEqual({ type: "end", reason: "complete", calls: [], said: null, usage: noUsage });
  });

  it("has no web and says the same where it is on", async () => {
    const signal = new AbortController().signal;
    const withWeb = await readAll(model.answer({ ...request, web: true }, signal));
    expect(withWeb).toEqual(await readAll(model.answer(request, signal)));
  });

  it("reflects on each request, in order", async () => {
    const content = (text: string) => `Audience: team\n\nTranscript:\n## 2026-01-05\n[1] 09:00 Ana: ${text}`;
    const requests = ["We decided to ship on Mondays.", "Lunch."].map((text) => ({
      model: "offline",
      audience: team,
      system: "",
      content: content(text),
      schema: null,
      maxTokens: 100,
    }));
    const outcomes = await model.reflect(requests, new AbortController().signal);
    expect(outcomes.map((outcome) => outcome.type === "output" && outcome.output)).toMatchObject([
      {
        changes: [{ kind: "decision", receipts: [{ message: 1, quote: "We decided to ship on Mondays." }] }],
      },
      { changes: [], watch: [] },
    ]);
  });

  it("A20: does nothing once it is stopped", async () => {
    const stopped = AbortSignal.abort(new Error("stopped"));
    await expect(readAll(model.answer(request, stopped))).rejects.toThrow("stopped");
    await expect(model.reflect([], stopped)).rejects.toThrow("stopped");
  });

  it("says what it is, and is well", () => {
    expect(model.label).toContain("Offline model");
    expect(model.state().state).toBe("ok");
  });
});
