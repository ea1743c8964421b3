import { SocketModeClient } from "@slack/socket-mode";
import { z } from "zod";
import type { Log } from "../../../core/ports/log.ts";
import { sdkLogger } from "../sdk-logger.ts";
import { callTimeoutMs } from "../web/slack-calls.ts";
import { type Delivered, withEvent } from "./delivery.ts";

/** Why Slack ends a connection. */
export type FarewellReason = "warning" | "refresh_requested" | "link_disabled" | "other";

/** What a line tells of. */
export interface LineListener {
  /** Something arrived. */
  readonly delivered: (delivered: Delivered) => void;
  /** Slack is about to close the line; until then it may still acknowledge. */
  readonly farewell: (reason: FarewellReason) => void;
}

/** What opens a line. */
export interface LineOptions {
  readonly appToken: string;
  readonly apiUrl: string | null;
  readonly log: Log;
}

/** A frame of Socket Mode. Every event comes in one, so that it is read by hand. */
interface Frame extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly reason?: unknown;
  readonly payload?: Record<string, unknown>;
}

const slackEvent = z.object({
  ack: z.custom<(answer?: unknown) => Promise<void>>((value) => typeof value === "function"),
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional(),
  retry_reason: z.string().optional(),
});

const farewells: readonly FarewellReason[] = ["warning", "refresh_requested", "link_disabled"];

/**
 * One connection of Socket Mode, for one life: it never connects again by itself. Two things that the SDK
 * does are kept from happening: it closes at Slack's first word of a refresh, before another connection is
 * there, and it breaks on an envelope that carries no event.
 */
export class SocketLine extends SocketModeClient {
  readonly #listener: LineListener;

  constructor({ appToken, apiUrl, log }: LineOptions, listener: LineListener) {
    super({
      appToken,
      autoReconnectEnabled: false,
      logger: sdkLogger(log),
      clientOptions: {
        ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
        timeout: callTimeoutMs,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    });
    this.#listener = listener;
    this.on("slack_event", (raw: unknown) => this.#deliver(raw));
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const read = isBinary ? undefined : readFrame(data);
    // What is no frame of Socket Mode means nothing.
    if (!read) return;
    if (read.type === "disconnect") {
      this.#listener.farewell(farewells.find((each) => each === read.reason) ?? "other");
      return;
    }
    await super.onWebSocketMessage(withEventOf(read, data), isBinary);
  }

  #deliver(raw: unknown): void {
    const read = slackEvent.safeParse(raw);
    if (!read.success) return;
    const { ack, body, retry_num: retryNumber, retry_reason: retryReason } = read.data;
    this.#listener.delivered({
      body,
      retryNumber,
      retryReason,
      acknowledge: (answer) => ack(answer),
    });
  }
}

function readFrame(data: string | ArrayBuffer): Frame | undefined {
  try {
    const read: unknown = JSON.parse(typeof data === "string" ? data : new TextDecoder().decode(data));
    return isFrame(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

function isFrame(read: unknown): read is Frame {
  if (!isRecord(read) || typeof read.type !== "string") return false;
  return read.payload === undefined || isRecord(read.payload);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The SDK breaks on an envelope of the Events API that carries no event. */
function withEventOf(read: Frame, data: string | ArrayBuffer): string | ArrayBuffer {
  const { type, payload } = read;
  if (type !== "events_api") return data;
  const whole = withEvent({ type: "event_callback", ...payload });
  return whole.event === payload?.event ? data : JSON.stringify({ ...read, payload: whole });
}
