import type { CardAction, CardSection } from "../core/card.ts";

/** A section with neither evidence nor warnings. */
export function plainSection(
  said: Pick<CardSection, "title" | "text" | "note">,
  actions: readonly CardAction[] = [],
): CardSection {
  return { ...said, before: null, warnings: [], quotes: [], actions };
}
