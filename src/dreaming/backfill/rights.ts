import { channelAudience } from "../../core/audience.ts";
import type { ChannelId, PersonId, WorkspaceId } from "../../core/ids.ts";
import { nothingThere, recheckStanding } from "../../core/memory/rights.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";

/** Why somebody may not decide over a channel's past, as the platform says at this very moment; undefined where they may. */
export async function whyNotTheirs(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  channel: ChannelId,
): Promise<string | undefined> {
  const [standing, place] = await Promise.all([
    recheckStanding(parts, workspace, person, channelAudience(channel)),
    directoryOf(parts, workspace).channel(workspace, channel),
  ]);
  if (standing.person?.role !== "admin")
    return "Only administrators can have a channel's past read or taken back. Nothing changed.";
  // What was said where somebody is not is nothing that they may know of.
  const isHidden = place !== undefined && place.reach !== "public" && !standing.isInChannel;
  return isHidden ? nothingThere : undefined;
}
