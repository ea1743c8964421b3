import type { Audience } from "../audience.ts";
import { isChannelMuted } from "../conversation/mute.ts";
import type { ChannelId, PersonId, WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { readSettings } from "../settings/settings.ts";
import { unlessRefused } from "../unless-refused.ts";

/** Where an audience's proposals are shown: the review channel or the administrators, the channel, the person alone. */
export async function destinations(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
): Promise<ChannelId[]> {
  const directory = directoryOf(parts, workspace);
  const directOf = (person: PersonId) =>
    unlessRefused(parts, "direct-refused", () => directory.openDirect(workspace, person));
  const directsOf = async (people: readonly PersonId[]) =>
    (await Promise.all(people.map(directOf))).filter((channel) => channel !== undefined);
  if (audience.type === "person") return directsOf([audience.person]);
  // In a muted channel nothing is shown; what waits there is found under `review`.
  const isMuted = (channel: ChannelId) => isChannelMuted(parts, workspace, channel);
  if (audience.type === "channel") return (await isMuted(audience.channel)) ? [] : [audience.channel];
  const { reviewChannel } = await readSettings(parts, workspace, null);
  const channels = await directory.channels(workspace);
  const review = channels.find(({ id, name }) => id === reviewChannel || name === reviewChannel);
  if (review && review.reach !== "shared" && !(await isMuted(review.id))) return [review.id];
  return directsOf(await directory.administrators(workspace));
}
