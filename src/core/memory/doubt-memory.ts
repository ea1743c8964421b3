import { type PrivateAnswer, say, show } from "../card.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import { type Change, currentChange, memoryState, signalOf } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { isOptedOut } from "../privacy.ts";
import type { Proposal, ProposedChange } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { type DoubtKind, keepDoubt } from "./doubts.ts";
import { draftProposal } from "./draft-proposal.ts";
import { findVisibleMemory } from "./forget-memory.ts";
import { announce, proposalsCard } from "./proposal-cards.ts";
import { propose } from "./remember.ts";
import { decidersOf, nothingThere, recheckStanding } from "./rights.ts";

/** Who doubts what. */
export interface Doubt {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  /** The memory's id as it stands in a button. */
  readonly id: string;
  readonly kind: DoubtKind;
}

const reasons: Readonly<Record<DoubtKind, string>> = {
  wrong: "Of an answer that was given it, somebody said that it is wrong.",
  outdated: "Of an answer that was given it, somebody said that it is outdated.",
  "not-here": "Of an answer that was given it, somebody said that it does not belong there.",
};

/** The most waiting proposals that are looked through for one of the same. */
const pendingRead = 500;

/**
 * Keeps a doubt of a memory for the next dream, and puts it at once before those who decide what becomes of the memory,
 * which is used on meanwhile. Gives what whoever doubts is told: of a memory of their own, the proposal itself. Safe to
 * repeat.
 */
export async function doubtMemory(
  parts: Parts,
  { workspace, person, id, kind }: Doubt,
): Promise<PrivateAnswer> {
  const memory = await findVisibleMemory(parts, workspace, person, id);
  const change = memory && currentChange(memory);
  if (!memory || !change || memoryState(memory) === "removed") return say(nothingThere);
  if (await isOptedOut(parts, workspace, person))
    return say("You asked me to keep nothing of you, so this is not kept either.");
  await keepDoubt(parts, workspace, memory.id, person, kind);
  if (memoryState(memory) === "suspended")
    return say("It is not used any more already. It waits until somebody decides.");
  const { audience } = memory;
  const { person: doubter } = await recheckStanding(parts, workspace, person, audience);
  const mayPropose = doubter?.role === "admin" || doubter?.role === "member";
  if (audience.type !== "person" && !mayPropose) return say("Thanks, the next dream looks at it again.");
  const { proposal, isNew } = await proposeOnce(parts, change, person, kind);
  if (audience.type === "person") {
    const body = "Nothing changes before you approve it.";
    return show(await proposalsCard(parts, workspace, "You doubt this", body, [proposal]));
  }
  if (isNew) {
    const title = "Somebody doubts a memory";
    const body = "It is used until somebody decides.";
    await announce(parts, { workspace, title, body, proposals: [proposal], rest: 0 }, parts.clock.now());
  }
  const { approvers } = await readSettings(parts, workspace, null);
  return say(
    `Thanks. What becomes of it waits for ${decidersOf(audience, approvers)}; until then it is used as before.`,
  );
}

/** The proposal that a doubt of this memory as it stands has made before, or a new one. */
async function proposeOnce(
  parts: Parts,
  change: Change,
  person: PersonId,
  kind: DoubtKind,
): Promise<{ readonly proposal: Proposal; readonly isNew: boolean }> {
  const { workspace, audience, memory, id } = change;
  const wanted = changeFor(change, kind);
  const pending = await parts.ledger.proposals(workspace, audience, "pending", pendingRead);
  const waiting = pending.find(
    ({ change: proposed, basis }) =>
      proposed.memory === memory && basis === id && proposed.change === wanted.change,
  );
  if (waiting) return { proposal: waiting, isNew: false };
  const receipts = [signalOf("click", person, parts.clock.now())];
  const candidate = { ...wanted, memory, receipts, why: reasons[kind], warnings: [] };
  const origin = { source: "doubt" as const, dream: null, seed: null };
  const proposal = await draftProposal(parts, workspace, audience, candidate, origin);
  await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
  return { proposal, isNew: true };
}

/** A memory of one's own that does not belong into a channel is kept for direct messages; all else would go. */
function changeFor(
  { audience, kind, text, travels }: Change,
  doubt: DoubtKind,
): Pick<ProposedChange, "change" | "kind" | "text" | "travels"> {
  return doubt === "not-here" && audience.type === "person" && travels
    ? { change: "update", kind, text, travels: false }
    : { change: "remove", kind, text, travels };
}
