import type { Audience } from "../audience.ts";
import type { WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { readSettings } from "../settings/settings.ts";
import type { Wish } from "./plan-verdict.ts";
import { mayDecide, recheckStanding } from "./rights.ts";
import type { Edit } from "./verdict-writes.ts";

/**
 * The wish to approve, as the settings have it: a person's own memory takes that person's word alone,
 * others as many as the quorum says. Who has approved before is asked about again.
 */
export async function approving(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  edit: Edit | null,
): Promise<Extract<Wish, { type: "approve" }>> {
  const { quorum, approvers } = await readSettings(parts, workspace, null);
  return {
    type: "approve",
    quorum: audience.type === "person" ? 1 : quorum,
    edit,
    countsStill: async (person) =>
      mayDecide(audience, await recheckStanding(parts, workspace, person, audience), approvers),
  };
}
