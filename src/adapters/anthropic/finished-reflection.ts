import type { Message } from "@anthropic-ai/sdk/resources/messages/messages";
import type { ReflectionOutcome, Usage } from "../../core/ports/model.ts";
import { noUsage } from "../../core/prices.ts";
import { parseJsonText } from "./json-text.ts";
import { laterUsage } from "./usage.ts";

/** What came of a reflection whose text is whole: the JSON in it, or why there is none. */
export function readReflection(text: string, stopReason: string | null, usage: Usage): ReflectionOutcome {
  const failure = (name: string): ReflectionOutcome => ({ type: "failed", failure: name, usage });
  // The schema is promised only for output that came to its own end.
  if (stopReason === "refusal") return failure("refused");
  if (stopReason === "max_tokens") return failure("cut");
  if (stopReason === "model_context_window_exceeded") return failure("too-long");
  if (text.trim() === "") return failure("empty");
  const parsed = parseJsonText(text);
  return parsed ? { type: "output", output: parsed.value, usage } : failure("malformed");
}

/** What came of a reflection whose message came whole, as in a batch. */
export function finishedReflection({ content, stop_reason, usage }: Message): ReflectionOutcome {
  const text = content.map((block) => (block.type === "text" ? block.text : "")).join("");
  return readReflection(text, stop_reason, laterUsage(noUsage, usage));
}
