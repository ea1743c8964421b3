import { channelAudience, personAudience, team } from "../audience.ts";
import { type PrivateAnswer, say, show } from "../card.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { proposalsCard } from "./proposal-cards.ts";
import { waitingFor } from "./waiting-proposals.ts";

/** The most proposals that one review shows. */
const reviewAtMost = 10;

/** Everything that waits for somebody's decision, also what no digest had room for. */
export async function reviewCard(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<PrivateAnswer> {
  const directory = directoryOf(parts, workspace);
  const [asker, channels] = await Promise.all([
    directory.person(workspace, person),
    directory.channelsOf(workspace, person),
  ]);
  const audiences = [personAudience(person), ...channels.map(channelAudience), team];
  const open = asker ? await waitingFor(parts, workspace, asker, audiences, reviewAtMost) : [];
  if (open.length === 0) return say("Nothing waits for your decision.");
  const shown = open.slice(0, reviewAtMost);
  const more = open.length > shown.length ? `The first ${shown.length} of ${open.length}.` : "";
  return show(await proposalsCard(parts, workspace, "Waiting for your decision", more, shown));
}
