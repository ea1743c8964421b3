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
  #isTokenRefused = false;

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

  /** Whether Discord refused the token when it was shown last. */
  get isTokenRefused(): boolean {
    return this.#isTokenRefused;
  }

  /** The SDK takes the token away when Discord refuses it: without one nothing is asked. */
  override setToken(token: string | null): this {
    if (token === null) this.#isTokenRefused = true;
    return super.setToken(token as string);
  }

  override async request(request: InternalRequest): Promise<unknown> {
    const answer = await super.request({ signal: AbortSignal.timeout(waitMs), ...request });
    if (request.auth !== false) this.#isTokenRefused = false;
    return answer;
  }
}
