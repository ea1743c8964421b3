import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { close, listen } from "../loopback.ts";
import { createBatches } from "./batches.ts";
import { webToolTypes } from "./check-tools.ts";
import { Complaint, errorBody } from "./complaint.ts";
import { parseBody, type ReceivedRequest, readBody } from "./received-request.ts";
import type { Reply } from "./reply.ts";
import { createResponder } from "./responder.ts";
import { route } from "./routes.ts";
import { inOrder, type Script } from "./script.ts";

/** What the server says and knows. */
export interface MessagesServerOptions {
  /** What it answers with: a function of the request, or replies to be given in this order. */
  readonly script: Script | readonly Reply[];
  /** The models that there are; any other is not found. Without it there is any model. */
  readonly models?: readonly string[];
  /** The largest body that it takes. */
  readonly maxBodyBytes?: number;
  /** The longest prompt that it takes, in tokens as it estimates them. */
  readonly contextTokens?: number;
  /** The types of the server tools that it has, none for a server that has no web; all of them without it. */
  readonly webTools?: readonly string[];
}

/** A running server. */
export interface MessagesServer {
  /** What a client takes as its base URL. */
  readonly url: string;
  /** Every request, in the order of their arrival, those that were refused too. */
  readonly requests: readonly ReceivedRequest[];
  /** What the script was asked about, in this order. */
  readonly asked: readonly MessageCreateParams[];
  /** Resolves once this many requests have arrived. */
  received(count: number): Promise<void>;
  /** How many connections were opened. */
  connections(): number;
  /** Lets the time of a batch run out. */
  expireBatch(id: string): void;
  /** Stops, and breaks off whatever is still open. Harmless when it has stopped. */
  close(): Promise<void>;
}

/** Starts a server on a free port of the loopback that speaks Anthropic's Messages API. */
export async function startMessagesServer(options: MessagesServerOptions): Promise<MessagesServer> {
  const requests: ReceivedRequest[] = [];
  const asked: MessageCreateParams[] = [];
  const arrivals = new Set<() => void>();
  const script = typeof options.script === "function" ? options.script : inOrder(options.script);
  const responder = createResponder((body) => script(body, asked.push(body)));
  const batches = createBatches(responder.batchResult, () => url);
  const limits = {
    models: options.models ?? null,
    contextTokens: options.contextTokens ?? 1_000_000,
    webTools: options.webTools ?? webToolTypes,
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const over = new Promise<boolean>((resolve) => {
      response.once("close", () => resolve(response.writableFinished));
    });
    try {
      const text = await readBody(request, options.maxBodyBytes ?? 32 * 1024 * 1024);
      const received: ReceivedRequest = {
        method: request.method ?? "",
        path: request.url ?? "",
        headers: request.headers,
        text,
        body: parseBody(text),
        over,
      };
      requests.push(received);
      for (const arrival of arrivals) arrival();
      await route(received, response, { responder, batches, limits });
    } catch (error) {
      complain(response, error);
    }
  };
  const server = createServer((request, response) => void handle(request, response));
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  const url = await listen(server);
  return {
    url,
    requests,
    asked,
    received: (count) =>
      new Promise((resolve) => {
        const arrival = () => {
          if (requests.length < count) return;
          arrivals.delete(arrival);
          resolve();
        };
        arrivals.add(arrival);
        arrival();
      }),
    connections: () => connections,
    expireBatch: (id) => batches.expire(id),
    close: () => (server.listening ? close(server) : Promise.resolve()),
  };
}

function complain(response: ServerResponse, error: unknown): void {
  const complaint =
    error instanceof Complaint ? error : new Complaint(500, "api_error", `The server failed: ${error}`);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(complaint.status, { "content-type": "application/json", "request-id": "req_fake" });
  response.end(JSON.stringify(errorBody(complaint.type, complaint.message)));
}
