import type { ModelFailure } from "../../core/errors.ts";

/** What a message that came whole means for the answer. */
export type AnswerEnding =
  | { readonly type: "ended"; readonly reason: "complete" | "cut" | "tools" }
  /** The endpoint took a break: the message is sent back and goes on. */
  | { readonly type: "paused" }
  /** The model said nothing and gave no reason. */
  | { readonly type: "silent" }
  | { readonly type: "failed"; readonly failure: ModelFailure };

/** Reads a message's ending from its stop reason and from whether it holds text and calls of our tools. */
export function answerEnding(stopReason: string | null, hasText: boolean, hasCalls: boolean): AnswerEnding {
  switch (stopReason) {
    case "refusal":
      return { type: "failed", failure: "refused" };
    case "max_tokens":
      return hasText ? { type: "ended", reason: "cut" } : { type: "failed", failure: "empty" };
    case "model_context_window_exceeded":
      return hasText ? { type: "ended", reason: "cut" } : { type: "failed", failure: "too-long" };
    case "pause_turn":
      return { type: "paused" };
    case "tool_use":
    case "end_turn":
    case "stop_sequence":
      if (hasCalls) return { type: "ended", reason: "tools" };
      break;
  }
  return hasText ? { type: "ended", reason: "complete" } : { type: "silent" };
}
