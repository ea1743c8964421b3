/** The shortest quote that may stand for part of a message, in characters (code points) after folding. */
const shortestQuote = 12;

const namedEntities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/**
 * The stated normalisation under which quotes are compared (law 2): HTML entities decoded once, Unicode
 * NFC, every run of white space one space, none at the ends.
 */
export function foldQuote(text: string): string {
  return decodeEntities(text).normalize("NFC").replace(/\s+/gu, " ").trim();
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/giu, (entity, decimal, hex, name) => {
    if (name) return namedEntities[String(name).toLowerCase()] ?? entity;
    const point = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : entity;
  });
}

/** Whether the quote stands in the message: as the whole of it, or as at least 12 characters of it. */
export function isQuoteOf(message: string, quote: string): boolean {
  const whole = foldQuote(message);
  const part = foldQuote(quote);
  if (part === "") return false;
  return whole === part || ([...part].length >= shortestQuote && whole.includes(part));
}
