import type { CardAction, CardSection } from "../core/card.ts";
import { shorten } from "../core/text/tokens.ts";

/** The longest words of what is asked for on a card, in UTF-16 units: whoever asked knows the rest. */
const askedShown = 600;

/** A section with neither evidence nor warnings. */
export function plainSection(
  said: Pick<CardSection, "title" | "text" | "note">,
  actions: readonly CardAction[] = [],
): CardSection {
  return { ...said, before: null, warnings: [], quotes: [], actions };
}

/** What somebody asked for. */
export function askedSection({
  text,
  personName,
}: {
  readonly text: string;
  readonly personName: string;
}): CardSection {
  const note = `Asked by ${personName}.`;
  return plainSection({ title: "What is asked for", text: shorten(text, askedShown), note });
}

/** Cards show every line break of a text that people may have to look at twice; in work there is nothing to hide. */
export function onOneLine(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}
