import type { Posted, PostedKeys } from "../../../core/conversation/posted-keys.ts";
import type { MessageId, WorkspaceId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Place } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { SlackCalls } from "../web/slack-calls.ts";
import { endStream } from "./ended-stream.ts";
import type { Reconcile } from "./reconcile.ts";

/** What stands for a key, or the announcement of which nothing can have come yet. */
export interface Looked {
  readonly message?: MessageId;
  readonly intent?: Posted;
}

/** Knows which messages stand for which keys, also after a process that died. */
export interface Standing {
  /**
   * Looks for the message of a key: found again where the end of a try was never known, and ended where it was
   * left as an open stream. An announcement is given once.
   */
  look(place: Place, key: string): Promise<Looked>;
  /** Writes down that a post is to come, so that nobody has to wait for that when it comes. */
  announce(place: Place, key: string): void;
  /** Takes an announcement back of which nothing came. */
  withdraw(place: Place, key: string): void;
}

/** What it works with. */
export interface StandingParts {
  readonly calls: SlackCalls;
  readonly posted: PostedKeys;
  readonly reconcile: Reconcile;
  readonly clock: Clock;
  readonly log: Log;
}

export function createStanding({ calls, posted, reconcile, clock, log }: StandingParts): Standing {
  /** Announced here and not tried yet; undefined where something stands already. */
  const announced = new Map<string, Promise<Posted | undefined>>();

  const announceNow = async (workspace: WorkspaceId, key: string): Promise<Posted | undefined> => {
    if (await posted.find(workspace, key)) return undefined;
    const intent: Posted = { intendedAt: clock.now(), message: null, isStream: false };
    await posted.keep(workspace, key, intent);
    return intent;
  };

  const takeAnnounced = (key: string): Promise<Posted | undefined> => {
    const intent = announced.get(key) ?? Promise.resolve(undefined);
    announced.delete(key);
    return intent;
  };

  const look = async (place: Place, key: string): Promise<Looked> => {
    const { workspace, channel } = place;
    const intent = await takeAnnounced(key);
    if (intent) return { intent };
    const known = await posted.find(workspace, key);
    if (!known) return {};
    const message = known.message ?? (await reconcile(place, key, known));
    if (!message) return {};
    // A run that died left its stream open: while it is, nothing else can be done with the message.
    if (known.isStream) await endStream(calls, channel, message);
    if (known.isStream || !known.message)
      await posted.keep(workspace, key, { ...known, message, isStream: false });
    return { message };
  };

  return {
    look,
    announce({ workspace }, key) {
      const intent = announceNow(workspace, key);
      // Whoever posts learns of it.
      intent.catch(() => undefined);
      announced.set(key, intent);
    },
    withdraw({ workspace }, key) {
      takeAnnounced(key)
        .then((intent) => intent && posted.drop(workspace, key))
        .catch((error: unknown) => log.warn("announcement-not-withdrawn", {}, error));
    },
  };
}
