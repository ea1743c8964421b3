import type { CardSection } from "../card.ts";
import { type Naming, proposalSection } from "../memory/proposal-card.ts";
import type { Change } from "../memory.ts";
import type { Proposal } from "../proposal.ts";
import { homeMemorySection, type MemoryTelling, plainSection } from "./home-memories.ts";

/** What waits for the person's verdict: those shown, of as many as there are. */
export function waitingSections(
  shown: readonly Proposal[],
  proposals: number,
  naming: Naming,
): CardSection[] {
  if (proposals === 0) return [plainSection("Waiting for you", "Nothing waits for your decision.")];
  const more = proposals > shown.length ? `${proposals - shown.length} more: /reverie review` : "";
  const heading = proposals === 1 ? "One proposal waits." : `${proposals} proposals wait.`;
  return [
    plainSection("Waiting for you", `${heading} Until you decide, nothing is saved.`, more),
    ...shown.map((proposal) => proposalSection(proposal, naming)),
  ];
}

/** What is remembered about the person. */
export function mineSections(shown: readonly Change[], mine: number, telling: MemoryTelling): CardSection[] {
  const title = "What I remember about you";
  if (mine === 0) {
    return [
      plainSection(
        title,
        "I remember nothing about you yet. Tell me with /reverie remember, and I use it for you alone; what I come across by myself I ask you about first.",
      ),
    ];
  }
  return [
    plainSection(
      title,
      countSentence(
        mine,
        "Nobody else sees this list; what is not for direct messages alone helps answers that you ask for in channels.",
      ),
      moreOf(mine, shown.length, "mine"),
    ),
    ...shown.map((change) => homeMemorySection(change, true, telling)),
  ];
}

/** What is remembered for the team; null where the person may not see it. */
export function teamSections(
  shown: readonly Change[] | null,
  there: number,
  mayForget: boolean,
  telling: MemoryTelling,
): CardSection[] {
  if (!shown) return [];
  const title = "What I remember for the team";
  if (there === 0) {
    return [
      plainSection(title, "Nothing yet. When something is worth keeping, people decide about it first."),
    ];
  }
  const who = "Everyone of the team sees it.";
  return [
    plainSection(title, countSentence(there, who), moreOf(there, shown.length, "team")),
    ...shown.map((change) => homeMemorySection(change, mayForget, telling)),
  ];
}

function countSentence(count: number, who: string): string {
  return count === 1 ? `One sentence. ${who}` : `${count} sentences, newest first. ${who}`;
}

function moreOf(there: number, shown: number, which: string): string {
  return there > shown ? `${there - shown} more: /reverie memory ${which}` : "";
}
