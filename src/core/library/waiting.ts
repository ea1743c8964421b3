import type { Audience } from "../audience.ts";
import type { Card } from "../card.ts";
import type { WorkspaceId } from "../ids.ts";
import { proposalsCard } from "../memory/proposal-cards.ts";
import { readableProposals } from "../memory/proposal-sources.ts";
import { waitingFor } from "../memory/waiting-proposals.ts";
import type { Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import { isOver } from "../proposal.ts";

/** The most waiting proposals of one audience that are shown. */
const shownOfEach = 50;

/** What waits for a verdict. */
export interface Waiting {
  /** What waits for this person, with its buttons. */
  readonly toDecide: Card;
  /** What waits for others and may be seen, without buttons. */
  readonly toSee: Card;
}

/** Reads what waits for somebody's verdict, and what else of these audiences, which they see, waits for others. */
export async function readWaiting(
  parts: Parts,
  workspace: WorkspaceId,
  person: Person | undefined,
  audiences: readonly Audience[],
): Promise<Waiting> {
  const own = person ? await waitingFor(parts, workspace, person, audiences, shownOfEach) : [];
  const decided = new Set(own.map(({ id }) => id));
  const lists = await Promise.all(
    audiences.map((audience) => parts.ledger.proposals(workspace, audience, "pending", shownOfEach)),
  );
  const open = lists
    .flat()
    .filter((proposal) => !decided.has(proposal.id) && !isOver(proposal, parts.clock.now()));
  const others = person ? await readableProposals(parts, workspace, person.id, open) : [];
  const [toDecide, toSee] = await Promise.all([
    proposalsCard(parts, workspace, "Waits for your verdict", "", own),
    proposalsCard(parts, workspace, "Waits for others", "", others),
  ]);
  return { toDecide, toSee: withoutButtons(toSee) };
}

function withoutButtons(card: Card): Card {
  return { ...card, sections: card.sections.map((section) => ({ ...section, actions: [] })) };
}
