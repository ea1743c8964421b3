import { z } from "zod";
import { markOf, type Posted } from "../../../core/conversation/posted-keys.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { MessageId } from "../../../core/ids.ts";
import type { Place } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Account } from "../account.ts";
import { messageId, timestampIn, timestampOf } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";

/** The type of the mark that every message of ours carries. */
export const markType = "reverie_message";

/** How many messages are looked through. */
const lookedThrough = 100;

/** Slack's clock and ours may differ by this much, in milliseconds. */
const skewMs = 60_000;

const ownMessage = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  metadata: z
    .object({
      event_type: z.string().optional(),
      event_payload: z.record(z.string(), z.unknown()).optional(),
    })
    .nullish(),
});

/** Looks for the message of a try whose end nobody knows; undefined where there is none. */
export type Reconcile = (place: Place, key: string, posted: Posted) => Promise<MessageId | undefined>;

/**
 * Looks for a message whose posting nobody knows the end of: one that carries the mark of its key; a stream,
 * which takes no mark when it starts, is the newest message of ours in its thread. Undefined where there is
 * none. Where the app may not read the place, it cannot be found: then it counts as not posted.
 */
export function createReconciler(calls: SlackCalls, account: Account, log: Log): Reconcile {
  return async (place, key, { intendedAt, isStream }) => {
    const { botId, botUserId } = await account.identity();
    const messages = await readBack(calls, place, intendedAt).catch((error: unknown) => {
      if (!(error instanceof PlatformError && error.permanent)) throw error;
      log.warn("post-not-reconciled", { code: error.code, channel: place.channel }, error);
      return [];
    });
    const own = messages
      .flatMap((raw) => ownMessage.safeParse(raw).data ?? [])
      .filter(({ bot_id, user }) => bot_id === botId || user === botUserId);
    const mark = markOf(key);
    const marked = own.find(
      ({ metadata }) => metadata?.event_type === markType && metadata.event_payload?.k === mark,
    );
    const unmarked = own.filter(({ metadata }) => metadata?.event_type !== markType);
    const newest = unmarked.toSorted((one, other) => other.ts.localeCompare(one.ts))[0];
    const found = marked ?? (isStream ? newest : undefined);
    return found && messageId(place.channel, found.ts);
  };
}

async function readBack(
  calls: SlackCalls,
  { channel, thread }: Place,
  since: number,
): Promise<readonly unknown[]> {
  const range = {
    channel,
    oldest: timestampOf(since - skewMs),
    limit: lookedThrough,
    include_all_metadata: true,
  };
  if (thread === null) {
    const kind = { method: "conversations.history", channel, repeatable: true };
    return (await calls.call(kind, (client) => client.conversations.history(range))).messages ?? [];
  }
  const kind = { method: "conversations.replies", channel, repeatable: true };
  const replies = { ...range, ts: timestampIn(thread) };
  return (await calls.call(kind, (client) => client.conversations.replies(replies))).messages ?? [];
}
