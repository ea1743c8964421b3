import type { Audience } from "../audience.ts";
import type { ChannelId, WorkspaceId } from "../ids.ts";
import { placesOf, type Receipt } from "../memory.ts";
import type { Reach } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";

/**
 * Whether a place where something was said has become narrower than the audience, as a channel that was made
 * private (law 3). A place that the platform no longer knows cannot have been narrowed.
 */
export function isNarrowed(
  receipts: readonly Receipt[],
  audience: Audience,
  reachOf: (channel: ChannelId) => Reach | undefined,
): boolean {
  return narrowerPlaces(receipts, audience, reachOf).length > 0;
}

/** The places of these receipts that have become narrower than the audience. */
export function narrowerPlaces(
  receipts: readonly Receipt[],
  audience: Audience,
  reachOf: (channel: ChannelId) => Reach | undefined,
): ChannelId[] {
  if (audience.type === "person") return [];
  return placesOf(receipts).filter((channel) => {
    if (audience.type === "channel" && channel === audience.channel) return false;
    const reach = reachOf(channel);
    return reach !== undefined && reach !== "public";
  });
}

/**
 * The receipts without the quotes from channels that have stopped being followed: their deletion would not be
 * told any more, so that nothing new may rest on them. A channel that the platform no longer knows counts as
 * it did before.
 */
export async function withoutUnfollowed(
  parts: Parts,
  workspace: WorkspaceId,
  receipts: readonly Receipt[],
): Promise<readonly Receipt[]> {
  const directory = directoryOf(parts, workspace);
  const quoted = receipts.flatMap((receipt) => (receipt.type === "quote" ? [receipt.channel] : []));
  const channels = await Promise.all([...new Set(quoted)].map((id) => directory.channel(workspace, id)));
  const unfollowed = new Set(
    channels.flatMap((channel) => (channel?.isFollowed === false ? [channel.id] : [])),
  );
  return receipts.filter((receipt) => receipt.type !== "quote" || !unfollowed.has(receipt.channel));
}

/** Whether the receipts are of narrower places, asking the platform how the places are now. */
export async function isNarrowedNow(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  receipts: readonly Receipt[],
): Promise<boolean> {
  const channels = await directoryOf(parts, workspace).channels(workspace);
  const reaches = new Map(channels.map(({ id, reach }) => [id, reach]));
  return isNarrowed(receipts, audience, (channel) => reaches.get(channel));
}
