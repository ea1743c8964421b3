import type {
  MessageCreateParamsNonStreaming,
  MessageCreateParamsStreaming,
} from "@anthropic-ai/sdk/resources/messages/messages";
import type { StructuredRequest } from "../../core/ports/model.ts";
import { cachedSystem } from "./answer-params.ts";
import { recordOf } from "./wire-values.ts";

/** The Messages API request for a reflection: structured output that fits the schema. In a batch nothing is streamed. */
export function reflectionMessage(request: StructuredRequest): MessageCreateParamsNonStreaming {
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    ...(request.system === "" ? {} : { system: cachedSystem(request.system) }),
    messages: [{ role: "user", content: [{ type: "text", text: request.content }] }],
    output_config: { format: { type: "json_schema", schema: { ...recordOf(request.schema) } } },
  };
}

/** The same as a stream: the SDK refuses whole responses for output as long as a reflection may be. */
export function reflectionParams(request: StructuredRequest): MessageCreateParamsStreaming {
  return { ...reflectionMessage(request), stream: true };
}
