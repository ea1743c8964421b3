import type { WebSocket } from "ws";
import type { JsonObject } from "../../messages-server/json-value.ts";

/** Something that is told to the app. */
export interface Dispatch {
  readonly type: string;
  /** Any of these intents lets it through; 0: none is needed. */
  readonly intent: number;
  /** Null for what is told to the first shard: direct messages. */
  readonly guildId: string | null;
  /** The event, or how it looks to a session that may or may not read what people write. */
  readonly data: JsonObject | ((seesContent: boolean) => JsonObject);
}

/** Something that is told, as it looked when it happened. */
export interface Telling extends Omit<Dispatch, "data"> {
  /** To a session that may read what people write. */
  readonly open: JsonObject;
  readonly closed: JsonObject;
}

/** Fixes what is told, whatever changes before it is sent. */
export function fixed({ data, ...rest }: Dispatch): Telling {
  if (typeof data !== "function") return { ...rest, open: data, closed: data };
  return { ...rest, open: data(true), closed: data(false) };
}

/** A packet that bears a place in the session's order. */
export interface Packet {
  readonly op: 0;
  readonly t: string;
  readonly s: number;
  readonly d: JsonObject;
}

/** A session of the app, which outlives its connection for a while. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
  /** All that was sent and may have to be sent again. */
  readonly sent: Packet[];
  sequence: number;
  /** Null while there is no connection. */
  socket: WebSocket | null;
  lostAt: number;
  /** Whether nothing goes out or is heard although the connection stands. */
  isFrozen: boolean;
}

/** Whether a session is told of something, by its intents and its shard. */
export function isTold({ intents, shard: [index, count] }: Session, { intent, guildId }: Telling): boolean {
  if (intent !== 0 && (intents & intent) === 0) return false;
  return index === (guildId === null ? 0 : shardOf(guildId, count));
}

/** The shard that a server belongs to. */
export function shardOf(guildId: string, count: number): number {
  return Number((BigInt(guildId) >> 22n) % BigInt(count));
}

/** Gives a packet its place, and sends it where there is a connection. */
export function tell(session: Session, t: string, d: JsonObject): void {
  session.sequence += 1;
  const packet: Packet = { op: 0, t, s: session.sequence, d };
  session.sent.push(packet);
  if (!session.isFrozen) session.socket?.send(JSON.stringify(packet));
}
