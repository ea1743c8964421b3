import type { Client, IIdentifyThrottler, REST } from "discord.js";
import { StartError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import { discordName } from "../identity.ts";
import { type Connection, type ConnectionListener, openConnection } from "./connection.ts";
import { closeSentence, contentSentence, isIntentRefused } from "./gateway-trouble.ts";
import { intentsFor, readsContent } from "./intents.ts";

/** What the gateway tells of. */
export type GatewayListener = Pick<ConnectionListener, "dispatched" | "identified">;

/** What a line is opened with. */
export interface LineParts {
  readonly rest: REST;
  readonly token: string;
  readonly throttle: IIdentifyThrottler;
  readonly clock: Clock;
  readonly log: Log;
  readonly listener: GatewayListener;
  readonly applicationId: string;
  readonly mayReadContent: boolean | undefined;
  /** The line broke after it had stood; the connection tries to come back. */
  readonly away: () => void;
  /** The intent was switched off while the line stood: a new connection is wanted, without it. */
  readonly narrowed: () => void;
}

/**
 * The line to Discord over all its connections: which stands now, what it hears, since when it is away. An intent
 * that Discord refuses is done without.
 */
export class Line {
  readonly #parts: LineParts;
  #intents: number;
  #isRefused = false;
  #isOver = false;
  #connection: Connection | undefined;
  #client: Client | undefined;
  #closedWith: number | undefined;
  #awaySince: number | undefined;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#intents = intentsFor(parts.mayReadContent);
    this.#awaySince = parts.clock.now();
  }

  /**
   * The client that knows what there is: while another is opened in its place, the one before. Undefined before
   * the first was greeted.
   */
  get client(): Client | undefined {
    return this.#client;
  }

  /** The code with which Discord closed for good; undefined while it may come back. */
  get closedWith(): number | undefined {
    return this.#closedWith;
  }

  /** The instant in milliseconds; undefined while the line stands. */
  get awaySince(): number | undefined {
    return this.#awaySince;
  }

  get readsContent(): boolean {
    return readsContent(this.#intents);
  }

  get isRefused(): boolean {
    return this.#isRefused;
  }

  /**
   * Opens a connection, in place of the one before. Resolves once it stands, or another has taken its place.
   * Rejects with a StartError, or as the SDK does.
   */
  async open(): Promise<void> {
    while (!this.#isOver) {
      const code = await this.#tryOnce();
      if (code === undefined) return;
      if (!isIntentRefused(code) || !this.readsContent)
        throw new StartError(closeSentence(code, this.#parts.applicationId));
      this.#narrow();
    }
  }

  /** Ends it for good. Never rejects. */
  async end(): Promise<void> {
    this.#isOver = true;
    await this.#connection?.end();
  }

  /** One try with the intents as they are. Gives the code with which Discord closed for good. */
  async #tryOnce(): Promise<number | undefined> {
    const { rest, token, throttle, log, listener } = this.#parts;
    // Its goodbye is not worth waiting for.
    void this.#connection?.end();
    this.#closedWith = undefined;
    let hasStood = false;
    const connection = openConnection(
      { rest, token, throttle, log, intents: this.#intents },
      {
        dispatched: listener.dispatched,
        greeted: () => {
          this.#client = connection.client;
        },
        identified: () => {
          hasStood = true;
          this.#awaySince = undefined;
          listener.identified();
        },
        away: () => this.#leave(hasStood),
        back: () => {
          this.#awaySince = undefined;
        },
        closed: (code) => this.#close(code, hasStood),
      },
    );
    this.#connection = connection;
    const opened = await connection.opened;
    return opened.type === "closed" ? opened.code : undefined;
  }

  #leave(hasStood: boolean): void {
    // The SDK tells of every try that fails.
    if (this.#awaySince !== undefined) return;
    this.#awaySince = this.#parts.clock.now();
    if (hasStood) this.#parts.away();
  }

  #close(code: number, hasStood: boolean): void {
    this.#parts.log.error("gateway-closed", { platform: discordName, code });
    this.#leave(hasStood);
    // Where it never stood, whoever opens it sees to that.
    if (!hasStood || !isIntentRefused(code) || !this.readsContent) {
      this.#closedWith = code;
      return;
    }
    // What remains is still worth hearing.
    this.#narrow();
    this.#parts.narrowed();
  }

  #narrow(): void {
    const { log, applicationId } = this.#parts;
    this.#isRefused = true;
    this.#intents = intentsFor(false);
    log.warn("intent-refused", { platform: discordName, next: contentSentence(applicationId) });
  }
}
