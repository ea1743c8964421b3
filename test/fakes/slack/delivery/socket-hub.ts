import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { parseBody } from "../../messages-server/received-request.ts";
import { app } from "../world/identity.ts";
import type { SlackState } from "../world/state.ts";
import type { Carrier, DeliveryResult, Envelope } from "./envelope.ts";

/** Why Slack asks a connection to go. */
export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled";

interface Connection {
  readonly id: string;
  readonly socket: WebSocket;
  /** Whether it was told to go: it gets envelopes still, and loses them. */
  isLeaving: boolean;
}

const closeAfterMs = 500;

/** The Socket Mode connections of the app. Each envelope goes to one of them. */
export class SocketHub implements Carrier {
  readonly #state: SlackState;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections: Connection[] = [];
  readonly #tickets = new Set<string>();
  readonly #reports = new Map<string, (result: DeliveryResult) => void>();
  readonly #arrivals = new Set<() => void>();
  #turn = 0;
  #isSilent = false;

  constructor(state: SlackState) {
    this.#state = state;
  }

  /** Takes an upgrade to a WebSocket. A ticket of `apps.connections.open` works once. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "", "http://loopback");
    const ticket = url.searchParams.get("ticket");
    if (url.pathname !== "/link/" || ticket === null || this.#tickets.has(ticket)) {
      socket.end("HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n");
      return;
    }
    this.#tickets.add(ticket);
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
  }

  send(envelope: Envelope, report: (result: DeliveryResult) => void): void {
    this.#reports.set(envelope.id, report);
    const open = this.#alive();
    if (open.length === 0 || this.#isSilent) return;
    const connection = open[this.#turn % open.length];
    this.#turn += 1;
    // What comes to a client that is closing is dropped there, so it need not be sent at all.
    if (!connection || connection.isLeaving) return;
    connection.socket.send(JSON.stringify(wire(envelope)));
  }

  /** Ids of the open connections, the oldest first. */
  connections(): readonly string[] {
    return this.#alive().map(({ id }) => id);
  }

  /** Resolves once this many connections are open. */
  connected(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#alive().length < count) return;
        this.#arrivals.delete(look);
        resolve();
      };
      this.#arrivals.add(look);
      look();
    });
  }

  /** Asks connections to go, all or this one, and closes them shortly after. */
  disconnect(reason: DisconnectReason, id?: string): void {
    for (const connection of this.#alive()) {
      if (id !== undefined && connection.id !== id) continue;
      connection.isLeaving = true;
      const debug_info = { host: "loopback" };
      connection.socket.send(JSON.stringify({ type: "disconnect", reason, debug_info }));
      this.#state.time.after(closeAfterMs, () => connection.socket.close(1000));
    }
  }

  /** Cuts connections without a word, all or this one. */
  cut(id?: string): void {
    for (const connection of this.#alive()) {
      if (id === undefined || connection.id === id) connection.socket.terminate();
    }
  }

  /** Loses every envelope that is sent from now on, until it is told otherwise. */
  lose(isSilent: boolean): void {
    this.#isSilent = isSilent;
  }

  /** Sends a text as it is on each open connection. */
  raw(text: string): void {
    for (const { socket } of this.#alive()) socket.send(text);
  }

  close(): void {
    for (const { socket } of this.#connections) socket.terminate();
    this.#server.close();
  }

  #open(socket: WebSocket): void {
    const connection: Connection = { id: `connection-${this.#state.nextNumber()}`, socket, isLeaving: false };
    this.#connections.push(connection);
    socket.on("message", (data) => this.#heard(connection, String(data)));
    // A client that vanished is no matter of the server's.
    socket.on("error", () => socket.terminate());
    const count = this.#alive().length;
    const debug_info = { host: "loopback", build_number: 1, approximate_connection_time: 18_060 };
    const connection_info = { app_id: app.id };
    socket.send(JSON.stringify({ type: "hello", num_connections: count, debug_info, connection_info }));
    for (const look of [...this.#arrivals]) look();
  }

  #heard(connection: Connection, text: string): void {
    const message = parseBody(text);
    if (!isObject(message) || typeof message.envelope_id !== "string") return;
    const report = this.#reports.get(message.envelope_id);
    this.#reports.delete(message.envelope_id);
    const payload = isObject(message.payload) ? message.payload : {};
    report?.({ type: "acknowledged", payload, connection: connection.id });
  }

  #alive(): Connection[] {
    return this.#connections.filter(({ socket }) => socket.readyState === WebSocket.OPEN);
  }
}

function wire({ id, type, payload, retryAttempt, retryReason }: Envelope): JsonObject {
  const isEvent = type === "events_api";
  return {
    envelope_id: id,
    type,
    payload,
    accepts_response_payload: !isEvent,
    ...(isEvent ? { retry_attempt: retryAttempt, retry_reason: retryReason } : {}),
  };
}
