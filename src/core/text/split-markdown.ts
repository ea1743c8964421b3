import { placeToCut } from "./place-to-cut.ts";

/** One part of a long text. The bodies in order are the text; prefix and suffix reopen and close a fence. */
export interface TextPart {
  readonly prefix: string;
  readonly body: string;
  readonly suffix: string;
}

/** A code fence that is open, as a reader of one part sees it. */
interface Fence {
  readonly marker: string;
  readonly info: string;
}

/**
 * Splits Markdown into parts of at most `limit` UTF-16 units: at a paragraph where one ends in the later
 * half, else at a line, a word, or between two characters. A code fence that is cut is closed and opened
 * again. `limit` is at least 100.
 */
export function splitMarkdown(text: string, limit: number): TextPart[] {
  const parts: TextPart[] = [];
  let rest = text;
  let open: Fence | undefined;
  do {
    const part = firstPart(rest, limit, open);
    parts.push(part);
    open = fenceAfter(part.body, open);
    rest = rest.slice(part.body.length);
  } while (rest !== "");
  return parts;
}

/** Splits Markdown into texts that can be posted, each of at most `limit` UTF-16 units. */
export function splitIntoTexts(text: string, limit: number): string[] {
  return partTexts(splitMarkdown(text, limit));
}

/** The texts of the parts as they are posted. One that shows nothing is left out: platforms refuse it. */
export function partTexts(parts: readonly TextPart[]): string[] {
  const texts = parts.map(({ prefix, body, suffix }) => `${prefix}${body}${suffix}`);
  const shown = texts.filter((text) => text.trim() !== "");
  return shown.length > 0 ? shown : texts.slice(0, 1);
}

function firstPart(text: string, limit: number, before: Fence | undefined): TextPart {
  const open = before && shortened(before);
  const prefix = open ? `${open.marker}${open.info}\n` : "";
  let body = text.slice(0, placeToCut(text, limit - prefix.length));
  for (;;) {
    const suffix = closing(body, fenceAfter(body, open));
    const excess = prefix.length + body.length + suffix.length - limit;
    if (excess <= 0) return { prefix, body, suffix };
    // How long the closing line is follows from the body, so that a shorter body is tried until both fit.
    const room = Math.max(body.length - excess, Math.floor(body.length / 2));
    body = text.slice(0, placeToCut(text, room));
  }
}

/** The longest marker that opens a fence again: longer ones would leave no room for what they mark. */
const longestMarker = 8;

/** The longest name of a language that is said again, in UTF-16 units. */
const longestInfo = 20;

function shortened({ marker, info }: Fence): Fence {
  return { marker: marker.slice(0, longestMarker), info: info.slice(0, longestInfo).toWellFormed() };
}

function closing(body: string, open: Fence | undefined): string {
  if (!open) return "";
  return /[\r\n]$/u.test(body) ? open.marker : `\n${open.marker}`;
}

/** The fence that is open after the text, given the one that was open before it. */
function fenceAfter(text: string, before: Fence | undefined): Fence | undefined {
  let open = before && shortened(before);
  for (const line of text.split(/\r\n?|\n/u)) {
    // In a list a fence is indented as far as its item, and some readers take it at any place of a line.
    const [, marker = "", info = ""] = /^[ \t]*(`{3,}|~{3,})(.*)$/su.exec(line) ?? [];
    if (marker === "") continue;
    if (open) {
      if (marker.startsWith(open.marker) && info.trim() === "") open = undefined;
    } else if (!(marker.startsWith("`") && info.includes("`"))) {
      open = { marker, info: info.trim() };
    }
  }
  return open;
}
