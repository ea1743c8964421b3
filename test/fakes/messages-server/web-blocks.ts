import type {
  CitationsWebSearchResultLocation,
  ServerToolUsage,
  WebFetchToolResultBlock,
  WebSearchToolResultBlock,
} from "@anthropic-ai/sdk/resources/messages/messages";
import type { MessageReply, ReplyPart } from "./reply.ts";
import { webSeal } from "./web-seal.ts";

type WebPart = Extract<ReplyPart, { type: "web_search_tool_result" | "web_fetch_tool_result" }>;

/** The result of a server tool as a block, which comes whole. */
export function webBlock(part: WebPart, use: string): WebSearchToolResultBlock | WebFetchToolResultBlock {
  return part.type === "web_search_tool_result" ? searchBlock(part.found, use) : fetchBlock(part.page, use);
}

function searchBlock(
  found: Extract<WebPart, { type: "web_search_tool_result" }>["found"],
  use: string,
): WebSearchToolResultBlock {
  const content =
    typeof found === "string"
      ? { type: "web_search_tool_result_error" as const, error_code: found }
      : found.map((url) => ({
          type: "web_search_result" as const,
          url,
          title: titleOf(url),
          encrypted_content: webSeal(url),
          page_age: null,
        }));
  return { type: "web_search_tool_result", tool_use_id: use, caller: { type: "direct" }, content };
}

function fetchBlock(
  page: Extract<WebPart, { type: "web_fetch_tool_result" }>["page"],
  use: string,
): WebFetchToolResultBlock {
  const caller = { type: "direct" as const };
  if (typeof page === "string") {
    const content = { type: "web_fetch_tool_result_error" as const, error_code: page };
    return { type: "web_fetch_tool_result", tool_use_id: use, caller, content };
  }
  const content = {
    type: "web_fetch_result" as const,
    url: page.address,
    retrieved_at: "2026-11-22T12:00:00Z",
    content: {
      type: "document" as const,
      title: titleOf(page.address),
      citations: null,
      source: { type: "text" as const, media_type: "text/plain" as const, data: page.text },
    },
  };
  return { type: "web_fetch_tool_result", tool_use_id: use, caller, content };
}

/** A citation of a search result. */
export function webCitation(url: string): CitationsWebSearchResultLocation {
  return {
    type: "web_search_result_location",
    url,
    title: titleOf(url),
    cited_text: "What the page says.",
    encrypted_index: webSeal(url),
  };
}

function titleOf(url: string): string {
  return `The page ${url}`;
}

/** What a reply's server tools did; null where it used none. A search that failed costs nothing. */
export function serverUses({ parts, usage }: MessageReply): ServerToolUsage | null {
  const found = parts.filter(
    (part) => part.type === "web_search_tool_result" && typeof part.found !== "string",
  );
  const pages = parts.filter((part) => part.type === "web_fetch_tool_result");
  const searches = usage.web_search_requests ?? found.length;
  return searches + pages.length === 0
    ? null
    : { web_search_requests: searches, web_fetch_requests: pages.length };
}
