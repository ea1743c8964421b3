import { restsOn } from "../core/conversation/resting.ts";
import type { MessageId } from "../core/ids.ts";
import type { PromptBlock } from "../core/ports/model.ts";

/** A message whose words stand in a brief. */
export interface GivenMessage {
  readonly id: MessageId;
  readonly text: string;
  readonly by: string;
}

/** What is given of the whole to whoever works on it, and the messages whose words stand in that. */
export interface Brief {
  readonly blocks: readonly PromptBlock[];
  readonly given: readonly GivenMessage[];
}

/** Nothing at all. */
export const emptyBrief: Brief = { blocks: [], given: [] };

/** The messages of a brief on which what was made of it rests, erring to the side of too many (law 6). */
export function restsOnGiven(made: string, asked: string, given: readonly GivenMessage[]): MessageId[] {
  const material = given.map(({ text, by }, number) => ({ number, text, by }));
  return restsOn(made, asked, material).flatMap((number) => given[number]?.id ?? []);
}
