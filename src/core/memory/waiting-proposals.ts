import type { Audience } from "../audience.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { isOver, type Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { readableProposals } from "./proposal-sources.ts";
import { mayDecide } from "./rights.ts";

/**
 * The proposals that wait for somebody's verdict, by audience in the order given, at most so many of each. The
 * channels among the audiences are those that the person is in.
 */
export async function waitingFor(
  parts: Parts,
  workspace: WorkspaceId,
  person: Person,
  audiences: readonly Audience[],
  atMostOfEach: number,
): Promise<Proposal[]> {
  const { approvers } = await readSettings(parts, workspace, null);
  const decided = audiences.filter((audience) =>
    mayDecide(audience, { person, isInChannel: audience.type === "channel" }, approvers),
  );
  const lists = await Promise.all(
    decided.map((audience) => parts.ledger.proposals(workspace, audience, "pending", atMostOfEach)),
  );
  const open = lists.flat().filter((proposal) => !isOver(proposal, parts.clock.now()));
  return readableProposals(parts, workspace, person.id, open);
}
