import type { MessageType } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Mentions } from "./mentions.ts";

/** What a message points at: the message that it answers, or a whole thread. */
export interface Reference {
  readonly messageId: string | null;
  readonly channelId: string;
}

/** The interaction that a message of the bot answers. */
export interface MessageOrigin {
  readonly interactionId: string;
  /** Discord's number of the interaction's type. */
  readonly type: number;
  readonly personId: string;
  readonly guildId: string | null;
  /** The message whose component was used. */
  readonly sourceId: string | null;
}

/** A message that stands in a channel. */
export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  /** Who speaks through a webhook, or null. */
  readonly webhook: { readonly id: string; readonly name: string } | null;
  readonly type: MessageType;
  readonly createdAt: number;
  content: string;
  embeds: readonly JsonObject[];
  components: readonly JsonObject[];
  attachments: readonly JsonObject[];
  flags: number;
  /** Null before the first edit. */
  editedAt: number | null;
  readonly nonce: string | number | null;
  mentions: Mentions;
  readonly reference: Reference | null;
  /** Who reacted, by emoji. */
  readonly reactions: Map<string, Set<string>>;
  readonly origin: MessageOrigin | null;
  /** The one person who sees it, or null. */
  readonly onlyFor: string | null;
}
