import type { ChannelId, WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import type { SettingKey } from "../settings/setting-definitions.ts";
import { readSettings } from "../settings/settings.ts";
import { unlessRefused } from "../unless-refused.ts";

/** What is kept of a channel is said where it is kept, to everyone there. */
export async function tellListening(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
  listen: string,
  at: number,
): Promise<void> {
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  // Where the platform tells of little, it would not be true.
  if (!place?.hearsAll || place.reach === "direct") return;
  const { retentionDays } = await readSettings(parts, workspace, channel);
  const sentence =
    listen === "all"
      ? `From now on I keep what is said here, for ${retentionDays} days. \`/reverie privacy off\` leaves you out.`
      : "From now on I keep of this channel only what is said to me.";
  await unlessRefused(parts, "listening-not-told", () =>
    deliveryOf(parts, workspace).post(
      { workspace, channel, thread: null },
      plainContent(sentence),
      `listen ${channel} ${listen} ${at}`,
    ),
  );
}

/** What somebody who has Reverie listen to everything must know of a channel of which the platform does not tell all. */
export async function unheardSentence(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
  key: SettingKey,
  value: string,
): Promise<string> {
  if (key !== "listen" || value !== "all") return "";
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  return place?.hearsAll === false
    ? " In this channel I am told only of what mentions me, so nothing else that is said here is kept."
    : "";
}
