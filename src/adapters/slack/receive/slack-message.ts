import { z } from "zod";

/** The time of a message, such as `1763800000.000100`, which is its id in its channel as well. */
export const slackTimestamp = z.string().regex(/^\d{1,12}\.\d{1,9}$/u);

/** As much of a message as events, histories and shortcuts tell in common. */
export const slackMessage = z.object({
  type: z.literal("message").optional(),
  subtype: z.string().optional(),
  ts: slackTimestamp,
  thread_ts: slackTimestamp.optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().nullish(),
  edited: z.object({ ts: slackTimestamp }).nullish(),
  files: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().nullish(),
        title: z.string().nullish(),
        mimetype: z.string().nullish(),
        size: z.number().nullish(),
        mode: z.string().nullish(),
      }),
    )
    .nullish(),
});
export type SlackMessage = z.infer<typeof slackMessage>;

/** Subtypes under which people say things; a message without one is the usual case. */
const saidSubtypes: ReadonlySet<string> = new Set(["file_share", "thread_broadcast", "me_message"]);

/** Whether a message is something that a person said: no bot's, no notice of Slack's own. */
export function isSaid({ subtype, bot_id, user }: SlackMessage): boolean {
  if (!user || bot_id) return false;
  return subtype === undefined || saidSubtypes.has(subtype);
}
