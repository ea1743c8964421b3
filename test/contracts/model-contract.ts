import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { channelAudience, personAudience, team } from "../../src/core/audience.ts";
import { asId } from "../../src/core/ids.ts";
import type {
  AnswerEnd,
  AnswerEvent,
  AnswerRequest,
  Model,
  ReflectionRequest,
  ToolRound,
  Usage,
} from "../../src/core/ports/model.ts";
import { bytesOf, signs } from "../fixtures/attached-file.ts";

/** A model to be tested, and what it stands on. */
export interface ModelUnderTest {
  readonly model: Model;
  close(): Promise<void>;
}

/**
 * What every model keeps. Nothing is assumed about what it says, but that it says the same to the same
 * request, as a scripted endpoint or a model without chance does.
 */
export function modelContract(name: string, makeModel: () => Promise<ModelUnderTest>): void {
  describe(`${name} keeps the contract of a model`, () => {
    let made: ModelUnderTest;
    let model: Model;
    beforeEach(async () => {
      made = await makeModel();
      model = made.model;
    });
    afterEach(() => made.close());

    it("names a model for answers and one for dreams, and says how it is", () => {
      expect(model.defaults.answers).toMatch(/\S/);
      expect(model.defaults.dreams).toMatch(/\S/);
      expect(["ok", "degraded"]).toContain(model.state().state);
      expect(model.state().detail).toMatch(/\S/);
    });

    it("ends an answer with exactly one end, after text that is not blank", async () => {
      const { events, text, end } = await read(model.answer(request(model), noAbort()));
      expect(events.filter((event) => event.type === "end")).toEqual([end]);
      expect(text).toMatch(/\S/);
      expect(end.calls).toEqual([]);
      expect(end.reason).not.toBe("tools");
      expectCounts(end.usage);
    });

    it("answers with an image and a PDF attached", async () => {
      const files = [attached("photo.png", 2), attached("report.pdf", 3)];
      const named = "<files>\n[2] photo.png, an image\n[3] report.pdf, a PDF\n</files>";
      const { blocks } = request(model);
      const asked = request(model, {
        blocks: [...blocks, { kind: "files", text: named, material: files }],
        attachments: [
          { kind: "image", name: "photo.png", mediaType: "image/png", data: bytesOf(signs.png) },
          { kind: "pdf", name: "report.pdf", mediaType: "application/pdf", data: bytesOf(signs.pdf) },
        ],
      });
      const { text, end } = await read(model.answer(asked, noAbort()));
      expect(text).toMatch(/\S/);
      expect(end.reason).not.toBe("tools");
    });

    it("answers where the web is on, whether or not it has it", async () => {
      const { events, text, end } = await read(model.answer(request(model, { web: true }), noAbort()));
      expect(text).toMatch(/\S/);
      expect(end.reason).not.toBe("tools");
      expectCounts(end.usage);
      for (const event of events) if (event.type === "cited") expect(event.address).toMatch(/\S/);
    });

    it("keeps two answers apart that are written at once", async () => {
      const requests = [request(model), request(model, { asked: "And what should we do tomorrow?" })];
      const alone = [];
      for (const one of requests) alone.push((await read(model.answer(one, noAbort()))).text);
      const together = await Promise.all(requests.map((one) => read(model.answer(one, noAbort()))));
      expect(together.map((answer) => answer.text)).toEqual(alone);
    });

    it("calls only tools that it was offered, takes their results, and comes to an end", async () => {
      const offered = request(model, { tools: [tool] });
      let { end, text } = await read(model.answer(offered, noAbort()));
      const rounds = [];
      while (end.reason === "tools" && rounds.length < 5) {
        expect(end.calls.length).toBeGreaterThan(0);
        for (const call of end.calls) expect(call.name).toBe(tool.name);
        const results = end.calls.map((call) => nothingFound(call.id));
        rounds.push({ said: end.said, results });
        ({ end, text } = await read(model.answer({ ...offered, rounds: [...rounds] }, noAbort())));
      }
      expect(end.reason).not.toBe("tools");
      expect(text).toMatch(/\S/);
    });

    it("leaves the requests as they are", async () => {
      await read(model.answer(deepFrozen(request(model, { tools: [tool] })), noAbort()));
      await model.reflect(deepFrozen([reflection(model)]), noAbort());
    });

    it("rejects an answer with the signal's reason when it is aborted before", async () => {
      const reason = new Error("before");
      const events = model.answer(request(model), AbortSignal.abort(reason));
      await expect(events[Symbol.asyncIterator]().next()).rejects.toBe(reason);
    });

    it("rejects an answer with the signal's reason when it is aborted in the middle", async () => {
      const controller = new AbortController();
      const reason = new Error("in the middle");
      const seen: string[] = [];
      const reading = async () => {
        for await (const event of model.answer(request(model), controller.signal)) {
          if (event.type === "usage") continue;
          seen.push(event.type);
          controller.abort(reason);
        }
      };
      await expect(reading()).rejects.toBe(reason);
      expect(seen).toEqual(["text"]);
    });

    it("answers again after a reader has left in the middle", async () => {
      for await (const event of model.answer(request(model), noAbort())) {
        if (event.type === "usage") continue;
        expect(event.type).toBe("text");
        break;
      }
      expect((await read(model.answer(request(model), noAbort()))).text).toMatch(/\S/);
    });

    it("gives one outcome for each reflection, in their order", async () => {
      const requests = audiences.map((audience) => reflection(model, audience));
      const alone = [];
      for (const one of requests) alone.push(...(await model.reflect([one], noAbort())));
      expect(alone).toHaveLength(requests.length);
      const together = await model.reflect(requests, noAbort());
      expect(together).toEqual(alone);
      for (const outcome of together) {
        expectCounts(outcome.usage);
        if (outcome.type === "failed") expect(outcome.failure).toMatch(/\S/);
      }
    });

    it("gives no outcome for no reflection", async () => {
      expect(await model.reflect([], noAbort())).toEqual([]);
    });

    it("rejects reflections with the signal's reason when they are aborted", async () => {
      const reason = new Error("before");
      await expect(model.reflect([reflection(model)], AbortSignal.abort(reason))).rejects.toBe(reason);
      const controller = new AbortController();
      const outcomes = model.reflect(
        audiences.map((audience) => reflection(model, audience)),
        controller.signal,
      );
      controller.abort(reason);
      await expect(outcomes).rejects.toBe(reason);
    });
  });
}

const attached = (by: string, number: number) => ({ number, text: "", by });

const audiences = [
  team,
  channelAudience(asId("general")),
  personAudience(asId("ana")),
  channelAudience(asId("core-team")),
];

const tool = {
  name: "search_history",
  description: "Finds messages by words.",
  parameters: {
    type: "object",
    properties: { words: { type: "string" } },
    required: ["words"],
    additionalProperties: false,
  },
};

function request(model: Model, about: Partial<AnswerRequest> = {}): AnswerRequest {
  const material = [{ number: 1, text: "We ship on Fridays.", by: "ana" }];
  return {
    model: model.defaults.answers,
    system: "You are Reverie, an assistant of a team.",
    blocks: [
      { kind: "memories", text: "<memories>\n[1] We ship on Fridays.\n</memories>", material },
      { kind: "talk", text: "<talk>\n09:00 Ana: Good morning.\n</talk>", material: [] },
    ],
    attachments: [],
    asked: "When do we ship?",
    tools: [],
    web: false,
    rounds: [],
    maxTokens: 2_000,
    ...about,
  };
}

function reflection(model: Model, audience: ReflectionRequest["audience"] = team): ReflectionRequest {
  const heading = audience.type === "team" ? "team" : Object.values(audience).join(" ");
  return {
    model: model.defaults.dreams,
    audience,
    system: "You reread what was said and propose what is worth keeping.",
    content: `Audience: ${heading}\n\n## 2026-11-20\n[1] 09:00 Ana: We decided to ship on Fridays.\n`,
    schema: {
      type: "object",
      properties: {
        changes: { type: "array", items: emptyObject },
        watch: { type: "array", items: emptyObject },
      },
      required: ["changes", "watch"],
      additionalProperties: false,
    },
    maxTokens: 4_000,
  };
}

function nothingFound(call: string): ToolRound["results"][number] {
  return { call, text: "Nothing was found.", failed: false, material: [] };
}

const emptyObject = { type: "object", properties: {}, required: [], additionalProperties: false };

interface Read {
  readonly events: readonly AnswerEvent[];
  readonly text: string;
  readonly end: AnswerEnd;
}

async function read(answer: AsyncIterable<AnswerEvent>): Promise<Read> {
  const events: AnswerEvent[] = [];
  let text = "";
  for await (const event of answer) {
    events.push(event);
    if (event.type === "restart") text = "";
    if (event.type === "text") text += event.text;
  }
  const end = events.at(-1);
  if (end?.type !== "end") throw new Error("The answer ended without an end.");
  return { events, text, end };
}

function expectCounts(usage: Usage): void {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, webSearches } = usage;
  for (const count of [inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens, webSearches]) {
    expect(Number.isInteger(count)).toBe(true);
    expect(count).toBeGreaterThanOrEqual(0);
  }
}

function noAbort(): AbortSignal {
  return new AbortController().signal;
}

function deepFrozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) for (const part of Object.values(value)) deepFrozen(part);
  return Object.freeze(value);
}
