import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { GatewayCloseCodes, GatewayOpcodes, GatewayIntentBits as intents } from "discord-api-types/v10";
import { WebSocketServer } from "ws";
import type { JsonObject } from "../../messages-server/json-value.ts";
import type { DiscordState } from "../world/state.ts";
import { Connection } from "./connection.ts";
import { greet } from "./greet.ts";
import type { Identify } from "./identify.ts";
import { type Dispatch, fixed, isTold, type Session, type Telling, tell } from "./session.ts";

const sessionLifeMs = 5 * 60 * 1000;

/** A session as a test sees it. */
export interface ShownSession {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly isConnected: boolean;
}

/** The way from Discord to the app: sessions, each of which is told everything that is for it. */
export class Gateway {
  readonly #state: DiscordState;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #connections = new Set<Connection>();
  readonly #sent = new Map<string, Telling>();
  readonly #arrivals = new Set<() => void>();
  #held: Telling[] | null = null;
  #lastEvent = "";
  #refusals = 0;

  constructor(state: DiscordState) {
    this.#state = state;
  }

  /** Takes an upgrade to a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? "", "http://loopback");
    if (url.pathname.replace(/\/$/u, "") !== "/gateway") {
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n");
      return;
    }
    if (url.searchParams.has("compress")) {
      this.#state.records.appFaults.push(`The fake does not compress: ${url.searchParams.get("compress")}`);
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      const connection = new Connection(this.#state, opened, this, url.searchParams.get("v") ?? "10");
      this.#connections.add(connection);
      opened.on("close", () => this.#connections.delete(connection));
    });
  }

  /** Tells every session that is to hear it. Gives an id of the fake's own, to repeat it by. */
  dispatch(dispatch: Dispatch): string {
    const id = `event-${this.#sent.size + 1}`;
    const telling = fixed(dispatch);
    this.#sent.set(id, telling);
    this.#lastEvent = id;
    if (this.#held) this.#held.push(telling);
    else this.#deliver(telling);
    return id;
  }

  /** Tells an event once more as a new one: this one, or the last that there was. */
  repeat(event = this.#lastEvent, copies = 1): void {
    const telling = this.#sent.get(event);
    if (!telling) throw new Error(`The fake never sent the event ${event}`);
    for (let copy = 0; copy < copies; copy += 1) this.#deliver(telling);
  }

  /** Keeps back what is to be told until `release`. */
  hold(): void {
    this.#held ??= [];
  }

  /** How many events are kept back. */
  held(): number {
    return this.#held?.length ?? 0;
  }

  /** Lets go what was kept back: in its order, or those at these places in this order. */
  release(order?: readonly number[]): void {
    const held = this.#held ?? [];
    this.#held = null;
    const chosen = order ? order.map((place) => held[place]) : held;
    for (const telling of chosen) if (telling) this.#deliver(telling);
  }

  /** The sessions that there are, the oldest first. */
  sessions(): readonly ShownSession[] {
    return [...this.#sessions.values()].map(({ id, intents: bits, shard, socket }) => ({
      id,
      intents: bits,
      shard,
      isConnected: socket !== null,
    }));
  }

  /** Resolves once this many sessions are ready and connected. */
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

  /** Cuts connections without a word, all or that of one session. */
  cut(session?: string): void {
    for (const { socket } of this.#alive(session)) socket?.terminate();
  }

  /** Closes connections with a code, all or that of one session. */
  close(code: number, session?: string): void {
    for (const { socket } of this.#alive(session)) socket?.close(code);
  }

  /** Asks to connect anew and take the session up again. */
  reconnect(session?: string): void {
    this.#order({ op: GatewayOpcodes.Reconnect, d: null }, session);
  }

  /** Says that a session is over; with `mayResume` it may be taken up all the same. */
  invalidate(mayResume: boolean, session?: string): void {
    for (const one of this.#alive(session)) if (!mayResume) this.#sessions.delete(one.id);
    this.#order({ op: GatewayOpcodes.InvalidSession, d: mayResume }, session);
  }

  /** Leaves connections open, and neither says nor hears anything on them from now on. */
  freeze(session?: string): void {
    for (const one of this.#alive(session)) {
      one.isFrozen = true;
      for (const connection of this.#connections) if (connection.session === one) connection.isFrozen = true;
    }
  }

  /** Refuses the next sessions that are to be taken up again. */
  refuseResume(times = 1): void {
    this.#refusals = times;
  }

  /** Sends a text as it is on each open connection. */
  raw(text: string): void {
    for (const { socket } of this.#alive()) socket?.send(text);
  }

  /** Cuts everything off for good. */
  shut(): void {
    for (const { socket } of this.#connections) socket.terminate();
    this.#server.close();
  }

  /** Starts a session on a connection. */
  begin({ socket }: Connection, { intents: bits, shard }: Identify): Session {
    const { records, time } = this.#state;
    const session: Session = {
      id: `session-${this.#sessions.size + 1}-${time.now()}`,
      intents: bits,
      shard,
      sent: [],
      sequence: 0,
      socket,
      lostAt: 0,
      isFrozen: false,
    };
    this.#sessions.set(session.id, session);
    records.identifies.push({ session: session.id, intents: bits, shard, at: time.now() });
    greet(this.#state, session);
    this.#arrived();
    return session;
  }

  /** Takes a session up again on another connection, or gives null where it cannot be. */
  resume({ socket }: Connection, id: string, sequence: number): Session | null {
    const session = this.#sessions.get(id);
    const { records, time } = this.#state;
    const isOver = !session || (session.socket === null && time.now() - session.lostAt > sessionLifeMs);
    const isRefused = this.#refusals > 0;
    if (isRefused) this.#refusals -= 1;
    records.resumes.push({ session: id, isTaken: !isOver && !isRefused, at: time.now() });
    if (isOver || isRefused) {
      this.#sessions.delete(id);
      return null;
    }
    if (sequence > session.sequence) {
      socket.close(GatewayCloseCodes.InvalidSeq);
      return session;
    }
    session.socket = socket;
    session.isFrozen = false;
    for (const packet of session.sent.filter(({ s }) => s > sequence)) socket.send(JSON.stringify(packet));
    tell(session, "RESUMED", {});
    this.#arrived();
    return session;
  }

  /** The connection of a session is gone. Who says good-bye by 1000 or 1001 ends the session too. */
  lost(connection: Connection, session: Session, code: number): void {
    if (session.socket !== connection.socket) return;
    session.socket = null;
    session.lostAt = this.#state.time.now();
    if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
  }

  #deliver(telling: Telling): void {
    for (const session of this.#sessions.values()) {
      if (!isTold(session, telling)) continue;
      const seesContent = Boolean(session.intents & intents.MessageContent);
      tell(session, telling.type, seesContent ? telling.open : telling.closed);
    }
  }

  #order(packet: JsonObject, session?: string): void {
    for (const { socket } of this.#alive(session)) socket?.send(JSON.stringify(packet));
  }

  #arrived(): void {
    for (const look of [...this.#arrivals]) look();
  }

  #alive(id?: string): Session[] {
    return [...this.#sessions.values()].filter(
      (session) => session.socket !== null && (id === undefined || session.id === id),
    );
  }
}
