import type { Client, REST } from "discord.js";
import { StartError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import { discordName } from "../identity.ts";
import { type ConnectionListener, endClient, openConnection } from "./connection.ts";
import { closeSentence, contentSentence, isIntentRefused } from "./gateway-trouble.ts";
import { intentsFor, readsContent } from "./intents.ts";

/** What the gateway tells of. */
export type GatewayListener = Pick<ConnectionListener, "dispatched" | "identified">;

/** What a line is opened with. */
export interface LineParts {
  readonly rest: REST;
  readonly token: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly listener: GatewayListener;
  readonly applicationId: string;
  readonly mayReadContent: boolean | undefined;
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
  #client: Client | undefined;
  #endedWith: number | undefined;
  #awaySince: number | undefined;

  constructor(parts: LineParts) {
    this.#parts = parts;
    this.#intents = intentsFor(parts.mayReadContent);
    this.#awaySince = parts.clock.now();
  }

  get client(): Client | undefined {
    return this.#client;
  }

  /** The code with which Discord closed for good; undefined while it may come back. */
  get endedWith(): number | undefined {
    return this.#endedWith;
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

  /** Counts the time away from now on. */
  restartWaiting(): void {
    this.#awaySince = this.#parts.clock.now();
  }

  /** Opens a connection, in place of the one before. Rejects with a StartError, or as the SDK does. */
  async open(): Promise<void> {
    await this.end();
    const code = await this.#tryOnce();
    if (code === undefined) return;
    if (!isIntentRefused(code) || !this.readsContent)
      throw new StartError(closeSentence(code, this.#parts.applicationId));
    this.#narrow();
    await this.open();
  }

  /** Ends the connection that stands. Never rejects. */
  async end(): Promise<void> {
    const { rest, token, log } = this.#parts;
    if (this.#client) await endClient(this.#client, { rest, token, log, intents: this.#intents });
  }

  /** One try with the intents as they are. Gives the code with which Discord closed for good. */
  #tryOnce(): Promise<number | undefined> {
    const { rest, token, log, listener, narrowed } = this.#parts;
    this.#endedWith = undefined;
    let hasStood = false;
    const { client, outcome } = openConnection(
      { rest, token, log, intents: this.#intents },
      {
        dispatched: listener.dispatched,
        identified: () => {
          hasStood = true;
          this.#awaySince = undefined;
          listener.identified();
        },
        away: () => this.#leave(),
        back: () => {
          this.#awaySince = undefined;
        },
        ended: (code) => {
          this.#endedWith = code;
          this.#leave();
          log.error("gateway-closed", { platform: discordName, code });
          if (!hasStood || !isIntentRefused(code)) return;
          // What remains is still worth hearing.
          this.#narrow();
          narrowed();
        },
      },
    );
    this.#client = client;
    return outcome;
  }

  #leave(): void {
    this.#awaySince ??= this.#parts.clock.now();
  }

  #narrow(): void {
    const { log, applicationId } = this.#parts;
    this.#isRefused = true;
    this.#intents = intentsFor(false);
    log.warn("intent-refused", { platform: discordName, next: contentSentence(applicationId) });
  }
}
