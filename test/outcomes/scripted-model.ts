import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { ModelError } from "../../src/core/errors.ts";
import type { AnswerRequest, Model, StructuredRequest, ToolCall, Usage } from "../../src/core/ports/model.ts";

/** What a scripted answer is: its text, now or later, a call of a tool, or how it fails. */
export type Scripted = string | Error | ToolCall | Promise<string>;

/** What a model answers. */
export interface ModelScript {
  answer(request: AnswerRequest): Scripted;
  structured(request: StructuredRequest): unknown;
  /** What each request used up; of what it wrote, no more than it asked for. */
  usage(): Usage;
}

/** A model that says what it is told to say, and hears that it is to stop. */
export function createScriptedModel(script: ModelScript): Model {
  return {
    ...createOfflineModel(),
    defaults: { answers: "claude-sonnet-5-5", dreams: "claude-opus-5-5" },
    label: "",
    async *answer(request, signal) {
      const said = script.answer(request);
      if (said instanceof Error) throw said;
      const usage = usageOf(script, request);
      if (typeof said === "object" && "name" in said) {
        yield { type: "end", reason: "tools", calls: [said], said: null, usage };
        return;
      }
      const text = await unlessAborted(said, signal);
      yield { type: "text", text };
      yield { type: "end", reason: "complete", calls: [], said: null, usage };
    },
    async structured(request, signal) {
      const output = await unlessAborted(script.structured(request), signal);
      const usage = usageOf(script, request);
      if (output instanceof ModelError) return { type: "failed", failure: output.failure, usage };
      return { type: "output", output, usage };
    },
  };
}

function usageOf(script: ModelScript, { maxTokens }: { readonly maxTokens: number }): Usage {
  const usage = script.usage();
  return { ...usage, outputTokens: Math.min(usage.outputTokens, maxTokens) };
}

function unlessAborted<Value>(value: Value | Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    Promise.resolve(value).then(resolve, reject);
  });
}

/** What stands first in the list, taken out of it; where nothing is left, the usual. */
export function nextOf<Value>(list: Value[], usual: Value): Value {
  return list.length > 0 ? (list.shift() as Value) : usual;
}
