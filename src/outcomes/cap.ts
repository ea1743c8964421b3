/** The most dollars that somebody may let work spend, and what holds unless they say. */
const dollarsLimit = 50;
export const usualDollars = 1;

/** Dollars as people write them, such as `$2` or `0,50`; undefined where that is nothing that may be spent. */
export function readDollars(text: string): number | undefined {
  const dollars = Number(text.trim().replace(/^\$/u, "").replace(",", "."));
  return dollars > 0 && dollars <= dollarsLimit ? dollars : undefined;
}

/** What somebody is told whose dollars cannot be spent. */
export const dollarsAdvice = `It needs something to spend: more than nothing, and at most ${dollarsLimit} dollars.`;
