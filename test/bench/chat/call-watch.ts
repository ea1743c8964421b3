import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { instantMs } from "../instant.ts";

/** One call of a platform's interface as the fake saw it, by `instantMs`. */
export interface WatchedCall {
  /** What it does, the same for all calls of its kind. */
  readonly kind: string;
  /** Its first bytes came. */
  readonly fromMs: number;
  /** The last bytes of its answer were out. */
  readonly toMs: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Keeps every call that this process answers and that `kindOf` knows. Gives those that were over since it was
 * asked last.
 */
export function watchCalls(
  kindOf: (request: IncomingMessage) => string | undefined,
): () => readonly WatchedCall[] {
  const begun = new WeakMap<ServerResponse, number>();
  let calls: WatchedCall[] = [];
  subscribe("http.server.request.start", (exchange) => {
    begun.set((exchange as Exchange).response, instantMs());
  });
  subscribe("http.server.response.finish", (exchange) => {
    const { request, response } = exchange as Exchange;
    const kind = kindOf(request);
    const fromMs = begun.get(response);
    if (kind !== undefined && fromMs !== undefined) calls.push({ kind, fromMs, toMs: instantMs() });
  });
  return () => {
    const taken = calls;
    calls = [];
    return taken;
  };
}
