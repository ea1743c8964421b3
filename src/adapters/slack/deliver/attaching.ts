import type { PostedKeys } from "../../../core/conversation/posted-keys.ts";
import { asId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Delivery } from "../../../core/ports/delivery.ts";
import { timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";

/**
 * Posts files. Slack takes the bytes first and shares them then, and gives no message for it: a program that dies between
 * the sharing and its own note of it shares the file twice.
 */
export function createAttaching(
  calls: SlackCalls,
  posted: PostedKeys,
  clock: Clock,
): Pick<Delivery, "attach"> {
  return {
    async attach({ workspace, channel, thread }, { name, text }, caption, key) {
      if ((await posted.find(workspace, key))?.message) return;
      const intendedAt = clock.now();
      const file = {
        filename: name,
        title: name,
        file: Buffer.from(text, "utf8"),
        channel_id: channel,
        initial_comment: caption,
      };
      const kind = { method: "files.completeUploadExternal", channel, repeatable: false };
      await calls.call(kind, (client) =>
        client.files.uploadV2(thread === null ? file : { ...file, thread_ts: timestampIn(thread) }),
      );
      await posted.keep(workspace, key, { intendedAt, message: asId(`${channel}-${name}`), isStream: false });
    },
  };
}
