import { PlatformError } from "../../../core/errors.ts";
import type { MessageId } from "../../../core/ids.ts";
import { timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";

/** Ends a native stream that may still be open; one that is over already, or gone, is no error. */
export async function endStream(calls: SlackCalls, channel: string, message: MessageId): Promise<void> {
  try {
    await calls.call({ method: "chat.stopStream", channel, repeatable: true }, (client) =>
      client.chat.stopStream({ channel, ts: timestampIn(message) }),
    );
  } catch (error) {
    if (!isStreamOver(error) && !isRefusal(error, "message_not_found")) throw error;
  }
}

/** Whether Slack refused because the stream is over already: by itself, or because a person pressed Stop. */
export function isStreamOver(error: unknown): boolean {
  return isRefusal(error, "message_not_in_streaming_state") || isRefusal(error, "stopped_by_user");
}

export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof PlatformError && error.code === code;
}
