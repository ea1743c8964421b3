import { WebClient } from "@slack/web-api";
import { type BoundedCalls, createBoundedCalls } from "../../../core/calls/bounded-calls.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import { sdkLogger } from "../sdk-logger.ts";
import { callFailureOf, isPermanent } from "./call-failure.ts";

/** How long Slack may take to answer one request, in milliseconds. */
export const callTimeoutMs = 10_000;

/** Slack's Web API with bounded waiting. */
export type SlackCalls = BoundedCalls<WebClient>;

/** A client that tries nothing again by itself, and waits for nothing longer than the time-out. */
export function createWebClient(token: string, apiUrl: string | null, log: Log): WebClient {
  return new WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    timeout: callTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: sdkLogger(log),
  });
}

export function createSlackCalls(client: WebClient, clock: Clock): SlackCalls {
  return createBoundedCalls({ platform: "Slack", client, clock, failureOf: callFailureOf, isPermanent });
}
