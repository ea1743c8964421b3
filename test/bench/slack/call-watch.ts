import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { instantMs } from "../instant.ts";

/** One call of the Web API as the fake saw it, by `instantMs`. */
export interface WatchedCall {
  readonly method: string;
  /** Its first bytes came. */
  readonly fromMs: number;
  /** The last bytes of its answer were out. */
  readonly toMs: number;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Keeps every call that this process answers. Gives those that were over since it was asked last. */
export function watchCalls(): () => readonly WatchedCall[] {
  const begun = new WeakMap<ServerResponse, number>();
  let calls: WatchedCall[] = [];
  subscribe("http.server.request.start", (exchange) => {
    begun.set((exchange as Exchange).response, instantMs());
  });
  subscribe("http.server.response.finish", (exchange) => {
    const { request, response } = exchange as Exchange;
    const method = /^\/api\/([^?]+)/u.exec(request.url ?? "")?.[1];
    const fromMs = begun.get(response);
    if (method !== undefined && fromMs !== undefined) calls.push({ method, fromMs, toMs: instantMs() });
  });
  return () => {
    const taken = calls;
    calls = [];
    return taken;
  };
}
