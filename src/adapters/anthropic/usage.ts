import type { Usage } from "../../core/ports/model.ts";
import { countOf, recordOf } from "./wire-values.ts";

/**
 * What was used so far after one more report of the endpoint. Reports are cumulative, so that a count
 * which is missing, null or smaller says nothing (`MessageDeltaUsage` of SDK 1.12.0).
 */
export function laterUsage(before: Usage, reported: unknown): Usage {
  const report = recordOf(reported);
  const later = (field: string, known: number) => Math.max(known, countOf(report[field]));
  return {
    inputTokens: later("input_tokens", before.inputTokens),
    outputTokens: later("output_tokens", before.outputTokens),
    cacheReadTokens: later("cache_read_input_tokens", before.cacheReadTokens),
    cacheWriteTokens: later("cache_creation_input_tokens", before.cacheWriteTokens),
    webSearches: Math.max(before.webSearches, countOf(recordOf(report.server_tool_use).web_search_requests)),
  };
}
