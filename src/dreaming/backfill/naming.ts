import { formatDate } from "../../core/memory/naming.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
import { readSettings } from "../../core/settings/settings.ts";
import type { Backfill } from "./backfill.ts";
import type { Naming } from "./cards.ts";

/** How the place of a backfill and an instant of it, in milliseconds, are written. */
export async function namingOf(
  parts: Parts,
  { workspace, channel }: Pick<Backfill, "workspace" | "channel">,
  since: number,
): Promise<Naming> {
  const [place, { timezone }] = await Promise.all([
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, null),
  ]);
  return { place: place ? `#${place.name}` : "the channel", since: formatDate(since, timezone) };
}
