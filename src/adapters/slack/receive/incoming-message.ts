import { asId } from "../../../core/ids.ts";
import { type AttachedFile, reverie } from "../../../core/message.ts";
import type { IncomingMessage } from "../../../core/ports/platform.ts";
import type { Identity } from "../identity.ts";
import { instantOf, messageId } from "../timestamps.ts";
import type { SlackMessage } from "./slack-message.ts";
import {
  type MentionNames,
  mentionedPeople,
  mentions,
  readableText,
  withoutLeadingMention,
} from "./slack-text.ts";

/** What turns a message of Slack's into one of the port's. */
export interface Reading {
  readonly identity: Pick<Identity, "botUserId">;
  readonly names: MentionNames;
  /** True where a message at the top of a direct channel opens a thread of its own, as agents' chats do. */
  readonly opensThread: boolean;
}

/** A message that a person said, in the words of the port. */
export function incomingMessage(channel: string, message: SlackMessage, reading: Reading): IncomingMessage {
  const { ts, thread_ts: threadTimestamp, edited } = message;
  const { identity, names } = reading;
  const raw = message.text ?? "";
  const id = messageId(channel, ts);
  const saidAt = instantOf(ts);
  const inThread = threadTimestamp !== undefined && threadTimestamp !== ts;
  const thread = inThread ? messageId(channel, threadTimestamp) : reading.opensThread ? id : null;
  return {
    id,
    channel: asId(channel),
    thread,
    repliesTo: null,
    author: message.user === identity.botUserId ? reverie : asId(message.user ?? message.bot_id ?? ""),
    text: readableText(raw, names),
    asked: readableText(withoutLeadingMention(raw, identity.botUserId), names),
    mentionsReverie: mentions(raw, identity.botUserId),
    mentionsOthers: mentionedPeople(raw).some((id) => id !== identity.botUserId),
    files: (message.files ?? []).flatMap(attachedFile),
    saidAt,
    version: edited ? Math.max(saidAt + 1, instantOf(edited.ts)) : saidAt,
  };
}

function attachedFile({
  id,
  name,
  title,
  mimetype,
  size,
  mode,
}: NonNullable<SlackMessage["files"]>[number]): AttachedFile[] {
  // What was deleted meanwhile has nothing to be read.
  if (mode === "tombstone") return [];
  return [{ id, name: name || title || id, mediaType: mimetype ?? "", sizeBytes: size ?? 0 }];
}
