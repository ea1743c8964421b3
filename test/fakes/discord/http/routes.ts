import type { IncomingMessage, ServerResponse } from "node:http";
import { type Controls, runControl } from "../../slack/http/controls.ts";
import type { Faults } from "../faults.ts";
import type { Sender } from "../gateway/sender.ts";
import { callRest } from "../rest/call-rest.ts";
import { readBytes } from "../rest/read-request.ts";

/** What the routes work with. */
export interface RouteParts {
  readonly sender: Sender;
  readonly faults: Faults;
  readonly controls: Controls;
}

/** Answers one request to the fake. */
export async function route(
  { sender, faults, controls }: RouteParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "", "http://loopback");
  const rest = /^\/api\/v10(\/.*)$/u.exec(url.pathname)?.[1];
  if (rest !== undefined) {
    url.pathname = rest;
    await callRest(sender, faults, request, url, response);
  } else if (url.pathname.startsWith("/attachments/")) {
    download(sender, url.pathname, response);
  } else if (url.pathname.startsWith("/_control/")) {
    const body = (await readBytes(request)).toString("utf8");
    await runControl(controls, url.pathname.slice("/_control/".length), body, response);
  } else {
    response.writeHead(404).end();
  }
}

function download({ state }: Sender, path: string, response: ServerResponse): void {
  const [, , , id = ""] = path.split("/");
  const file = state.files.get(id);
  if (file) response.writeHead(200, { "content-type": file.contentType }).end(file.content);
  else response.writeHead(404).end("This content is no longer available.");
}
