import { channelAudience, personAudience, team } from "../audience.ts";
import type { ChannelId, WorkspaceId } from "../ids.ts";
import { mayDecide } from "../memory/rights.ts";
import type { Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";

/** The most waiting proposals of one audience that are counted. */
const countedAtMost = 100;

/**
 * The proposals that wait for somebody's verdict, the person's own first, then the team's, then those of the
 * channels that they are in.
 */
export async function waitingFor(
  parts: Parts,
  workspace: WorkspaceId,
  person: Person,
  channels: readonly ChannelId[],
): Promise<Proposal[]> {
  const { approvers } = await readSettings(parts, workspace, null);
  const audiences = [personAudience(person.id), team, ...channels.map(channelAudience)];
  const decided = audiences.filter((audience) =>
    mayDecide(audience, { person, isInChannel: audience.type === "channel" }, approvers),
  );
  const lists = await Promise.all(
    decided.map((audience) => parts.ledger.proposals(workspace, audience, "pending", countedAtMost)),
  );
  return lists.flat().filter(({ expiresAt }) => expiresAt > parts.clock.now());
}
