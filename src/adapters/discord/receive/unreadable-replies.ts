import { markOf } from "../../../core/conversation/posted-keys.ts";
import type { WorkspaceId } from "../../../core/ids.ts";
import type { Delivery } from "../../../core/ports/delivery.ts";
import { plainContent } from "../../../core/ports/delivery.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import { messageId } from "../snowflakes.ts";
import { type DiscordMessage, isWordless } from "./discord-message.ts";
import type { StandingPlace } from "./standing-place.ts";

/** How long nobody is told again in a place, in milliseconds. */
const toldForMs = 24 * 60 * 60 * 1000;

const sentence =
  "I cannot read a reply that does not mention me: here I am told only the words that do. Leave the mention of your reply on, or write `@Reverie` and your question.";

/** Replies to Reverie of which Discord keeps the words back, because message content is switched off. */
export interface UnreadableReplies {
  isOne(message: DiscordMessage, ownId: string): boolean;
  /** Says so in the place, once a day. Never rejects. */
  tell(workspace: WorkspaceId, place: StandingPlace, message: DiscordMessage): Promise<void>;
}

export function createUnreadableReplies(
  documents: Documents,
  delivery: Pick<Delivery, "post">,
  hearsAll: () => boolean,
  log: Log,
): UnreadableReplies {
  return {
    isOne: (message, ownId) =>
      !hearsAll() && isWordless(message, ownId) && message.referenced_message?.author.id === ownId,
    async tell(workspace, { channel, thread }, message) {
      const id = messageId(message.channel_id, message.id);
      const key = { workspace, kind: "discord-unreadable-told", name: markOf(`${channel} ${thread}`) };
      try {
        if (!(await documents.add(key, true, toldForMs))) return;
        const place = { workspace, channel, thread: thread ?? id };
        await delivery.post(place, plainContent(sentence), `unreadable ${id}`);
      } catch (error) {
        log.warn("unreadable-not-told", {}, error);
        // The next one is told instead.
        await documents.delete(key).catch(() => undefined);
      }
    },
  };
}
