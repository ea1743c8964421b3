import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { checkConversation } from "./check-conversation.ts";
import { checkSchema } from "./check-schema.ts";
import { checkTools } from "./check-tools.ts";
import { Complaint, invalid } from "./complaint.ts";
import { countInputTokens } from "./count-tokens.ts";
import { isObject, type JsonObject, objectsIn } from "./json-value.ts";

/** What the server knows and takes. */
export interface RequestLimits {
  /** The ids of the models that there are; null for any. */
  readonly models: readonly string[] | null;
  /** How many tokens fit in. */
  readonly contextTokens: number;
  /** The types of the server tools that it has. */
  readonly webTools: readonly string[];
}

const fields: readonly string[] = [
  "cache_control",
  "container",
  "diagnostics",
  "inference_geo",
  "max_tokens",
  "messages",
  "metadata",
  "model",
  "output_config",
  "service_tier",
  "speed",
  "stop_sequences",
  "stream",
  "system",
  "temperature",
  "thinking",
  "tool_choice",
  "tools",
  "top_k",
  "top_p",
];

/** Takes the body of a request for a message as what it claims to be, or throws a Complaint. */
export function checkRequest(body: unknown, limits: RequestLimits): MessageCreateParams {
  if (!isObject(body)) throw invalid("The body is not a JSON object.");
  const unknown = Object.keys(body).find((field) => !fields.includes(field));
  if (unknown !== undefined) throw invalid(`${unknown}: Extra inputs are not permitted`);
  const model = checkModel(body, limits);
  if (!Number.isInteger(body.max_tokens) || Number(body.max_tokens) < 0) {
    throw invalid("max_tokens: Field required, a whole number from 0");
  }
  checkModelRules(body, model);
  checkTools(body.tools, limits.webTools);
  checkConversation(body, isFifth(model));
  checkCacheControl(body);
  checkOutputConfig(body.output_config);
  const tokens = countInputTokens(body);
  if (tokens > limits.contextTokens) {
    throw invalid(`prompt is too long: ${tokens} tokens > ${limits.contextTokens} maximum`);
  }
  return body as unknown as MessageCreateParams;
}

/** Checks the model's name alone, for requests that only count tokens. */
export function checkModel(body: JsonObject, limits: RequestLimits): string {
  if (typeof body.model !== "string" || body.model === "") throw invalid("model: Field required");
  if (limits.models && !limits.models.includes(body.model)) {
    throw new Complaint(404, "not_found_error", `model: ${body.model}`);
  }
  return body.model;
}

function isFifth(model: string): boolean {
  return /^claude-[a-z]+-5(-\d+)?$/.test(model);
}

function checkModelRules(body: JsonObject, model: string): void {
  if (!isFifth(model)) return;
  for (const field of ["temperature", "top_p", "top_k"]) {
    if (body[field] !== undefined) throw invalid(`${field}: not supported by this model`);
  }
  if (isObject(body.thinking) && body.thinking.type === "enabled") {
    throw invalid("thinking.type: a budget is not supported by this model; use adaptive");
  }
}

function checkCacheControl(body: JsonObject): void {
  const messageBlocks = objectsIn(body.messages).flatMap((message) => objectsIn(message.content));
  const blocks = [...objectsIn(body.tools), ...objectsIn(body.system), ...messageBlocks, body];
  const marked = blocks.filter((block) => block.cache_control != null);
  if (marked.length > 4) {
    throw invalid(`A maximum of 4 blocks with cache_control may be provided. Found ${marked.length}.`);
  }
  for (const block of marked) {
    if (!isObject(block.cache_control) || block.cache_control.type !== "ephemeral") {
      throw invalid("cache_control.type: Input should be 'ephemeral'");
    }
  }
}

function checkOutputConfig(config: unknown): void {
  if (!isObject(config) || config.format == null) return;
  if (!isObject(config.format) || config.format.type !== "json_schema" || !isObject(config.format.schema)) {
    throw invalid("output_config.format: Input should be a json_schema with a schema");
  }
  checkSchema(config.format.schema, "output_config.format.schema");
}
