import type { IncomingMessage, ServerResponse } from "node:http";
import { parseRequest, readBytes } from "../../discord/rest/read-request.ts";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { parseBody, readBody } from "../../messages-server/received-request.ts";
import type { Sender } from "../delivery/message-events.ts";
import type { Faults } from "../faults.ts";
import { callMethod } from "../web-api/call-method.ts";
import { SlackError } from "../web-api/slack-error.ts";
import { respond } from "../world/respond.ts";
import { type Controls, runControl } from "./controls.ts";

const bodyBytesAtMost = 32 * 1024 * 1024;

/** What the routes work with. */
export interface RouteParts {
  readonly sender: Sender;
  readonly faults: Faults;
  readonly controls: Controls;
}

/** Answers one request to the fake. */
export async function route(
  parts: RouteParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { sender } = parts;
  const url = new URL(request.url ?? "", "http://loopback");
  if (url.pathname.startsWith("/upload/v1/")) {
    await upload(sender, request, url.pathname, response);
    return;
  }
  const body = await readBody(request, bodyBytesAtMost);
  const path = url.pathname;
  if (path.startsWith("/api/")) {
    const { headers } = request;
    callMethod(
      sender,
      parts.faults,
      { method: path.slice(5), headers, query: url.searchParams, body },
      response,
    );
  } else if (path.startsWith("/response/")) {
    useResponseUrl(parts, path, parseBody(body), response);
  } else if (path.startsWith("/files-pri/")) {
    download(sender, path, request.headers.authorization ?? "", response);
  } else if (path.startsWith("/_control/")) {
    await runControl(parts.controls, path.slice("/_control/".length), body, response);
  } else {
    response.writeHead(404).end();
  }
}

function useResponseUrl(
  { sender, faults }: RouteParts,
  path: string,
  body: unknown,
  response: ServerResponse,
): void {
  const failure = faults.next("response_url", "");
  if (failure?.type === "status") {
    response.writeHead(failure.status).end();
    return;
  }
  if (failure?.type === "reset") {
    response.destroy();
    return;
  }
  const target = sender.state.responseUrls.use(path);
  if (typeof target === "string") {
    answer(response, 404, { ok: false, error: target });
    return;
  }
  const lost = failure?.type === "lost";
  try {
    respond(sender, target, isObject(body) ? body : {});
    if (lost) response.destroy();
    else answer(response, 200, { ok: true });
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    answer(response, 500, { ok: false, error: error.code });
  }
}

/** Takes the bytes of an upload, as they are or as the one file of a form. */
async function upload(
  { state }: Sender,
  request: IncomingMessage,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const announced = state.uploads.get(path.slice("/upload/v1/".length));
  const bytes = await readBytes(request);
  const type = request.headers["content-type"] ?? "";
  const isForm = type.startsWith("multipart/form-data");
  const content = isForm ? (await parseRequest(bytes, type)).files[0]?.content : bytes;
  if (!announced || content?.length !== announced.lengthBytes) {
    response.writeHead(400).end("The length is not that which was announced.");
    return;
  }
  announced.content = content;
  response.writeHead(200, { "content-type": "text/plain" }).end(`OK - ${content.length}`);
}

function download({ state }: Sender, path: string, authorization: string, response: ServerResponse): void {
  const file = state.files.get(/^\/files-pri\/[^-/]+-([^/]+)\//u.exec(path)?.[1] ?? "");
  const isAllowed =
    authorization === `Bearer ${state.tokens.bot}` && state.settings.scopes.includes("files:read");
  if (!isAllowed) {
    // Slack shows whoever it does not know its page for signing in, and says that all is well.
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end("<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body></body></html>");
  } else if (file) {
    response.writeHead(200, { "content-type": String(file.json.mimetype) }).end(file.content);
  } else {
    response.writeHead(404).end();
  }
}

function answer(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
