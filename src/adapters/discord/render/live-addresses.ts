import { boldHere, itemHere, readerRules } from "./reader-rules.ts";

/** What Discord would make a link of, as it stands in the text. */
export interface LiveAddresses {
  readonly bare: readonly string[];
  /** The targets of links with a label. */
  readonly labelled: readonly string[];
}

/** Where a piece of text stands in the whole. */
interface Context {
  /** What a line shows before the piece: nothing, white space or words. */
  readonly before: "" | " " | "$";
  /** Whether lists, headings and quotations are looked for. */
  readonly hasBlocks: boolean;
  readonly hasEmoji: boolean;
  readonly isQuoted: boolean;
  readonly listDepth: number;
  readonly depth: number;
  readonly found: { readonly bare: string[]; readonly labelled: string[] };
}

const readings = [true, false].flatMap((hasBlocks) =>
  [true, false].map((hasEmoji) => ({ hasBlocks, hasEmoji })),
);

/** How deep markup may stand in markup. */
const deepest = 40;

/**
 * The addresses of a Markdown text to which Discord makes a link, be it that it sees lists, headings, quotations
 * and names of emoji where we do or that it sees none. Undefined where the text is built so that it would take
 * too long to tell.
 */
export function liveAddresses(text: string): LiveAddresses | undefined {
  const found = { bare: [], labelled: [] };
  const start = { before: "" as const, isQuoted: false, listDepth: 0, depth: 0, found };
  const isRead = readings.every((reading) => read(text, { ...start, ...reading }));
  return isRead ? found : undefined;
}

function read(piece: string, context: Context): boolean {
  if (context.depth > deepest) return false;
  const { before, listDepth, isQuoted, hasBlocks, hasEmoji } = context;
  const text = `${before}${piece}`;
  const rules = readerRules({
    headings: hasBlocks && listDepth === 0,
    quotes: hasBlocks && !isQuoted,
    lists: hasBlocks && listDepth < 11,
    emoji: hasEmoji,
  });
  let from = before.length;
  for (;;) {
    rules.lastIndex = from;
    const match = longerBold(text, rules.exec(text));
    if (!match) return true;
    from = match.index + Math.max(1, match[0].length);
    note(match.groups ?? {}, context);
    for (const inner of piecesOf(match, { ...context, before: lineBefore(text, match.index) })) {
      if (!read(inner.piece, inner.context)) return false;
    }
  }
}

/** Bold words go before italic ones that end sooner. */
function longerBold(text: string, match: RegExpExecArray | null): RegExpExecArray | null {
  if (match?.groups?.star === undefined && match?.groups?.low === undefined) return match;
  boldHere.lastIndex = match.index;
  const bold = boldHere.exec(text);
  return bold && bold[0].length > match[0].length ? bold : match;
}

function note(
  { url, angle, target }: Readonly<Record<string, string | undefined>>,
  { found }: Context,
): void {
  if (url !== undefined) found.bare.push(url);
  if (angle !== undefined) found.bare.push(angle);
  if (target !== undefined) found.labelled.push(target);
}

function lineBefore(text: string, at: number): Context["before"] {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  if (at === 0 || line === "") return "";
  return /^ *$/u.test(line) ? " " : "$";
}

interface Piece {
  readonly piece: string;
  readonly context: Context;
}

/** What Discord reads on inside of a match. */
function piecesOf(match: RegExpExecArray, around: Context): Piece[] {
  const groups = match.groups ?? {};
  const context = { ...around, depth: around.depth + 1 };
  if (groups.items !== undefined) {
    return itemsOf(groups.items, { ...context, listDepth: context.listDepth + 1 });
  }
  const quoted = groups.lines?.replace(/^ *> /gmu, "") ?? groups.rest;
  if (quoted !== undefined) return [{ piece: quoted, context: { ...context, isQuoted: true } }];
  const { bold, underline, star, low, strike, spoiler, subtext, heading } = groups;
  const inner = bold ?? underline ?? star ?? low ?? strike ?? spoiler ?? subtext ?? heading;
  return inner === undefined ? [] : [{ piece: inner, context }];
}

function itemsOf(items: string, context: Context): Piece[] {
  const pieces: Piece[] = [];
  itemHere.lastIndex = 0;
  for (let match = itemHere.exec(items); match; match = itemHere.exec(items)) {
    const { bullet = "", item = "" } = match.groups ?? {};
    pieces.push({ piece: item.replace(new RegExp(`^ {1,${bullet.length}}`, "gmu"), ""), context });
  }
  return pieces;
}
