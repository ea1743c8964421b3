import type { Press } from "../core/actions.ts";
import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../core/ids.ts";
import { recheckPerson } from "../core/memory/rights.ts";
import type { Channel, Person, Reach } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import { isOptedOut } from "../core/privacy.ts";
import { isExcluded, readSettings } from "../core/settings/settings.ts";

/** Who asked for work, and where. */
export interface AskedWork {
  readonly workspace: string;
  readonly person: string;
  readonly personName: string;
  readonly channel: string;
  /** How far the place reached when it was asked for. */
  readonly reach: Reach;
}

/** Why work may not go on where it was asked for, in a sentence; undefined where it may. What may change is asked about anew. */
export async function whyNotHere(
  parts: Parts,
  { workspace: inWorkspace, person, channel }: AskedWork,
): Promise<string | undefined> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const [asker, place, settings, isOut] = await Promise.all([
    recheckPerson(parts, workspace, asId<PersonId>(person)),
    directoryOf(parts, workspace).channel(workspace, asId<ChannelId>(channel)),
    readSettings(parts, workspace, asId<ChannelId>(channel)),
    isOptedOut(parts, workspace, asId<PersonId>(person)),
  ]);
  if (!asker || !isMember(asker)) return "Whoever asked for it is no member of this workspace.";
  if (!place || isExcluded(place, settings.excludedChannels))
    return "I do not work here any more: this channel is left out, or I am not in it.";
  if (isOut) return "Whoever asked for it wants nothing of theirs kept.";
  if (!(await isSeenBy(parts, workspace, asker.id, place)))
    return "Whoever asked for it has left this channel.";
  return undefined;
}

function isMember({ role }: Person): boolean {
  return role !== "outsider" && role !== "bot";
}

/** Whether somebody may read a place. What is said in private goes on in a direct conversation as long as it is there. */
async function isSeenBy(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  { id, reach }: Pick<Channel, "id" | "reach">,
): Promise<boolean> {
  if (reach !== "private") return true;
  return (await directoryOf(parts, workspace).channelsOf(workspace, person)).includes(id);
}

const reaches: readonly Reach[] = ["direct", "private", "public", "shared"];

/** Whether more people may read the place now than when the work began: what it read then was for those who could (law 4). */
export async function isWider(parts: Parts, { workspace, channel, reach }: AskedWork): Promise<boolean> {
  const inWorkspace: WorkspaceId = asId(workspace);
  const now = await directoryOf(parts, inWorkspace).channel(inWorkspace, asId(channel));
  return now !== undefined && reaches.indexOf(now.reach) > reaches.indexOf(reach);
}

/**
 * Why somebody who presses may not decide about work; undefined where they may. Whoever cannot read its place hears what they
 * would hear of work that does not exist.
 */
export async function whyNotTheirs(
  parts: Parts,
  { workspace, person }: Press,
  work: AskedWork,
  nothing: string,
): Promise<string | undefined> {
  if (work.person === person) {
    const reason = await whyNotHere(parts, work);
    return reason === undefined ? undefined : `${reason} Nothing changed.`;
  }
  return (await mayKnowOf(parts, workspace, person, work))
    ? `That is for ${work.personName}, who asked for it, alone. Nothing changed.`
    : nothing;
}

/** Whether somebody else may know that there is such work. */
export async function mayKnowOf(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  { channel, reach }: AskedWork,
): Promise<boolean> {
  const presser = await recheckPerson(parts, workspace, person);
  if (!presser || presser.role === "bot" || reach === "direct") return false;
  return isSeenBy(parts, workspace, person, { id: asId<ChannelId>(channel), reach });
}
