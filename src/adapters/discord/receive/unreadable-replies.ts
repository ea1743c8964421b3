import { markOf } from "../../../core/conversation/posted-keys.ts";
import type { WorkspaceId } from "../../../core/ids.ts";
import type { Delivery } from "../../../core/ports/delivery.ts";
import { plainContent } from "../../../core/ports/delivery.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { IncomingMessage } from "../../../core/ports/platform.ts";

/** How long nobody is told again in a place, in milliseconds. */
const toldForMs = 24 * 60 * 60 * 1000;

const sentence =
  "I cannot read a reply that does not mention me: here I am told only the words that do. Leave the mention of your reply on, or write `@Reverie` and your question.";

/** Replies to Reverie of which Discord keeps the words back, because message content is switched off. */
export interface UnreadableReplies {
  isOne(message: IncomingMessage): boolean;
  /** Says so in the place, once a day. Never rejects. */
  tell(workspace: WorkspaceId, message: IncomingMessage): Promise<void>;
}

export function createUnreadableReplies(
  documents: Documents,
  delivery: Pick<Delivery, "post">,
  hearsAll: () => boolean,
  log: Log,
): UnreadableReplies {
  return {
    isOne: ({ mentionsReverie, text, files, repliesTo }) =>
      !hearsAll() && mentionsReverie && repliesTo !== null && text === "" && files.length === 0,
    async tell(workspace, { channel, thread, id }) {
      try {
        const name = markOf(`${channel} ${thread}`);
        const key = { workspace, kind: "discord-unreadable-told", name };
        if (!(await documents.add(key, true, toldForMs))) return;
        await delivery.post(
          { workspace, channel, thread: thread ?? id },
          plainContent(sentence),
          `unreadable ${id}`,
        );
      } catch (error) {
        log.warn("unreadable-not-told", {}, error);
      }
    },
  };
}
