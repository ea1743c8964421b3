import type { JsonObject } from "../../messages-server/json-value.ts";
import { app } from "./identity.ts";
import type { StoredMessage } from "./stored-message.ts";

/** A message as people see it. */
export interface ShownMessage {
  readonly id: string;
  /** The channel's id. */
  readonly channel: string;
  /** The author's id. */
  readonly person: string;
  readonly content: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
  readonly flags: number;
  readonly type: number;
  /** The id of the message that it answers, or null. */
  readonly replyTo: string | null;
  readonly isEdited: boolean;
  readonly isByBot: boolean;
  readonly isPrivate: boolean;
}

/** A message as people see it. */
export function shownMessage(message: StoredMessage): ShownMessage {
  const { id, channelId, authorId, content, embeds, components, attachments, flags, type } = message;
  return {
    id,
    channel: channelId,
    person: authorId,
    content,
    embeds,
    components,
    attachments,
    flags,
    type,
    replyTo: message.reference?.messageId ?? null,
    isEdited: message.editedAt !== null,
    isByBot: authorId === app.id,
    isPrivate: message.onlyFor !== null,
  };
}
