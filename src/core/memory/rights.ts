import type { Audience } from "../audience.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { readSettings, type Settings } from "../settings/settings.ts";

/** What the platform says of somebody, with what follows for an audience. */
export interface Standing {
  /** Undefined when the platform does not know the person. */
  readonly person: Person | undefined;
  readonly isInChannel: boolean;
}

/** Who somebody is at this very moment: for acts that need a right, which no remembered role decides (law 8). */
export async function recheckPerson(
  parts: Parts,
  workspace: WorkspaceId,
  id: PersonId,
): Promise<Person | undefined> {
  const directory = directoryOf(parts, workspace);
  directory.recheck(workspace, id);
  return directory.person(workspace, id);
}

/** Somebody's standing at this very moment: for verdicts, which no remembered role or membership decides (law 8). */
export function recheckStanding(
  parts: Parts,
  workspace: WorkspaceId,
  id: PersonId,
  audience: Audience,
): Promise<Standing> {
  directoryOf(parts, workspace).recheck(workspace, id);
  return readStanding(parts, workspace, id, audience);
}

/** Somebody's standing as the directory has it, perhaps a minute old: enough for showing, never for a verdict. */
export async function readStanding(
  parts: Parts,
  workspace: WorkspaceId,
  id: PersonId,
  audience: Audience,
): Promise<Standing> {
  const directory = directoryOf(parts, workspace);
  const person = await directory.person(workspace, id);
  if (audience.type !== "channel" || !person) return { person, isInChannel: false };
  const channels = await directory.channelsOf(workspace, id);
  return { person, isInChannel: channels.includes(audience.channel) };
}

/** Whether somebody may see the memories of an audience. */
export function maySee(audience: Audience, { person, isInChannel }: Standing): boolean {
  if (!person) return false;
  switch (audience.type) {
    case "team":
      return person.role === "admin" || person.role === "member";
    case "channel":
      return isInChannel;
    case "person":
      return audience.person === person.id;
  }
}

/**
 * Whether somebody may decide over an audience: over a person's memories that person alone, over a
 * channel's its members, over the team's the approvers.
 */
export function mayDecide(audience: Audience, standing: Standing, approvers: Settings["approvers"]): boolean {
  const role = standing.person?.role;
  if (!maySee(audience, standing)) return false;
  if (audience.type === "person") return true;
  if (audience.type === "team") return role === "admin" || (role === "member" && approvers === "members");
  return role === "admin" || role === "member";
}

/** Who may decide, in words for somebody who may not. */
export function decidersOf(audience: Audience, approvers: Settings["approvers"]): string {
  if (audience.type === "person") return "the person whom it is about";
  if (audience.type === "channel") return "members of that channel";
  return approvers === "admins" ? "administrators" : "members of the team";
}

/** Whether somebody may decide, as the platform says at this very moment, with the sentence to tell them where not. */
export async function checkRight(
  parts: Parts,
  workspace: WorkspaceId,
  id: PersonId,
  audience: Audience,
): Promise<{ readonly person: Person } | { readonly refusal: string }> {
  const [standing, { approvers }] = await Promise.all([
    recheckStanding(parts, workspace, id, audience),
    readSettings(parts, workspace, null),
  ]);
  if (standing.person && mayDecide(audience, standing, approvers)) return { person: standing.person };
  // Somebody who may not even see it learns nothing, not even that it is there.
  if (!maySee(audience, standing)) return { refusal: nothingThere };
  return { refusal: `Only ${decidersOf(audience, approvers)} can decide this. Nothing changed.` };
}

/** The answer where something is not there, or is not for the asker to know of. */
export const nothingThere = "There is nothing by that id here. Nothing changed.";
