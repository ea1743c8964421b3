import { REST } from "discord.js";
import { type BoundedCalls, createBoundedCalls } from "../../../core/calls/bounded-calls.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import { callFailureOf, isPermanent } from "./call-failure.ts";

/** How long Discord may take to answer one request, in milliseconds. */
const callTimeoutMs = 10_000;

/** After so many refused requests within ten minutes it is said how many there were. Discord bans for 10,000. */
const warningInterval = 100;

/** Discord's REST interface with bounded waiting. */
export type DiscordCalls = BoundedCalls<REST>;

/**
 * A client that tries nothing again by itself and waits for no rate limit: it keeps Discord's buckets and tells
 * when one is empty, before anything is sent.
 */
export function createRest(token: string, apiUrl: string | null): REST {
  const rest = new REST({
    ...(apiUrl === null ? {} : { api: apiUrl }),
    version: "10",
    timeout: callTimeoutMs,
    retries: 0,
    rejectOnRateLimit: () => true,
    invalidRequestWarningInterval: warningInterval,
  });
  return rest.setToken(token);
}

export function createDiscordCalls(rest: REST, clock: Clock): DiscordCalls {
  return createBoundedCalls({
    platform: "Discord",
    client: rest,
    clock,
    failureOf: callFailureOf,
    isPermanent,
  });
}
