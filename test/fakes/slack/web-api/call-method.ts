import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { parseBody } from "../../messages-server/received-request.ts";
import type { Sender } from "../delivery/message-events.ts";
import type { Failure, Faults } from "../faults.ts";
import type { RecordedCall } from "../world/records.ts";
import type { SlackState } from "../world/state.ts";
import { Arguments } from "./arguments.ts";
import { assistantMethods } from "./assistant-methods.ts";
import { authMethods } from "./auth-methods.ts";
import { chatMethods } from "./chat-methods.ts";
import { conversationsMethods } from "./conversations-methods.ts";
import { filesMethods } from "./files-methods.ts";
import { manifestMethods } from "./manifest-methods.ts";
import { type Method, type Methods, requireScope } from "./method.ts";
import { SlackError } from "./slack-error.ts";
import { streamMethods } from "./stream-methods.ts";
import { usersMethods } from "./users-methods.ts";
import { viewsMethods } from "./views-methods.ts";

const methods: Methods = {
  ...authMethods,
  ...usersMethods,
  ...conversationsMethods,
  ...chatMethods,
  ...streamMethods,
  ...assistantMethods,
  ...viewsMethods,
  ...filesMethods,
  ...manifestMethods,
};

/** A request to the Web API. */
export interface ApiRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
  readonly body: string;
}

/** Answers a call of the Web API, or lets it go wrong as planned. */
export function callMethod(
  sender: Sender,
  faults: Faults,
  request: ApiRequest,
  response: ServerResponse,
): void {
  const { state } = sender;
  const given = new Arguments(readArguments(request));
  const token = tokenOf(request.headers, given);
  const { token: _secret, ...shown } = given.values;
  const call: RecordedCall = {
    method: request.method,
    arguments: shown,
    at: state.time.now(),
    token: tokenKind(state, token),
    outcome: null,
  };
  state.records.calls.push(call);
  const failure = faults.next(request.method, given.text("channel"));
  const answer = () => send(response, state, call, run(sender, call, given, token));
  perform(state, response, call, failure, answer, () => run(sender, call, given, token));
}

function perform(
  state: SlackState,
  response: ServerResponse,
  call: RecordedCall,
  failure: Failure | null,
  answer: () => void,
  effect: () => JsonObject,
): void {
  switch (failure?.type) {
    case undefined:
      answer();
      return;
    case "error":
      send(response, state, call, { ok: false, error: failure.error });
      return;
    case "ratelimited":
      call.outcome = "ratelimited";
      response.writeHead(429, { "retry-after": String(failure.retryAfterSeconds) });
      response.end(JSON.stringify({ ok: false, error: "ratelimited" }));
      return;
    case "status":
      call.outcome = `http ${failure.status}`;
      response.writeHead(failure.status).end("upstream connect error");
      return;
    case "reset":
      call.outcome = "reset";
      response.destroy();
      return;
    case "slow":
      state.time.after(failure.delayMs, answer);
      return;
    case "lost":
      effect();
      call.outcome = "lost";
      response.destroy();
      return;
    case "hang": {
      const result = effect();
      call.outcome = "hanging";
      if (failure.delayMs !== null)
        state.time.after(failure.delayMs, () => send(response, state, call, result));
    }
  }
}

function run(sender: Sender, call: RecordedCall, given: Arguments, token: string): JsonObject {
  const { state } = sender;
  try {
    const method = methods[call.method];
    if (!method) throw new SlackError("unknown_method", { req_method: call.method });
    authorize(state, method, token, call.token);
    return { ok: true, ...method.run({ ...sender, name: call.method, arguments: given }) };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    return { ok: false, error: error.code, ...error.extra };
  }
}

function authorize(state: SlackState, method: Method, token: string, kind: RecordedCall["token"]): void {
  if (method.token === "any") return;
  if (token === "") throw new SlackError("not_authed");
  if (kind === "other") throw new SlackError("invalid_auth");
  if (kind !== method.token) throw new SlackError("not_allowed_token_type");
  if (kind === "bot" && state.settings.tokenError) throw new SlackError(state.settings.tokenError);
  requireScope(state, method.scopes);
}

function send(response: ServerResponse, state: SlackState, call: RecordedCall, body: JsonObject): void {
  call.outcome = body.ok === true ? "ok" : String(body.error);
  // A client that gave up has no use for an answer.
  if (response.destroyed) return;
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "x-oauth-scopes": state.settings.scopes.join(","),
    "x-slack-req-id": "loopback",
  });
  response.end(JSON.stringify(body));
}

function readArguments({ headers, query, body }: ApiRequest): JsonObject {
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/json")) {
    const parsed = parseBody(body);
    return isObject(parsed) ? parsed : {};
  }
  return { ...Object.fromEntries(query), ...Object.fromEntries(new URLSearchParams(body)) };
}

function tokenOf(headers: IncomingHttpHeaders, given: Arguments): string {
  return /^Bearer (.+)$/u.exec(headers.authorization ?? "")?.[1] ?? given.text("token");
}

function tokenKind(state: SlackState, token: string): RecordedCall["token"] {
  if (token === "") return "none";
  if (token === state.tokens.bot) return "bot";
  return token === state.tokens.app ? "app" : "other";
}
