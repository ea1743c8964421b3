import { noBatches } from "../../../../src/core/ports/batches.ts";
import type { AnswerRequest, Model } from "../../../../src/core/ports/model.ts";
import { noUsage } from "../../../../src/core/prices.ts";

/** A model that says the same always, and keeps what it was given. */
export interface RecordingModel extends Model {
  /** What stood before each question, the oldest first. */
  prompts(): readonly string[];
  /** What was asked. */
  asked(): readonly string[];
}

export function createRecordingModel(text = "So it is."): RecordingModel {
  const requests: AnswerRequest[] = [];
  return {
    defaults: { answers: "test", dreams: "test" },
    label: "",
    prompts: () => requests.map(({ blocks }) => blocks.map((block) => block.text).join("\n")),
    asked: () => requests.map(({ asked }) => asked),
    state: () => ({ state: "ok", detail: "" }),
    batches: noBatches,
    structured: async () => ({ type: "failed", failure: "offline", usage: noUsage }),
    reflect: () => Promise.reject(new Error("Nobody dreams in this test")),
    async *answer(request) {
      requests.push(request);
      yield { type: "text", text };
      const usage = {
        inputTokens: 1,
        outputTokens: 1,
        cacheReadTokens: 0,
        cacheWriteTokens: 0,
        webSearches: 0,
      };
      yield { type: "end", reason: "complete", calls: [], said: null, usage };
    },
  };
}
