import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { FakeDiscord } from "../../../fakes/discord/fake-discord.ts";

/** What becomes of a connection to the gateway. */
export type Passage =
  | "open"
  /** The line is dead: it is cut at once. */
  | "cut"
  /** Something before Discord answers with an HTTP status. */
  | "503"
  /** Nobody answers. */
  | "silent";

/** What stands before a Discord: the way there, which may be closed. */
export interface Front {
  /** The Discord as it is reached through here. */
  readonly fake: FakeDiscord;
  /** How often somebody tried to connect to the gateway. */
  readonly tries: () => number;
  /** How many connections to the gateway stand or are being opened. */
  readonly connections: () => number;
  /** What becomes of connections to the gateway from now on. Those that stand stay. */
  gateway(passage: Passage): void;
  /** Whether REST answers. */
  rest(isReached: boolean): void;
  /** Cuts the connections to the gateway. */
  cut(): void;
}

/** Puts something before a Discord. It goes when the test is over. */
export async function openFront(fake: FakeDiscord): Promise<Front> {
  const sockets = new Set<Duplex>();
  let tries = 0;
  let passage: Passage = "open";
  let isReached = true;
  const inner = new URL(fake.apiUrl).host;
  const server = createServer((request, response) => {
    if (isReached) void forward(request, response);
    else request.socket.destroy();
  });
  const outer = () => `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asOurs = (text: string) => text.replaceAll(inner, outer());

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = "GET", url = "/", headers } = request;
    const sent = new Headers();
    for (const name of ["authorization", "content-type"]) {
      const value = headers[name];
      if (typeof value === "string") sent.set(name, value);
    }
    try {
      const body = method === "GET" ? null : Buffer.concat(chunks);
      const answer = await fetch(`http://${inner}${url}`, { method, headers: sent, body });
      const text = asOurs(await answer.text());
      const type = answer.headers.get("content-type");
      response.writeHead(answer.status, type === null ? {} : { "content-type": type }).end(text);
    } catch {
      // The Discord behind was closed, or cuts the call as a fault.
      response.destroy();
    }
  }

  const opened = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    tries += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    if (passage === "cut") socket.destroy();
    if (passage === "503") socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
    if (passage !== "open") return;
    opened.handleUpgrade(request, socket, head, (near) => {
      join(near, new WebSocket(`ws://${inner}${request.url}`), asOurs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
    server.closeAllConnections();
  });
  return {
    fake: { ...fake, apiUrl: asOurs(fake.apiUrl) },
    tries: () => tries,
    connections: () => sockets.size,
    gateway: (next) => {
      passage = next;
    },
    rest: (next) => {
      isReached = next;
    },
    cut,
  };
}

/** Lets two connections be one. */
function join(near: WebSocket, far: WebSocket, asOurs: (text: string) => string): void {
  const early: string[] = [];
  near.on("message", (data) => {
    if (far.readyState === far.OPEN) far.send(String(data));
    else early.push(String(data));
  });
  far.on("open", () => {
    for (const text of early) far.send(text);
  });
  far.on("message", (data) => near.send(asOurs(String(data))));
  far.on("error", () => near.terminate());
  near.on("error", () => far.terminate());
  const passable = (code: number) => code >= 1000 && code !== 1005 && code !== 1006;
  near.on("close", (code) => (passable(code) ? far.close(code) : far.terminate()));
  far.on("close", (code) => (passable(code) ? near.close(code) : near.terminate()));
}
