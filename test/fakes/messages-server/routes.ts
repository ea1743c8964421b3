import type { ServerResponse } from "node:http";
import type { MessageTokensCount } from "@anthropic-ai/sdk/resources/messages/messages";
import { type Batches, readBatchEntries } from "./batches.ts";
import { checkConversation } from "./check-conversation.ts";
import { checkModel, checkRequest, type RequestLimits } from "./check-request.ts";
import { Complaint, invalid } from "./complaint.ts";
import { countInputTokens } from "./count-tokens.ts";
import { isObject } from "./json-value.ts";
import { modelPage, oneModel } from "./models.ts";
import type { ReceivedRequest } from "./received-request.ts";
import type { Responder } from "./responder.ts";

/** What the routes work with. */
export interface RouteParts {
  readonly responder: Responder;
  readonly batches: Batches;
  readonly limits: RequestLimits;
}

/** Answers one request, or throws a Complaint. */
export async function route(
  request: ReceivedRequest,
  response: ServerResponse,
  parts: RouteParts,
): Promise<void> {
  checkHeaders(request);
  const url = new URL(request.path, "http://loopback");
  const call = `${request.method} ${url.pathname}`;
  if (call === "POST /v1/messages") {
    return parts.responder.respond(checkRequest(request.body, parts.limits), response);
  }
  const batch = /^(GET|POST) \/v1\/messages\/batches\/([^/]+)(\/results|\/cancel)?$/.exec(call);
  if (batch?.[1] === "GET" && batch[3] === "/results") {
    return send(response, parts.batches.results(batch[2] ?? ""), "application/x-jsonl");
  }
  const answer = batch
    ? batchAnswer(parts.batches, batch[1] ?? "", batch[2] ?? "", batch[3] ?? "")
    : plainAnswer(call, url, request.body, parts);
  if (answer === undefined) throw new Complaint(404, "not_found_error", `Not found: ${call}`);
  send(response, JSON.stringify(answer), "application/json");
}

function checkHeaders({ headers }: ReceivedRequest): void {
  const bearer = /^Bearer .+/.test(headers.authorization ?? "");
  if (!headers["x-api-key"] && !bearer) {
    throw new Complaint(401, "authentication_error", "x-api-key header is required");
  }
  if (!headers["anthropic-version"]) throw invalid("anthropic-version: header is required");
}

function plainAnswer(call: string, url: URL, body: unknown, parts: RouteParts): object | undefined {
  const { batches, limits } = parts;
  switch (call) {
    case "POST /v1/messages/count_tokens":
      return tokensCount(body, limits);
    case "POST /v1/messages/batches":
      return batches.create(readBatchEntries(body, (params) => checkRequest(params, limits)));
    case "GET /v1/messages/batches":
      return batches.list(url.searchParams);
    case "GET /v1/models":
      return modelPage(limits.models);
  }
  const model = /^GET \/v1\/models\/([^/]+)$/.exec(call)?.[1];
  return model === undefined ? undefined : oneModel(limits.models, decodeURIComponent(model));
}

function batchAnswer(batches: Batches, method: string, id: string, action: string): object | undefined {
  if (method === "GET" && action === "") return batches.get(id);
  return method === "POST" && action === "/cancel" ? batches.cancel(id) : undefined;
}

function tokensCount(body: unknown, limits: RequestLimits): MessageTokensCount {
  if (!isObject(body)) throw invalid("The body is not a JSON object.");
  checkModel(body, limits);
  checkConversation(body, false);
  return { input_tokens: countInputTokens(body) };
}

function send(response: ServerResponse, text: string, type: string): void {
  response.writeHead(200, { "content-type": type, "request-id": "req_fake" });
  response.end(text);
}
