import { storedText, wordJoiner } from "../../../core/text/safe-markdown/clean-text.ts";
import { shorten } from "../../../core/text/tokens.ts";

// Discord shows a sign behind a backslash as it is. These are all that some rule of its reader begins or ends
// with: a colon keeps addresses, emoji and times from being read, a full stop numbered lists and invitations.
const signs = /[\\`*_~|<>[\]#+\-.:@]/gu;

/**
 * Text that Discord shows byte for byte as it is stored: nothing in it is read as markup, as a mention or as
 * an address. White space at its ends stands between word joiners, because Discord takes it away. At most
 * twice as long as the text and two units.
 */
export function verbatim(text: string): string {
  const escaped = storedText(text).replace(signs, "\\$&");
  const before = /^\s/u.test(escaped) ? wordJoiner : "";
  const after = /\s$/u.test(escaped) ? wordJoiner : "";
  return `${before}${escaped}${after}`;
}

/** The same for what is to stand in one line. */
export function verbatimLine(text: string): string {
  return verbatim(oneLine(text));
}

/** A text in one line, without white space at its ends. */
export function oneLine(text: string): string {
  return storedText(text).replace(/\s+/gu, " ").trim();
}

/** The start of a text, with a mark where it is cut, of which the verbatim form has at most so many UTF-16 units. */
export function shortVerbatim(text: string, units: number): string {
  let room = Math.min(units, text.length);
  let shown = verbatim(shorten(text, room));
  while (shown.length > units && room > 0) {
    room = Math.min(room - 1, Math.floor((room * units) / shown.length));
    shown = verbatim(shorten(text, room));
  }
  return shown.length <= units ? shown : "";
}
