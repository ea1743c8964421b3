import { asId } from "../../../core/ids.ts";
import { reverie } from "../../../core/message.ts";
import type { IncomingMessage } from "../../../core/ports/platform.ts";
import { fileId } from "../attached-files.ts";
import { instantOf, messageId } from "../snowflakes.ts";
import { type DiscordMessage, replyTarget } from "./discord-message.ts";
import { type MentionNames, readableText, withoutLeadingMention } from "./discord-text.ts";
import type { StandingPlace } from "./standing-place.ts";

/** What turns a message of Discord's into one of the port's. */
export interface Reading {
  readonly place: StandingPlace;
  /** Reverie's own ids: as a member, and the role that it has as a bot, which people mention as easily. */
  readonly own: { readonly user: string; readonly role: string | undefined; readonly name: string };
  readonly roleName: (id: string) => string | undefined;
  readonly channelName: (id: string) => string | undefined;
}

/** A message that a person said, in the words of the port. */
export function incomingMessage(message: DiscordMessage, reading: Reading): IncomingMessage {
  const { place, own } = reading;
  const { author, channel_id: channel, content, edited_timestamp: edited, mention_roles: roles } = message;
  const id = messageId(channel, message.id);
  const saidAt = instantOf(message.id);
  const reply = replyTarget(message);
  const repliedTo = message.referenced_message?.author.id;
  const names = namesIn(message, reading);
  const ownIds = [own.user, ...(own.role === undefined ? [] : [own.role])];
  // Discord's own word for who is called: a mention in code is none.
  const people = message.mentions.map(({ id: person }) => person);
  return {
    id,
    channel: place.channel,
    thread: place.thread,
    repliesTo: reply ? messageId(reply.channel, reply.message) : place.hangsOn,
    author: author.id === own.user ? reverie : asId(author.id),
    text: readableText(content, names),
    asked: readableText(withoutLeadingMention(content, ownIds), names),
    mentionsReverie:
      people.includes(own.user) || roles.some((role) => role === own.role) || repliedTo === own.user,
    mentionsOthers:
      people.some((person) => person !== own.user && person !== author.id) ||
      roles.some((role) => role !== own.role) ||
      (repliedTo !== undefined && repliedTo !== own.user && repliedTo !== author.id),
    files: message.attachments.map((file) => ({
      id: fileId(id, file.id),
      name: file.filename,
      mediaType: (file.content_type ?? "").split(";")[0] ?? "",
      sizeBytes: file.size,
    })),
    saidAt,
    version: edited ? Math.max(saidAt + 1, Date.parse(edited)) : saidAt,
  };
}

function namesIn({ mentions, author }: DiscordMessage, { own, ...reading }: Reading): MentionNames {
  const everyone = [{ ...author, member: null }, ...mentions];
  const known = new Map(
    everyone.map(({ id, member, global_name, username }): [string, string] => [
      id,
      member?.nick || global_name || username || id,
    ]),
  );
  known.set(own.user, own.name);
  return {
    user: (id) => known.get(id),
    role: (id) => (id === own.role ? own.name : reading.roleName(id)),
    channel: reading.channelName,
  };
}
