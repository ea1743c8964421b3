import { MessageReferenceType, MessageType } from "discord.js";
import { z } from "zod";

/** An id of Discord's. */
export const snowflake = z.string().regex(/^\d{1,20}$/u);

const user = z.object({
  id: snowflake,
  username: z.string().default(""),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

/** Somebody whom a message mentions, with their name in the server. */
const mentioned = user.extend({ member: z.object({ nick: z.string().nullish() }).nullish() });

const attachment = z.object({
  id: snowflake,
  filename: z.string(),
  content_type: z.string().nullish(),
  size: z.number(),
  url: z.string(),
});

/** As much of a message of Discord's as matters here. */
export const discordMessage = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  author: user,
  webhook_id: snowflake.optional(),
  type: z.number(),
  content: z.string().default(""),
  edited_timestamp: z.string().nullish(),
  mentions: z.array(mentioned).default([]),
  mention_roles: z.array(snowflake).default([]),
  attachments: z.array(attachment).default([]),
  message_reference: z
    .object({
      type: z.number().optional(),
      channel_id: snowflake.optional(),
      message_id: snowflake.optional(),
    })
    .nullish(),
  referenced_message: z.object({ author: user }).nullish(),
  /** The thread that was started from it. */
  thread: z.object({ id: snowflake }).nullish(),
});
export type DiscordMessage = z.infer<typeof discordMessage>;

/** Types of messages that somebody wrote, and not Discord. */
export const saidTypes: ReadonlySet<number> = new Set([MessageType.Default, MessageType.Reply]);

/** Whether a person said it: no bot's, no webhook's, no notice of Discord's own. */
export function isSaid({ author, webhook_id: webhook, type }: DiscordMessage): boolean {
  return saidTypes.has(type) && author.bot !== true && webhook === undefined;
}

/**
 * Whether it has no word and no file for us: a sticker, or what Discord keeps back from an application that may
 * not read what is said to others (https://discord.com/developers/docs/events/gateway#message-content-intent).
 */
export function isWordless({ content, attachments, mentions }: DiscordMessage, ownId: string): boolean {
  return content === "" && attachments.length === 0 && !mentions.some(({ id }) => id === ownId);
}

/** The message that it replies to; a forwarded message replies to nothing. */
export function replyTarget(
  message: Pick<DiscordMessage, "channel_id" | "message_reference">,
): { readonly channel: string; readonly message: string } | undefined {
  const { message_reference: reference, channel_id: here } = message;
  const isReply = (reference?.type ?? MessageReferenceType.Default) === MessageReferenceType.Default;
  if (!reference?.message_id || !isReply) return undefined;
  return { channel: reference.channel_id ?? here, message: reference.message_id };
}
