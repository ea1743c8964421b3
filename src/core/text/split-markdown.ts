/** One part of a long text. The bodies in order are the text; prefix and suffix reopen and close a fence. */
export interface TextPart {
  readonly prefix: string;
  readonly body: string;
  readonly suffix: string;
}

interface Fence {
  readonly marker: string;
  readonly opening: string;
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
  while (rest !== "" || parts.length === 0) {
    const prefix = open ? `${open.opening}\n` : "";
    const room = limit - prefix.length;
    if (rest.length <= room && !fenceAfter(rest, open)) {
      parts.push({ prefix, body: rest, suffix: "" });
      break;
    }
    // Whether the part will end inside a fence is known only after the cut, so the closing line is always reserved.
    const reserve = 1 + closingLength(rest, open);
    const body = rest.slice(0, cutAt(rest, room - reserve));
    open = fenceAfter(body, open);
    const suffix = open ? `${body.endsWith("\n") ? "" : "\n"}${open.marker}` : "";
    parts.push({ prefix, body, suffix });
    rest = rest.slice(body.length);
  }
  return parts;
}

/** The texts of the parts as they are posted. */
export function partTexts(parts: readonly TextPart[]): string[] {
  return parts.map(({ prefix, body, suffix }) => `${prefix}${body}${suffix}`);
}

const longestMarker = 8;

function closingLength(text: string, open: Fence | undefined): number {
  return Math.max(open?.marker.length ?? 0, /^ {0,3}(?:`{3,}|~{3,})/mu.test(text) ? longestMarker : 0);
}

/** The fence that is open after the text, given the one that was open before it. */
function fenceAfter(text: string, before: Fence | undefined): Fence | undefined {
  let open = before;
  for (const line of text.split("\n")) {
    const found = /^ {0,3}(`{3,8}|~{3,8})([^`]*)$/u.exec(line);
    if (!found) continue;
    const [, marker = "", info = ""] = found;
    if (!open) open = { marker, opening: `${marker}${info.trim().slice(0, 20).toWellFormed()}` };
    else if (info.trim() === "" && marker.startsWith(open.marker)) open = undefined;
  }
  return open;
}

function cutAt(text: string, room: number): number {
  if (text.length <= room) return text.length;
  const head = text.slice(0, room);
  const paragraph = head.lastIndexOf("\n\n");
  if (paragraph >= room / 2) return paragraph + 2;
  const line = head.lastIndexOf("\n");
  if (line >= room / 3) return line + 1;
  const word = outsideLink(text, head.lastIndexOf(" "));
  if (word >= room / 3) return word + 1;
  return betweenCharacters(text, room);
}

/** Moves a cut out of a Markdown link, to before its opening bracket. */
function outsideLink(text: string, at: number): number {
  const opening = text.lastIndexOf("[", at);
  if (opening < 0) return at;
  const link = /^\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)/u.exec(text.slice(opening, opening + 2400));
  return link && opening + link[0].length > at ? opening - 1 : at;
}

/** The last boundary between two characters as people see them, at or before the place. */
function betweenCharacters(text: string, at: number): number {
  const from = Math.max(0, at - 64);
  const segments = new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text.slice(from, at + 64));
  let boundary = 0;
  for (const { index } of segments) {
    if (from + index > at) break;
    boundary = from + index;
  }
  // A single character longer than the look-back is cut between code points rather than not at all.
  if (boundary > from || (from === 0 && boundary > 0)) return boundary;
  return /[\udc00-\udfff]/u.test(text.charAt(at)) ? at - 1 : at;
}
