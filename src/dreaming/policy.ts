import { quorumFor } from "../core/memory/approving.ts";
import { findLiveMemory } from "../core/memory/gates/standing.ts";
import { redraw } from "../core/memory/proposal-cards.ts";
import { decide } from "../core/memory/remember.ts";
import { rereadReceipts } from "../core/memory/reread.ts";
import { reverie } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import type { Proposal } from "../core/proposal.ts";
import type { Settings } from "../core/settings/settings.ts";

/**
 * Whether the policy that an administrator set may be the verdict: never over a person's own memory, over what somebody
 * should look at twice, or where it takes more than one person.
 */
export function isByPolicy(
  proposal: Pick<Proposal, "audience" | "source" | "change">,
  settings: Pick<Settings, "mode" | "autonomy" | "quorum" | "wideQuorum">,
): boolean {
  const { audience, change, source } = proposal;
  return (
    // It asks whether something still holds: no policy knows.
    source !== "upkeep" &&
    settings.mode === "autonomous" &&
    settings.autonomy.includes(change.change) &&
    audience.type !== "person" &&
    change.warnings.length === 0 &&
    quorumFor(proposal, settings) <= 1
  );
}

/** Lets the policy decide over those that it may; each stands on its card with Undo. Gives them as they stand then. */
export async function applyByPolicy(
  parts: Parts,
  proposals: readonly Proposal[],
  settings: Settings,
): Promise<Proposal[]> {
  const standing: Proposal[] = [];
  for (const proposal of proposals) {
    const isMeant = proposal.status === "pending" && isByPolicy(proposal, settings);
    standing.push(isMeant ? await apply(parts, proposal) : proposal);
  }
  return standing;
}

async function apply(parts: Parts, proposal: Proposal): Promise<Proposal> {
  const { workspace, id, audience, change } = proposal;
  // As before a person's approval: what was edited or deleted unseen is no evidence (law 6).
  await rereadReceipts(parts, workspace, change.receipts);
  const book = await parts.ledger.book(workspace, audience);
  // A memory that was disputed since waits for people.
  if (change.change !== "add" && !findLiveMemory(change.memory, book)) return proposal;
  const verdict = { type: "approve" as const, quorum: 1, edit: null, countsStill: async () => true };
  const outcome = await decide(parts, workspace, id, verdict, policy);
  if (outcome.type === "unknown") return proposal;
  await redraw(parts, outcome.proposal);
  return outcome.proposal;
}

const policy = { id: reverie, name: "the autonomous mode" };
