import { z } from "zod";
import { type MemoryKind, memoryKinds } from "../../memory.ts";
import { isBlank } from "../../text/is-blank.ts";
import { directOnly, lineBreak } from "./export-texts.ts";
import { type ExportedBook, exportedBook, exportFormat, exportVersion } from "./exported-book.ts";

/** The most lines that one import takes: more than anybody decides over with care. */
export const linesAtMost = 200;

/** The most of an export of Reverie's, which was decided over before. */
const exportedAtMost = 1000;

/** The longest document, in UTF-16 units. */
export const documentUnits = 1_000_000;

/** One sentence of a document that somebody imports. What it does not say is null. */
export interface ImportLine {
  readonly text: string;
  readonly kind: MemoryKind | null;
  readonly travels: boolean | null;
}

/** What a document holds: its lines and, where Reverie made it, of which book. Otherwise in one sentence why it cannot be taken. */
export type ReadImport =
  | {
      readonly lines: readonly ImportLine[];
      readonly origin: Pick<ExportedBook, "workspace" | "audience"> | null;
    }
  | { readonly refusal: string };

/**
 * Reads a document of memories: an export of Reverie's in either form, a list in JSON, or text with a sentence on each
 * line, as people write preferences for an assistant. Headings, quotations, code fences and comments are no sentences.
 */
export function readImport(document: string): ReadImport {
  if (document.length > documentUnits)
    return { refusal: `It is longer than ${documentUnits} characters. Import a part of it.` };
  const text = withoutFence(document.replace(/^\ufeff/u, ""));
  const isJson = /^\s*[[{]/u.test(text) && !/^\s*\[[ x]\]/iu.test(text);
  const read = isJson ? readJson(text) : readText(text);
  if ("refusal" in read) return read;
  if (read.lines.length === 0) return { refusal: "There is no sentence in it to remember." };
  const atMost = read.origin === null ? linesAtMost : exportedAtMost;
  if (read.lines.length > atMost) return { refusal: tooMany(read.lines.length, atMost) };
  return read;
}

/** What a whole document stands in, where somebody pasted it as code. */
function withoutFence(text: string): string {
  return /^\s*(`{3,})[a-z]*\n([\s\S]*?)\n?\1\s*$/u.exec(text)?.[2] ?? text;
}

const listed = z.union([
  z.string(),
  z.looseObject({
    text: z.string().optional(),
    memory: z.string().optional(),
    content: z.string().optional(),
    kind: z.enum(memoryKinds).optional().catch(undefined),
    travels: z.boolean().optional().catch(undefined),
  }),
]);

function readJson(text: string): ReadImport {
  const value = parsed(text);
  if (value === undefined)
    return { refusal: "It begins like JSON, but it is broken. Nothing was read of it." };
  const entries = listIn(value);
  if (!entries)
    return { refusal: "I find no list of memories in it: it may be an export of something else." };
  // Before they are looked at one by one: each complaint about an entry costs more than the entry.
  if (entries.length > exportedAtMost) return { refusal: tooMany(entries.length, exportedAtMost) };
  const book = exportedBook.safeParse(value).data;
  if (book && book.version !== exportVersion) return { refusal: newerVersion };
  const lines = entries.flatMap((entry): ImportLine[] => {
    const found = listed.safeParse(entry).data;
    const said = typeof found === "string" ? { text: found } : found;
    const sentence = said?.text ?? said?.memory ?? said?.content ?? "";
    if (!said || isBlank(sentence)) return [];
    return [{ text: sentence, kind: said.kind ?? null, travels: said.travels ?? null }];
  });
  return { lines, origin: book ?? null };
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const memories = z.looseObject({ memories: z.unknown() }).safeParse(value).data?.memories;
  return Array.isArray(memories) ? memories : undefined;
}

function tooMany(count: number, atMost: number): string {
  return `It has ${count} lines, and I take ${atMost} at once at most: each waits for somebody who reads it.`;
}

const newerVersion =
  "It was exported by a newer Reverie, which writes them in another way. Nothing was read of it.";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The answer says that it is broken.
    return undefined;
  }
}

const originComment = new RegExp(`^<!-- ${exportFormat} (\\{.*\\}) -->$`, "u");
const originIn = z.object({ version: z.number(), workspace: z.string(), audience: z.string() });

function readText(text: string): ReadImport {
  const rows = text.split(lineBreak);
  const comments = rows.flatMap((row) => originComment.exec(row.trim())?.[1] ?? []);
  // Put together, only one of them would say how far its lines may reach.
  if (comments.length > 1)
    return { refusal: "It holds several exports. Import each by itself, where it comes from." };
  const [comment] = comments;
  const origin = comment === undefined ? null : originIn.safeParse(parsed(comment)).data;
  if (origin === undefined) return { refusal: "Its comment that says whose memories they are is broken." };
  if (origin && origin.version !== exportVersion) return { refusal: newerVersion };
  return { lines: rows.flatMap((row) => lineOf(row) ?? []), origin };
}

const bullet = /^(?:[-*+•–]|\d{1,4}[.)])\s+(?:\[[ xX]\]\s+)?/u;
const kindBefore = new RegExp(`^\\((${memoryKinds.join("|")})(, ${directOnly})?\\)\\s+`, "iu");
const noSentence = /^(?:#{1,6}(?:\s|$)|>|<!--|`{3}|~{3}|[-*_=](?:\s*[-*_=]){2,}$)/u;

function lineOf(row: string): ImportLine | undefined {
  const trimmed = row.trim();
  if (isBlank(trimmed) || noSentence.test(trimmed)) return undefined;
  const said = trimmed.replace(bullet, "");
  const kind = kindBefore.exec(said);
  const text = (kind ? said.slice(kind[0].length) : said).trim();
  if (isBlank(text)) return undefined;
  const named = memoryKinds.find((each) => each === kind?.[1]?.toLowerCase());
  return { text, kind: named ?? null, travels: kind ? kind[2] === undefined : null };
}
