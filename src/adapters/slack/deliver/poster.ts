import { markOf, type Posted, type PostedKeys } from "../../../core/conversation/posted-keys.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { MessageId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Content, Delivery, MessageRef, Place } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import { after } from "../../../core/waiting-time.ts";
import type { Account } from "../account.ts";
import { messageId, timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";
import { isRefusal } from "./ended-stream.ts";
import { createReconciler, markType } from "./reconcile.ts";
import type { RenderMessage } from "./rendering.ts";
import { createStanding, type Standing } from "./standing.ts";

/** How often a post whose end nobody knows is looked for, and the pause before each look, in milliseconds. */
const looks = 3;
const lookPauseMs = 1000;

/** What posting works with. */
export interface PosterParts {
  readonly calls: SlackCalls;
  readonly account: Account;
  readonly posted: PostedKeys;
  readonly render: RenderMessage;
  readonly clock: Clock;
  readonly log: Log;
}

/** Posts, updates and removes whole messages. */
export interface Poster
  extends Pick<Delivery, "post" | "update" | "remove">,
    Pick<Standing, "announce" | "withdraw"> {
  /** The message that stands for the key, found again where the end of a try was never known. */
  standing(place: Place, key: string): Promise<MessageId | undefined>;
}

/** The mark by which a message of ours is found again. */
export function metadataOf(key: string) {
  return { event_type: markType, event_payload: { k: markOf(key) } };
}

export function createPoster(parts: PosterParts): Poster {
  const { calls, posted, render, clock, log } = parts;
  const reconcile = createReconciler(calls, parts.account, log);
  const standing = createStanding({ calls, posted, reconcile, clock, log });

  const edit = async ({ channel, message }: MessageRef, content: Content, marks: object): Promise<void> => {
    const body = { channel, ts: timestampIn(message), ...render(content), ...marks };
    const kind = { method: "chat.update", channel, repeatable: true };
    try {
      await calls.call(kind, (client) => client.chat.update(body));
    } catch (error) {
      if (!isRefusal(error, "message_not_found")) throw error;
    }
  };

  /** After a post whose end nobody knows: Slack may need a moment until what it took can be read. */
  const lookFor = async (place: Place, key: string, intent: Posted): Promise<MessageId | undefined> => {
    for (let look = 0; look < looks; look += 1) {
      await after(clock, lookPauseMs);
      const found = await reconcile(place, key, intent);
      if (found) return found;
    }
    return undefined;
  };

  const send = async (place: Place, content: Content, key: string): Promise<MessageId> => {
    const { channel, thread } = place;
    const answer = await calls.call({ method: "chat.postMessage", channel, repeatable: false }, (client) =>
      client.chat.postMessage({
        channel,
        ...(thread === null ? {} : { thread_ts: timestampIn(thread) }),
        ...render(content),
        metadata: metadataOf(key),
        unfurl_links: false,
        unfurl_media: false,
        parse: "none",
        link_names: false,
      }),
    );
    if (!answer.ts) throw new PlatformError("Slack", "no-timestamp", false);
    return messageId(channel, answer.ts);
  };

  return {
    update: (message, content) => edit(message, content, {}),
    standing: async (place, key) => (await standing.look(place, key)).message,
    announce: standing.announce,
    withdraw: standing.withdraw,
    async post(place, content, key) {
      const { workspace, channel } = place;
      const { message: there, intent: known } = await standing.look(place, key);
      if (there) {
        // A message that began as a stream has no mark yet: without one it could be taken for another stream.
        await edit({ workspace, channel, message: there }, content, { metadata: metadataOf(key) });
        return there;
      }
      const intent = known ?? { intendedAt: clock.now(), message: null, isStream: false };
      if (!known) await posted.keep(workspace, key, intent);
      const message = await send(place, content, key).catch(async (error: unknown) => {
        if (!isRefusal(error, "ambiguous")) {
          if (error instanceof PlatformError) await posted.drop(workspace, key);
          throw error;
        }
        log.warn("post-ambiguous", { channel });
        // Where it is not found it was not posted, as far as Slack can tell: this once it is said again.
        return (await lookFor(place, key, intent)) ?? (await send(place, content, key));
      });
      posted.keepSoon(workspace, key, { ...intent, message });
      return message;
    },
    async remove({ channel, message }) {
      const kind = { method: "chat.delete", channel, repeatable: true };
      try {
        await calls.call(kind, (client) => client.chat.delete({ channel, ts: timestampIn(message) }));
      } catch (error) {
        if (!isRefusal(error, "message_not_found")) throw error;
      }
    },
  };
}
