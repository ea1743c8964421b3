import type { Card, CardSection } from "../card.ts";
import { type Naming, proposalSection } from "../memory/proposal-card.ts";
import type { RecordedMessage } from "../message.ts";
import type { Proposal } from "../proposal.ts";
import { fileName } from "../text/file-name.ts";

/** A question of the past with both answers. */
export interface Tried {
  readonly question: RecordedMessage;
  readonly today: string;
  readonly changed: string;
}

/** Both answers to each question, side by side below the proposal. */
export function trialCard(
  proposal: Proposal,
  { tried, dollars }: { readonly tried: readonly Tried[]; readonly dollars: number },
  naming: Naming,
  linkOf: (question: RecordedMessage) => string | null,
): Card {
  return {
    title: "As it is, and as it would be",
    body: "Past questions, asked again with what had been said before them.",
    sections: [
      { ...proposalSection(proposal, naming), quotes: [], actions: [] },
      ...tried.map((each) => triedSection(each, naming, linkOf)),
    ],
    footer: `Nothing was changed and nothing is stored; this message goes in an hour. It cost $${dollars.toFixed(2)}.`,
  };
}

function triedSection(
  { question, today, changed }: Tried,
  naming: Naming,
  linkOf: (question: RecordedMessage) => string | null,
): CardSection {
  const isSame = today === changed;
  return {
    title: `Asked ${naming.date(question.saidAt)}`,
    text: fileName(question.asked ?? ""),
    before: null,
    note: isSame ? "Both answers are the same." : "",
    warnings: [],
    quotes: [
      { text: today, by: "As it is", link: linkOf(question) },
      ...(isSame ? [] : [{ text: changed, by: "With this change", link: null }]),
    ],
    actions: [],
  };
}
