import type { MiddlewareHandler } from "hono";

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether the host of a header, with or without a port, is this machine's own. */
function isLoopbackHost(host: string): boolean {
  return loopbackHosts.has(host.toLowerCase().replace(/:\d{1,5}$/u, ""));
}

/**
 * Refuses requests that a page of another site could make: a name that was pointed at this machine, or
 * another origin. The playground lets anyone be anyone, so it is for this machine alone.
 */
export const loopbackGuard: MiddlewareHandler = async (context, next) => {
  const host = context.req.header("host") ?? "";
  const origin = context.req.header("origin");
  if (!isLoopbackHost(host))
    return context.json({ error: "The playground answers only to this machine's own name." }, 403);
  if (origin !== undefined && !isSameOrigin(origin, host)) {
    return context.json({ error: "The playground takes no requests from other sites." }, 403);
  }
  await next();
};

function isSameOrigin(origin: string, host: string): boolean {
  return origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
