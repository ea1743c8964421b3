import type { Parts } from "../parts.ts";
import type { Proposal } from "../proposal.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import type { Wish } from "./plan-verdict.ts";
import { mayDecide, recheckStanding } from "./rights.ts";
import type { Edit } from "./verdict-writes.ts";

/**
 * How many people must approve a proposal: a person's own memory takes that person's word alone; what takes a shared
 * memory away, or brings what was private before more people, may take more of them than anything else.
 */
export function quorumFor(
  { audience, source, change }: Pick<Proposal, "audience" | "source" | "change">,
  { quorum, wideQuorum }: Pick<Settings, "quorum" | "wideQuorum">,
): number {
  if (audience.type === "person") return 1;
  const isWide = change.change === "remove" || source === "share";
  return isWide ? Math.max(quorum, wideQuorum ?? quorum) : quorum;
}

/** The wish to approve, as the settings have it. Who has approved before is asked about again. */
export async function approving(
  parts: Parts,
  proposal: Proposal,
  edit: Edit | null,
): Promise<Extract<Wish, { type: "approve" }>> {
  const { workspace, audience } = proposal;
  const settings = await readSettings(parts, workspace, null);
  return {
    type: "approve",
    quorum: quorumFor(proposal, settings),
    edit,
    countsStill: async (person) =>
      mayDecide(audience, await recheckStanding(parts, workspace, person, audience), settings.approvers),
  };
}
