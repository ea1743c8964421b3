import { formatAudience } from "../../src/core/audience.ts";
import { noBatches } from "../../src/core/ports/batches.ts";
import type { Clock } from "../../src/core/ports/clock.ts";
import type { AnswerRequest, Model, ReflectionRequest } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";
import { estimateTokens } from "../../src/core/text/tokens.ts";
import type { MakeReflection } from "./models/proposed.ts";
import { readingAnswer } from "./models/reader.ts";

/** A reflection that was asked for. */
export interface AskedReflection {
  readonly at: number;
  readonly audience: string;
  readonly request: ReflectionRequest;
}

/** An answer that was asked for, with who asked where. */
export interface AskedAnswer {
  readonly place: AskedPlace;
  readonly request: AnswerRequest;
}

export interface AskedPlace {
  readonly person: string;
  readonly channel: string;
}

/** Everything that a model was ever asked. */
export interface ModelRecord {
  readonly reflections: AskedReflection[];
  readonly answers: AskedAnswer[];
  /** Where somebody is about to ask something. */
  place: AskedPlace;
}

/** The same model, with a record of every byte that it is sent. */
export function recorded(
  model: Model,
  clock: Clock,
): { readonly model: Model; readonly record: ModelRecord } {
  const record: ModelRecord = { reflections: [], answers: [], place: { person: "", channel: "" } };
  return {
    record,
    model: {
      ...model,
      // A replay of months waits for no batch.
      batches: noBatches,
      structured: async () => ({ type: "failed", failure: "offline", usage: noUsage }),
      answer(request, signal) {
        record.answers.push({ place: record.place, request });
        return model.answer(request, signal);
      },
      reflect(requests, signal) {
        for (const request of requests)
          record.reflections.push({ at: clock.now(), audience: formatAudience(request.audience), request });
        return model.reflect(requests, signal);
      },
    },
  };
}

/** A model that reflects as it is told and answers by quoting what it is given. */
export function createScriptedModel(reflect: MakeReflection, clock: Clock): Model {
  return {
    defaults: { answers: "eval-answers", dreams: "eval-dreams" },
    label: "",
    async *answer({ asked, blocks }) {
      const text = readingAnswer(asked, blocks);
      yield { type: "text", text: text === "" ? "I find nothing about this." : text };
      const inputTokens =
        estimateTokens(asked) + blocks.reduce((sum, block) => sum + estimateTokens(block.text), 0);
      yield {
        type: "end",
        reason: "complete",
        calls: [],
        said: null,
        usage: {
          inputTokens,
          outputTokens: estimateTokens(text),
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
          webSearches: 0,
        },
      };
    },
    batches: noBatches,
    structured: async () => ({ type: "failed", failure: "offline", usage: noUsage }),
    reflect: async (requests) =>
      requests.map(({ audience, system, content }) => {
        const output = reflect(formatAudience(audience), content, clock.now());
        const usage = {
          inputTokens: estimateTokens(system) + estimateTokens(content),
          outputTokens: estimateTokens(JSON.stringify(output)),
          cacheReadTokens: 0,
          cacheWriteTokens: 0,
          webSearches: 0,
        };
        return { type: "output", output, usage };
      }),
    state: () => ({ state: "ok", detail: "Scripted." }),
  };
}
