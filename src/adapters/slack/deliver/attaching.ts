import { z } from "zod";
import type { PostedKeys } from "../../../core/conversation/posted-keys.ts";
import { asId, type MessageId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Delivery, MessageRef } from "../../../core/ports/delivery.ts";
import { timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";
import { isRefusal } from "./ended-stream.ts";

/** Posts files, and takes them away. */
export interface Attaching extends Pick<Delivery, "attach"> {
  /** Takes a file away with the messages that share it. One that is gone is not an error. */
  removeFile(file: MessageRef): Promise<void>;
}

const uploaded = z.object({
  files: z.tuple([z.object({ files: z.tuple([z.object({ id: z.string() })]) })]),
});

const shared = z.record(z.string(), z.array(z.object({ ts: z.string() })));
const shown = z.object({
  file: z.object({ shares: z.object({ public: shared.optional(), private: shared.optional() }).optional() }),
});

/** Whether what was posted goes by the id of its file, because Slack gives no message for it. */
export function isFile(message: MessageId): boolean {
  return /^F[A-Z0-9]+$/u.test(timestampIn(message));
}

/**
 * Posts files. Slack takes the bytes first and shares them then, and gives no message for it: a program that dies between
 * the sharing and its own note of it shares the file twice.
 */
export function createAttaching(calls: SlackCalls, posted: PostedKeys, clock: Clock): Attaching {
  return {
    async attach({ workspace, channel, thread }, { name, text }, caption, key) {
      const known = (await posted.find(workspace, key))?.message;
      if (known) return known;
      const intendedAt = clock.now();
      const file = {
        filename: name,
        title: name,
        file: Buffer.from(text, "utf8"),
        channel_id: channel,
        initial_comment: caption,
      };
      const kind = { method: "files.completeUploadExternal", channel, repeatable: false };
      const given = await calls.call(kind, (client) =>
        client.files.uploadV2(thread === null ? file : { ...file, thread_ts: timestampIn(thread) }),
      );
      const [{ files }] = uploaded.parse(given).files;
      const message: MessageId = asId(`${channel}-${files[0].id}`);
      await posted.keep(workspace, key, { intendedAt, message, isStream: false });
      return message;
    },
    async removeFile({ channel, message }) {
      const file = timestampIn(message);
      await unlessGone(async () => {
        for (const ref of await sharesOf(calls, channel, file)) {
          const kind = { method: "chat.delete", channel: ref.channel, repeatable: true };
          await unlessGone(() => calls.call(kind, (client) => client.chat.delete(ref)));
        }
        const kind = { method: "files.delete", channel, repeatable: true };
        await calls.call(kind, (client) => client.files.delete({ file }));
      });
    },
  };
}

/** The messages that share a file. */
async function sharesOf(calls: SlackCalls, channel: string, file: string) {
  const kind = { method: "files.info", channel, repeatable: true };
  const info = await calls.call(kind, (client) => client.files.info({ file }));
  const { shares } = shown.parse(info).file;
  const places = [...Object.entries(shares?.public ?? {}), ...Object.entries(shares?.private ?? {})];
  return places.flatMap(([where, messages]) => messages.map(({ ts }) => ({ channel: where, ts })));
}

const whenGone = ["file_not_found", "file_deleted", "message_not_found"];

async function unlessGone(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!whenGone.some((code) => isRefusal(error, code))) throw error;
  }
}
