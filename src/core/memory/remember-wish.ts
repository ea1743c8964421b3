import { type Audience, channelAudience, personAudience, team } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import type { ChannelId, PersonId, WorkspaceId } from "../ids.ts";
import { quotedMessages, type Receipt } from "../memory.ts";
import type { Parts } from "../parts.ts";
import type { Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { approving } from "./approving.ts";
import { draftProposal, earlierProposal } from "./draft-proposal.ts";
import { gatherGateFacts } from "./gate-facts.ts";
import { passGates } from "./gates/gates.ts";
import { kindOf } from "./kind-of.ts";
import { announce, proposalsCard, redraw } from "./proposal-cards.ts";
import { decide, propose } from "./remember.ts";
import { decidersOf, mayDecide, maySee, recheckStanding } from "./rights.ts";

/** For whom somebody wants something remembered, seen from where they are. */
export type Reader = "me" | "channel" | "team";

/** The audience that somebody means in a channel. */
export function audienceFor(reader: Reader, person: PersonId, channel: ChannelId): Audience {
  if (reader === "me") return personAudience(person);
  return reader === "team" ? team : channelAudience(channel);
}

/** What somebody asks to be remembered in so many words: by a command, or by a form that they filled in. */
export interface RememberWish {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly audience: Audience;
  readonly text: string;
  readonly receipts: readonly Receipt[];
  /** Of a person's memory: whether it is to join wherever the person asks. */
  readonly travels: boolean;
  /** What it is asked by, once however often it is tried; null for something that is not tried again. */
  readonly seed: string | null;
  /** `share` where it was said in private before: it reaches more people now. */
  readonly source: "remember" | "share";
}

/** What the asker is told, or in one sentence why nothing became of it. */
export type RememberOutcome = { readonly answer: PrivateAnswer } | { readonly refusal: string };

/**
 * Carries out a wish. It is the asker's own verdict where they may decide alone (law 1), and waits for
 * those who decide where not. The asker's right is checked with the platform now.
 */
export async function rememberWish(parts: Parts, wish: RememberWish): Promise<RememberOutcome> {
  const { workspace, audience } = wish;
  const standing = await recheckStanding(parts, workspace, wish.person, audience);
  if (!standing.person || !maySee(audience, standing)) {
    return { refusal: "You cannot remember things for that audience here." };
  }
  const proposal = await proposeWish(parts, wish, standing.person.name);
  if ("refusal" in proposal) return proposal;
  const { approvers } = await readSettings(parts, workspace, null);
  if (!mayDecide(audience, standing, approvers)) return handOver(parts, proposal);
  const verdict = await approving(parts, proposal, null);
  const outcome = await decide(parts, workspace, proposal.id, verdict, standing.person);
  if (outcome.type === "counted") return handOver(parts, outcome.proposal);
  if (outcome.type === "unknown") return { refusal: "Please try again." };
  await redraw(parts, outcome.proposal);
  if (outcome.proposal.status !== "approved") return { refusal: endedSentence(outcome.proposal) };
  const title = "Remembered";
  const card = await proposalsCard(parts, workspace, title, whereUsed(outcome.proposal), [outcome.proposal]);
  return { answer: { text: null, card: { ...card, footer: "" }, form: null } };
}

function endedSentence({ status }: Proposal): string {
  return status === "undone"
    ? "It was remembered and taken back already."
    : "It can no longer be saved as it was asked for. Please ask again.";
}

/** The proposal of the wish, or why there is none. A wish that is tried again goes on with the one it made. */
async function proposeWish(
  parts: Parts,
  { workspace, audience, text, receipts, travels, seed, source }: RememberWish,
  name: string,
): Promise<Proposal | { readonly refusal: string }> {
  const earlier = await earlierProposal(parts, workspace, seed);
  if (earlier) return earlier;
  const facts = await gatherGateFacts(parts, workspace, audience, quotedMessages(receipts));
  const why = source === "share" ? `${name} shares what they said in private.` : `${name} asked for it.`;
  const kind = kindOf(text);
  const outcome = await passGates(
    { change: "add", memory: null, kind, text, why, receipts, travels, warnings: [] },
    facts,
  );
  if (!outcome.passed) return { refusal: outcome.reason };
  const origin = { source, dream: null, seed };
  const proposal = await draftProposal(parts, workspace, audience, outcome.candidate, origin);
  await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
  return proposal;
}

async function handOver(parts: Parts, proposal: Proposal): Promise<RememberOutcome> {
  const { workspace } = proposal;
  const title = "Somebody asks to remember this";
  await announce(parts, { workspace, title, body: "", proposals: [proposal], rest: 0 }, parts.clock.now());
  const { approvers } = await readSettings(parts, workspace, null);
  const deciders = decidersOf(proposal.audience, approvers);
  return { answer: say(`It waits for ${deciders}. Until then nothing is remembered.`) };
}

function whereUsed({ audience, change }: Proposal): string {
  if (audience.type === "team") return "For the team.";
  if (audience.type === "channel") return "For this channel.";
  return change.travels ? "For you, wherever you ask." : "For you, only in our direct messages.";
}
