import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages/messages";
import type { ReflectionRequest } from "../../core/ports/model.ts";
import { cachedSystem } from "./answer-params.ts";
import { recordOf } from "./wire-values.ts";

/** The Messages API request for a reflection: structured output that fits the schema. */
export function reflectionParams(request: ReflectionRequest): MessageCreateParamsStreaming {
  return {
    model: request.model,
    max_tokens: request.maxTokens,
    // The SDK refuses whole responses for output as long as a reflection may be.
    stream: true,
    ...(request.system === "" ? {} : { system: cachedSystem(request.system) }),
    messages: [{ role: "user", content: [{ type: "text", text: request.content }] }],
    output_config: { format: { type: "json_schema", schema: { ...recordOf(request.schema) } } },
  };
}
