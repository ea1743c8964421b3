/**
 * Estimates the tokens of a text without asking an endpoint: 3.5 ASCII characters a token, one token for
 * each other character. It errs to the high side for European text, so that budgets hold.
 */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 127) other += 1;
  }
  return Math.ceil((text.length - other) / 3.5 + other);
}

/** The items that fit the budget together, in their order; one that is too long is passed over. */
export function withinTokens<Item>(
  items: readonly Item[],
  budget: number,
  textOf: (item: Item) => string,
): Item[] {
  const kept: Item[] = [];
  let spent = 0;
  for (const item of items) {
    const cost = estimateTokens(textOf(item));
    if (spent + cost > budget) continue;
    spent += cost;
    kept.push(item);
  }
  return kept;
}

/** The start of a text within a number of UTF-16 units, never cut inside a character, with a mark where cut. */
export function shorten(text: string, units: number): string {
  if (text.length <= units) return text;
  return `${text
    .slice(0, Math.max(0, units - 1))
    .toWellFormed()
    .replace(/\ufffd$/u, "")}…`;
}
