import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Allowance, Failure, Faults } from "../faults.ts";
import type { Sender } from "../gateway/sender.ts";
import type { RecordedCall } from "../world/records.ts";
import type { DiscordState } from "../world/state.ts";
import { DiscordError } from "./discord-error.ts";
import { isBanned, noteInvalid } from "./invalid-requests.ts";
import { parseRequest, type ReadBody, readBytes, requireReadable } from "./read-request.ts";
import { type Found, findRoute } from "./route-table.ts";

interface Outcome {
  readonly status: number;
  /** Null for none. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Handling {
  readonly sender: Sender;
  readonly call: RecordedCall;
  readonly response: ServerResponse;
  readonly by: string;
  /** Does what the call asks for. */
  readonly run: () => Outcome;
}

/** Answers a call of the REST API, or lets it go wrong as planned. `url` starts after the version. */
export async function callRest(
  sender: Sender,
  faults: Faults,
  request: IncomingMessage,
  url: URL,
  response: ServerResponse,
): Promise<void> {
  const { state } = sender;
  const { method = "GET", headers } = request;
  const found = findRoute(method, url.pathname);
  const read = await parseRequest(await readBytes(request), headers["content-type"] ?? "");
  const route = found?.route.path ?? url.pathname;
  const by = `${method} ${route}`;
  const call: RecordedCall = {
    method,
    route,
    path: url.pathname,
    body: read.body ?? null,
    at: state.time.now(),
    authorization: authorizationOf(state, headers.authorization),
    status: null,
    code: null,
  };
  state.records.calls.push(call);
  const run = () => outcomeOf(sender, faults, call, found, read, url);
  const handling = { sender, call, response, by, run };
  if (isBanned(state)) ban(handling);
  else perform(handling, faults.next(by, found?.parameters.channel ?? ""));
}

function authorizationOf({ token }: DiscordState, header: string | undefined): RecordedCall["authorization"] {
  if (header === undefined) return "none";
  return header === `Bot ${token}` ? "bot" : "other";
}

function perform(handling: Handling, failure: Failure | null): void {
  const { sender, response, run } = handling;
  switch (failure?.type) {
    case undefined:
      answer(handling, run());
      return;
    case "error": {
      const { status, body } = new DiscordError(
        failure.code,
        failure.code === 20016 ? { retry_after: 1 } : {},
      );
      answer(handling, { status, body });
      return;
    }
    case "ratelimited":
      answer(handling, tooMany(failure.retryAfterSeconds, failure.scope ?? "user"));
      return;
    case "status":
      answer(handling, { status: failure.status, body: { message: "upstream connect error", code: 0 } });
      return;
    case "reset":
      response.destroy();
      return;
    case "slow":
      sender.state.time.after(failure.delayMs, () => answer(handling, run()));
      return;
    case "lost":
      run();
      response.destroy();
      return;
    case "hang": {
      const outcome = run();
      if (failure.delayMs !== null) {
        sender.state.time.after(failure.delayMs, () => answer(handling, outcome));
      }
    }
  }
}

function outcomeOf(
  sender: Sender,
  faults: Faults,
  { authorization }: RecordedCall,
  found: Found | null,
  read: ReadBody,
  url: URL,
): Outcome {
  const { state } = sender;
  if (!found) {
    state.records.appFaults.push(`The fake has no ${url.pathname}`);
    return { status: 404, body: { message: "404: Not Found", code: 0 } };
  }
  const { route, parameters } = found;
  const by = `${route.method} ${route.path}`;
  if (!route.isOpen && (authorization !== "bot" || !state.settings.isTokenValid)) {
    return refused(new DiscordError(0));
  }
  const major = parameters.channel ?? parameters.guild ?? parameters.token ?? "";
  const allowance = faults.count(by, major);
  const headers = limitHeaders(by, allowance, state.time.now());
  if (allowance.remaining < 0) {
    const late = tooMany(allowance.resetAfterMs / 1000, "user");
    return { ...late, headers: { ...headers, ...late.headers } };
  }
  try {
    requireReadable(read);
    const { body, files } = read;
    const result = route.run({ ...sender, by, parameters, query: url.searchParams, body, files });
    return { status: result === null ? 204 : 200, body: result, headers };
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    return { ...refused(error), headers };
  }
}

function refused({ status, body }: DiscordError): Outcome {
  return { status, body };
}

function tooMany(retryAfterSeconds: number, scope: "user" | "global" | "shared"): Outcome {
  return {
    status: 429,
    body: {
      message: "You are being rate limited.",
      retry_after: retryAfterSeconds,
      global: scope === "global",
    },
    headers: {
      "retry-after": String(Math.ceil(retryAfterSeconds)),
      "x-ratelimit-scope": scope,
      ...(scope === "global" ? { "x-ratelimit-global": "true" } : {}),
    },
  };
}

function limitHeaders(
  by: string,
  { limit, remaining, resetAfterMs }: Allowance,
  now: number,
): Readonly<Record<string, string>> {
  return {
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, remaining)),
    "x-ratelimit-reset": ((now + resetAfterMs) / 1000).toFixed(3),
    "x-ratelimit-reset-after": (resetAfterMs / 1000).toFixed(3),
    "x-ratelimit-bucket": createHash("md5").update(by).digest("hex"),
  };
}

function answer({ sender, call, response, by }: Handling, { status, body, headers }: Outcome): void {
  call.status = status;
  call.code = typeof body === "object" && body !== null && "code" in body ? Number(body.code) : null;
  if (headers?.["x-ratelimit-scope"] !== "shared") noteInvalid(sender.state, by, status);
  // A client that gave up has no use for an answer.
  if (response.destroyed) return;
  const type = body === null ? {} : { "content-type": "application/json" };
  response.writeHead(status, { via: "1.1 loopback", ...type, ...headers });
  response.end(body === null ? undefined : JSON.stringify(body));
}

/** What stands before Discord turns the address away, in no words of Discord's. */
function ban({ call, response }: Handling): void {
  call.status = 429;
  response.writeHead(429, { "content-type": "text/html", "retry-after": "3600" });
  response.end("<html><body>error code: 1015</body></html>");
}
