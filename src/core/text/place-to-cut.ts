/**
 * Where a Markdown text is cut to leave at most `room` UTF-16 units before the cut: after a paragraph where
 * one ends in the later half, else after a line or a word in the later two thirds, else between two
 * characters. Never inside a link or a character as people see it where that can be avoided.
 */
export function placeToCut(text: string, room: number): number {
  if (text.length <= room) return text.length;
  const head = text.slice(0, room);
  const paragraph = head.lastIndexOf("\n\n");
  if (paragraph >= room / 2) return paragraph + 2;
  const line = head.lastIndexOf("\n");
  if (line >= room / 3) return line + 1;
  const word = head.lastIndexOf(" ");
  const place = outsideOf(text, word >= room / 3 ? word + 1 : room, room);
  return place > 0 ? place : betweenCodePoints(text, room);
}

/** The last place at or before `at` that is neither inside a link nor inside a character; 0 when there is none. */
function outsideOf(text: string, at: number, room: number): number {
  let place = betweenCharacters(text, at);
  for (;;) {
    const link = linkAcross(text, place, room);
    if (link === undefined) return place;
    place = betweenCharacters(text, link);
    if (place === 0) return betweenCharacters(text, at);
  }
}

const links = /!?\[(?:[^[\]\n]|\[[^[\]\n]{0,100}\]){0,300}\]\([^)\s]{0,2000}\)|https?:\/\/[^\s<>]{1,2000}/gu;

/** Where a link begins that the place would cut, if it could stand whole in a part of its own. */
function linkAcross(text: string, at: number, room: number): number | undefined {
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const from = Math.max(lineStart, at - room);
  for (const { index, 0: link } of text.slice(from, at + room).matchAll(links)) {
    const start = from + index;
    if (start >= at) return undefined;
    if (start + link.length > at && link.length <= room && start > 0) return start;
  }
  return undefined;
}

/** The last boundary between two characters at or before the place; 0 when the first one reaches beyond it. */
function betweenCharacters(text: string, at: number): number {
  if (at === 0) return 0;
  // A boundary depends on what stands before it and on the one code point behind it.
  const near = new Intl.Segmenter("und", { granularity: "grapheme" }).segment(text.slice(0, at + 2));
  return near.containing(at)?.index ?? at;
}

/** A single character that is longer than the room is cut between code points rather than not at all. */
function betweenCodePoints(text: string, at: number): number {
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1)) ? at - 1 : at;
}
