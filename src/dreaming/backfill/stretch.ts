import type { MessageId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { platformOf } from "../../core/platforms.ts";
import type { Place } from "../../core/ports/delivery.ts";
import type { IncomingMessage } from "../../core/ports/platform.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import type { Backfill } from "./backfill.ts";

/** The most messages of one stretch, the newest ones, and the most pages of a single thread in it. */
const messagesAtMost = 2000;
const threadPages = 10;

/** One page of a channel's past with what was said in the threads that hang on it. */
export interface Stretch {
  /** Oldest first, each once. */
  readonly messages: readonly IncomingMessage[];
  /** Where the next one ends; null where nothing of the period is left. */
  readonly before: MessageId | null;
}

/**
 * Reads a stretch from the platform. Threads that the platform does not let be read are left out. Rejects with a
 * PlatformError.
 */
export async function readStretch(
  parts: Parts,
  { workspace, channel, from, to }: Pick<Backfill, "workspace" | "channel" | "from" | "to">,
  before: MessageId | null,
  signal: AbortSignal,
): Promise<Stretch> {
  const { archive } = platformOf(parts.platforms, workspace);
  const period = { from, to };
  const page = await archive.past({ workspace, channel, thread: null }, period, before);
  const byId = new Map(page.messages.map((message) => [message.id, message]));
  const readThread = async (thread: Place) => {
    let next: MessageId | null = null;
    for (let count = 0; count < threadPages; count += 1) {
      signal.throwIfAborted();
      const ofThread = await archive.past(thread, period, next);
      for (const message of ofThread.messages) byId.set(message.id, message);
      next = ofThread.before;
      if (next === null) return;
    }
  };
  for (const thread of page.threads) {
    if (byId.size >= messagesAtMost) break;
    await unlessRefused(parts, "thread-not-read", () => readThread({ workspace, channel, thread }));
  }
  const ordered = [...byId.values()].toSorted((one, other) => one.saidAt - other.saidAt);
  return { messages: ordered.slice(-messagesAtMost), before: page.before };
}
