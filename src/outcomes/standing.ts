import type { Press } from "../core/actions.ts";
import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../core/ids.ts";
import { recheckPerson } from "../core/memory/rights.ts";
import type { Channel, Person, Reach } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import { isOptedOut } from "../core/privacy.ts";
import { isExcluded, readSettings, type Settings } from "../core/settings/settings.ts";
import type { Records } from "./records.ts";

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
  const hindrance = hindranceOf({ asker, place, settings, isOut });
  if (hindrance) return hindrances[hindrance];
  if (asker && place && !(await isSeenBy(parts, workspace, asker.id, place)))
    return "Whoever asked for it has left this channel.";
  return undefined;
}

const hindrances = {
  stranger: "Whoever asked for it is no member of this workspace.",
  "left out": "I do not work here any more: this channel is left out, or I am not in it.",
  "opted out": "Whoever asked for it wants nothing of theirs kept.",
} as const;

/** What is known of who asks for work and where. */
export interface Asker {
  /** Undefined where the platform does not know them, or the place. */
  readonly asker: Person | undefined;
  readonly place: Channel | undefined;
  readonly settings: Pick<Settings, "excludedChannels">;
  readonly isOut: boolean;
}

/** What hinders work for somebody in a place; undefined for nothing. */
export function hindranceOf({ asker, place, settings, isOut }: Asker): keyof typeof hindrances | undefined {
  if (!asker || asker.role === "outsider" || asker.role === "bot") return "stranger";
  if (!place || isExcluded(place, settings.excludedChannels)) return "left out";
  return isOut ? "opted out" : undefined;
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
 * The work that somebody presses about, where they may decide about it; otherwise one sentence that says why not. Whoever
 * cannot read its place hears what they would hear of work that does not exist.
 */
export async function findOwn<Kept extends AskedWork>(
  parts: Parts,
  { read }: Pick<Records<Kept>, "read">,
  { workspace, person, value }: Press,
  nothing: string,
): Promise<Kept | { readonly refusal: string }> {
  const work = await read(parts, workspace, value);
  if (!work) return { refusal: nothing };
  if (work.person === person) {
    const reason = await whyNotHere(parts, work);
    return reason === undefined ? work : { refusal: `${reason} Nothing changed.` };
  }
  return (await mayKnowOf(parts, await recheckPerson(parts, workspace, person), work))
    ? { refusal: `That is for ${work.personName}, who asked for it, alone. Nothing changed.` }
    : { refusal: nothing };
}

/** Whether somebody else may know that there is such work. */
export async function mayKnowOf(
  parts: Parts,
  presser: Person | undefined,
  { workspace, channel, reach }: AskedWork,
): Promise<boolean> {
  if (!presser || presser.role === "bot" || reach === "direct") return false;
  return isSeenBy(parts, asId(workspace), presser.id, { id: asId<ChannelId>(channel), reach });
}
