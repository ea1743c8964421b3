import { GatewayCloseCodes as closeCode, GatewayOpcodes as op } from "discord-api-types/v10";
import type { WebSocket } from "ws";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { parseBody } from "../../messages-server/received-request.ts";
import type { DiscordState } from "../world/state.ts";
import type { Gateway } from "./gateway.ts";
import { readIdentify } from "./identify.ts";
import { membersChunk } from "./members-chunk.ts";
import { type Session, tell } from "./session.ts";

const payloadBytesAtMost = 4096;
const eventsAtMost = 120;
const minuteMs = 60_000;

/** One connection to the gateway: what the app says on it, and how Discord answers. */
export class Connection {
  readonly socket: WebSocket;
  session: Session | null = null;
  /** Whether nothing is heard any more. */
  isFrozen = false;
  readonly #state: DiscordState;
  readonly #gateway: Gateway;
  #heardAt: number[] = [];

  constructor(state: DiscordState, socket: WebSocket, gateway: Gateway, version: string) {
    this.#state = state;
    this.#gateway = gateway;
    this.socket = socket;
    socket.on("message", (data) => this.#heard(String(data)));
    socket.on("close", (code) => {
      if (this.session) gateway.lost(this, this.session, code);
    });
    // A client that vanished is no matter of the server's.
    socket.on("error", () => socket.terminate());
    if (version !== "10") this.#close(closeCode.InvalidAPIVersion);
    else this.#send({ op: op.Hello, d: { heartbeat_interval: state.settings.heartbeatIntervalMs } });
  }

  #heard(text: string): void {
    if (this.isFrozen) return;
    const now = this.#state.time.now();
    this.#heardAt = [...this.#heardAt.filter((at) => now - at < minuteMs), now];
    const packet = parseBody(text);
    if (this.#heardAt.length > eventsAtMost) this.#close(closeCode.RateLimited);
    else if (Buffer.byteLength(text) > payloadBytesAtMost || !isObject(packet)) {
      this.#close(closeCode.DecodeError);
    } else this.#take(packet);
  }

  #take({ op: opcode, d }: JsonObject): void {
    switch (opcode) {
      case op.Heartbeat:
        this.#send({ op: op.HeartbeatAck });
        return;
      case op.Identify:
        this.#identify(d);
        return;
      case op.Resume:
        this.#resume(d);
        return;
      case op.RequestGuildMembers:
        this.#requestMembers(d);
        return;
      case op.PresenceUpdate:
      case op.VoiceStateUpdate:
        if (!this.session) this.#close(closeCode.NotAuthenticated);
        return;
      default:
        this.#close(closeCode.UnknownOpcode);
    }
  }

  #identify(data: unknown): void {
    if (this.session) {
      this.#close(closeCode.AlreadyAuthenticated);
      return;
    }
    const identify = readIdentify(this.#state, data);
    if (typeof identify === "number") this.#close(identify);
    else this.session = this.#gateway.begin(this, identify);
  }

  #resume(data: unknown): void {
    const { token, session_id: id, seq } = isObject(data) ? data : {};
    if (token !== this.#state.token || !this.#state.settings.isTokenValid) {
      this.#close(closeCode.AuthenticationFailed);
    } else if (typeof id !== "string" || typeof seq !== "number") {
      this.#close(closeCode.DecodeError);
    } else {
      this.session = this.#gateway.resume(this, id, seq);
      if (!this.session) this.#send({ op: op.InvalidSession, d: false });
    }
  }

  #requestMembers(data: unknown): void {
    if (!this.session) {
      this.#close(closeCode.NotAuthenticated);
      return;
    }
    const chunk = membersChunk(this.#state, this.session.intents, isObject(data) ? data : {});
    if (chunk) tell(this.session, "GUILD_MEMBERS_CHUNK", chunk);
  }

  #send(packet: JsonObject): void {
    this.socket.send(JSON.stringify(packet));
  }

  #close(code: number): void {
    this.#state.records.closes.push(code);
    this.socket.close(code);
  }
}
