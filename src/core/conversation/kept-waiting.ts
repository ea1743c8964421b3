import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import type { Asker, Place } from "../ports/delivery.ts";
import type { PlatformEvent } from "../ports/platform.ts";
import type { Affected } from "./outage-notice.ts";
import type { QuietChannels } from "./quiet-channels.ts";

/** Somebody who asked, and waits for the answer in a place. */
export function waitingIn(parts: Pick<Parts, "platforms">, place: Place, asker: Asker): Affected {
  const { workspace, channel } = place;
  return {
    key: `${workspace} ${channel} ${asker.person}`,
    tell: (sentence) => deliveryOf(parts, workspace).tellBriefly(place, asker, sentence),
  };
}

/**
 * Whom it keeps waiting that an event cannot be taken: who mentioned Reverie or wrote to it alone. Null for nobody;
 * whether a thread goes on with Reverie is not known without the store. Nor for who was met with silence there before.
 */
export async function waitingFor(
  parts: Pick<Parts, "platforms">,
  event: PlatformEvent,
  quiet: QuietChannels,
): Promise<Affected | null> {
  if (event.type !== "message-said") return null;
  const { workspace, message } = event;
  const { id, channel, thread, author: person } = message;
  if (quiet.has(workspace, channel)) return null;
  const isDirect = (await directoryOf(parts, workspace).channel(workspace, channel))?.reach === "direct";
  if (!isDirect && !message.mentionsReverie) return null;
  const place = { workspace, channel, thread: thread ?? (isDirect ? null : id) };
  return waitingIn(parts, place, { person, message: id });
}
