import { ComponentType, MessageFlags, MessageType } from "discord-api-types/v10";
import type { MessageBody } from "../bodies/message-body.ts";
import { standingComponents } from "../bodies/standing-components.ts";
import { allComponents } from "../bodies/walk-components.ts";
import { sendCreated, sendUpdated } from "../gateway/message-events.ts";
import type { Sender } from "../gateway/sender.ts";
import { storeFile } from "../world/attachments.ts";
import type { Channel } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import { type AllowedMentions, allowedMentions, type Mentions } from "../world/mentions.ts";
import type { MessageOrigin, Reference, StoredMessage } from "../world/stored-message.ts";
import { watchOutput } from "../world/watch-output.ts";
import { DiscordError } from "./discord-error.ts";
import type { UploadedFile } from "./read-request.ts";

/** What a message is made or changed by. */
export interface Posting {
  readonly channel: Channel;
  readonly body: MessageBody;
  readonly files: readonly UploadedFile[];
  /** The call that does it. */
  readonly by: string;
  /** What is let through where the call does not say. */
  readonly allowance: AllowedMentions;
}

/** What a new message is besides what the call says of it. */
export interface Making {
  readonly type?: MessageType;
  readonly reference?: Reference | null;
  readonly origin?: MessageOrigin | null;
  readonly onlyFor?: string | null;
  /** Added to those that the call sets. */
  readonly flags?: number;
}

/** Makes a message of the bot's and tells of it. Refuses one with nothing in it. */
export function makeMessage(sender: Sender, posting: Posting, making: Making = {}): StoredMessage {
  const { state } = sender;
  const { channel, body, files, by } = posting;
  const reference = making.reference ?? null;
  const message: StoredMessage = {
    id: state.snowflakes.next(),
    channelId: channel.id,
    authorId: app.id,
    webhook: null,
    type: making.type ?? MessageType.Default,
    createdAt: state.time.now(),
    content: body.content ?? "",
    embeds: standingEmbeds(body),
    components: standingComponents(body.components ?? []),
    attachments: files.map((file) => storeFile(state, channel.id, file)),
    flags: (body.flags ?? 0) | (making.flags ?? 0),
    editedAt: null,
    nonce: body.nonce,
    mentions: mentionsOf(sender, posting, body.content ?? "", reference),
    reference,
    reactions: new Map(),
    origin: making.origin ?? null,
    onlyFor: making.onlyFor ?? null,
  };
  if (isEmpty(message)) throw new DiscordError(50006);
  state.messages.add(message);
  if (message.onlyFor === null) channel.lastMessageId = message.id;
  if (channel.thread) channel.thread.messageCount += 1;
  watchOutput(state, channel, message, by);
  sendCreated(sender, channel, message);
  return message;
}

/** Changes a message of the bot's and tells of it. What the call does not name stays. */
export function changeMessage(sender: Sender, message: StoredMessage, posting: Posting): void {
  const { state } = sender;
  const { channel, body, files, by } = posting;
  const before = { ...message };
  const isLoading = Boolean(message.flags & MessageFlags.Loading);
  if (body.content !== undefined) message.content = body.content ?? "";
  if (body.embeds) message.embeds = standingEmbeds(body);
  if (body.components) message.components = standingComponents(body.components);
  if (body.flags !== undefined) {
    const kept = message.flags & ~(MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2);
    message.flags = kept | body.flags;
  }
  if (body.attachments) {
    const ids = body.attachments.map(({ id }) => id);
    message.attachments = message.attachments.filter(({ id }) => ids.includes(id));
  }
  message.attachments = [...message.attachments, ...files.map((file) => storeFile(state, channel.id, file))];
  message.flags &= ~MessageFlags.Loading;
  message.mentions = mentionsOf(sender, posting, message.content, message.reference, message);
  if (isEmpty(message)) {
    Object.assign(message, before);
    throw new DiscordError(50006);
  }
  if (!isLoading) message.editedAt = state.time.now();
  watchOutput(state, channel, message, by);
  sendUpdated(sender, channel, message);
}

function standingEmbeds({ embeds }: MessageBody): StoredMessage["embeds"] {
  return (embeds ?? []).map((embed) => ({ type: "rich", ...embed }));
}

function mentionsOf(
  { state }: Sender,
  { body, allowance, channel }: Posting,
  content: string,
  reference: Reference | null,
  standing?: StoredMessage,
): Mentions {
  const components = body.components ?? standing?.components;
  const displayed = allComponents(components)
    .filter(({ component }) => component.type === ComponentType.TextDisplay)
    .map(({ component }) => String(component.content));
  const replied = state.messages.find(channel.id, reference?.messageId ?? "")?.authorId;
  const text = [content, ...displayed].join("\n");
  return allowedMentions(text, body.allowedMentions ?? allowance, replied ?? null);
}

function isEmpty({ content, embeds, components, attachments, flags }: StoredMessage): boolean {
  if (flags & MessageFlags.Loading) return false;
  return content === "" && embeds.length + components.length + attachments.length === 0;
}
