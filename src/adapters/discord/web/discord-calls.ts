import { type BoundedCalls, createBoundedCalls } from "../../../core/calls/bounded-calls.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import { callFailureOf, isPermanent } from "./call-failure.ts";
import { DiscordRest } from "./discord-rest.ts";

/** Discord's REST interface with bounded waiting. */
export type DiscordCalls = BoundedCalls<DiscordRest>;

export function createRest(token: string, apiUrl: string | null): DiscordRest {
  return new DiscordRest(apiUrl).setToken(token);
}

export function createDiscordCalls(rest: DiscordRest, clock: Clock): DiscordCalls {
  return createBoundedCalls({
    platform: "Discord",
    client: rest,
    clock,
    failureOf: callFailureOf,
    isPermanent,
  });
}
