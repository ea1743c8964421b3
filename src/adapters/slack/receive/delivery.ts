import type { App, ReceiverEvent } from "@slack/bolt";

/** One thing that Slack delivered, by whatever way it came. */
export interface Delivered {
  readonly body: Record<string, unknown>;
  readonly retryNumber: number | undefined;
  readonly retryReason: string | undefined;
  /** Tells Slack that it arrived, with what an interaction answers at once. */
  readonly acknowledge: (answer: unknown) => Promise<void>;
}

/** A body whose event is missing, such as Slack's word of a rate limit, is its own event. */
export function withEvent(body: Record<string, unknown>): Record<string, unknown> {
  const isEnvelope = body.type === "event_callback" || body.type === "app_rate_limited";
  if (!isEnvelope || isEvent(body.event)) return body;
  return { ...body, event: { type: body.type } };
}

function isEvent(event: unknown): boolean {
  return typeof event === "object" && event !== null && "type" in event && typeof event.type === "string";
}

/**
 * Hands a delivery to Bolt. Bolt acknowledges an event before any listener has run; here its word counts for
 * interactions alone, and an event is acknowledged once its listener has made it durable. Rejects where that
 * failed: then Slack is told nothing, and tells again.
 */
export async function processDurably(app: App, delivered: Delivered): Promise<void> {
  const { retryNumber, retryReason, acknowledge } = delivered;
  const body = withEvent(delivered.body);
  const isEvent = body.event !== undefined;
  let isAcknowledged = false;
  const acknowledgeNow = (answer: unknown) => {
    isAcknowledged = true;
    return acknowledge(answer);
  };
  const event: ReceiverEvent = {
    body,
    ack: isEvent ? async () => undefined : acknowledgeNow,
    ...(retryNumber === undefined ? {} : { retryNum: retryNumber }),
    ...(retryReason === undefined ? {} : { retryReason }),
  };
  await app.processEvent(event);
  // An interaction that no listener wanted is acknowledged as well: telling it again would change nothing.
  if (!isAcknowledged) await acknowledge(undefined);
}
