import type { ModelInfo } from "@anthropic-ai/sdk/resources/models";
import { Complaint } from "./complaint.ts";

// What the server lists where it takes any model.
const some: readonly string[] = ["claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-5-5"];

interface ModelPage {
  readonly data: readonly ModelInfo[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

/** The answer to `GET /v1/models`. */
export function modelPage(models: readonly string[] | null): ModelPage {
  const data = (models ?? some).map(modelInfo);
  return {
    data,
    has_more: false,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

/** The answer to `GET /v1/models/<id>`. */
export function oneModel(models: readonly string[] | null, id: string): ModelInfo {
  if (!(models ?? some).includes(id)) throw new Complaint(404, "not_found_error", `model: ${id}`);
  return modelInfo(id);
}

function modelInfo(id: string): ModelInfo {
  return {
    type: "model",
    id,
    display_name: id,
    created_at: "2026-01-01T00:00:00Z",
    capabilities: null,
    deprecated_at: null,
    lifecycle: "active",
    line: null,
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    retires_at: null,
  };
}
