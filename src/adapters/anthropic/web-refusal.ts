import { APIError } from "@anthropic-ai/sdk";
import type { Trouble } from "./trouble.ts";
import type { WebOffer } from "./web-tools.ts";

const refusals: readonly (number | undefined)[] = [400, 422];

/**
 * What is left to offer where the endpoint refused tools of the web; undefined where that is not why it refused. An
 * endpoint that knows the search alone names the fetch first, and what it knows after it:
 * https://github.com/anthropics/anthropic-sdk-go/issues/235
 */
export function offerAfter(offer: WebOffer, { failure, cause }: Trouble): WebOffer | undefined {
  if (offer === "none" || failure !== "invalid" || !(cause instanceof APIError)) return undefined;
  if (!refusals.includes(cause.status)) return undefined;
  // No code tells it, and servers of one's own word it as they like.
  const [, named] = /web[ _-]?(search|fetch)/iu.exec(cause.message) ?? [];
  if (named?.toLowerCase() === "fetch" && offer === "search-and-fetch") return "search";
  return named !== undefined || /\btools?\b/iu.test(cause.message) ? "none" : undefined;
}
