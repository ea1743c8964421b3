import type {
  WebFetchTool20250910,
  WebSearchTool20250305,
} from "@anthropic-ai/sdk/resources/messages/messages";
import { webPageTokens, webUsesAtMost } from "../../core/ports/model.ts";
import { isRecord } from "./wire-values.ts";

/** Which tools of the web an endpoint has for a model. */
export type WebOffer = "search-and-fetch" | "search" | "none";

/**
 * The server tools of the web, by what was said in earlier rounds of the same answer: what was used there is used up,
 * but for one use, because a request whose conversation holds uses of a tool has to offer it. The later versions of
 * both tools run the endpoint's code execution (`tools/web-search-tool` of platform.claude.com).
 */
export function webTools(
  offer: WebOffer,
  said: readonly unknown[],
): (WebSearchTool20250305 | WebFetchTool20250910)[] {
  if (offer === "none") return [];
  const left = (name: string) => Math.max(1, webUsesAtMost - usesOf(name, said));
  const search: WebSearchTool20250305 = {
    type: "web_search_20250305",
    name: "web_search",
    max_uses: left("web_search"),
  };
  if (offer === "search") return [search];
  const fetch: WebFetchTool20250910 = {
    type: "web_fetch_20250910",
    name: "web_fetch",
    max_uses: left("web_fetch"),
    max_content_tokens: webPageTokens,
    // A page could list addresses of which the choice tells its owner what stands in the prompt, and what people
    // said long ago holds addresses that nobody meant to be opened.
    url_sources: {
      user_input: { type: "all" },
      client_tool_results: { type: "none" },
      server_tool_results: { type: "only", tools: [{ type: "tool_reference", name: "web_search" }] },
    },
  };
  return [search, fetch];
}

function usesOf(name: string, said: readonly unknown[]): number {
  return said
    .flatMap((blocks) => (Array.isArray(blocks) ? blocks : []))
    .filter((block) => isRecord(block) && block.type === "server_tool_use" && block.name === name).length;
}
