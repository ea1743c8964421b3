import { type Audience, channelAudience, formatAudience, personAudience, team } from "../audience.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { maySee, readStanding } from "./rights.ts";

/** Tells of which of these audiences somebody may see the memories. Of any other audience it says no. */
export async function readSeen(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  audiences: readonly Audience[],
): Promise<(audience: Audience) => boolean> {
  const each = new Map(audiences.map((audience) => [formatAudience(audience), audience]));
  const seen = new Set<string>();
  for (const [name, audience] of each) {
    if (maySee(audience, await readStanding(parts, workspace, person, audience))) seen.add(name);
  }
  return (audience) => seen.has(formatAudience(audience));
}

/** The audiences whose memories somebody may see: the team, the channels that they are in, and themselves. */
export async function readAudiencesOf(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<Audience[]> {
  const directory = directoryOf(parts, workspace);
  const [channels, own] = await Promise.all([
    directory.channels(workspace),
    directory.channelsOf(workspace, person),
  ]);
  const places = channels.filter(({ id }) => own.includes(id)).map(({ id }) => channelAudience(id));
  const audiences = [team, ...places, personAudience(person)];
  return audiences.filter(await readSeen(parts, workspace, person, audiences));
}
