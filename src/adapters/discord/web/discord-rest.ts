import { type InternalRequest, REST } from "discord.js";
import { wholeAnswer } from "./whole-answer.ts";

/** How long Discord may take to answer one request, in milliseconds. */
const requestMs = 10_000;

/** How long one may take with its wait behind others of its kind, in milliseconds. */
const waitMs = 30_000;

/** After so many refused requests within ten minutes it is said how many there were. Discord bans for 10,000. */
const warningInterval = 100;

/**
 * A client that tries nothing again by itself and waits for no rate limit: it keeps Discord's buckets and tells
 * when one is empty, before anything is sent.
 */
export class DiscordRest extends REST {
  #hasToken = false;

  constructor(apiUrl: string | null) {
    super({
      ...(apiUrl === null ? {} : { api: apiUrl }),
      version: "10",
      timeout: requestMs,
      retries: 0,
      rejectOnRateLimit: () => true,
      invalidRequestWarningInterval: warningInterval,
      makeRequest: wholeAnswer,
    });
  }

  /** False once Discord has refused the token: nothing is asked with it any more, until it is set again. */
  get hasToken(): boolean {
    return this.#hasToken;
  }

  /** The SDK takes the token away when Discord refuses it. */
  override setToken(token: string | null): this {
    this.#hasToken = token !== null;
    return super.setToken(token as string);
  }

  override request(request: InternalRequest): Promise<unknown> {
    return super.request({ signal: AbortSignal.timeout(waitMs), ...request });
  }
}
