import type { Token, Tokens } from "marked";
import { verbatimLine } from "./verbatim.ts";

/** The widest row that is shown as code, in characters as people see them: phones show about half of it. */
const widestRow = 60;

const columnGap = " | ";

/** A table as code in columns; as a list with a line for each cell where it is wide or where links are in it. */
export function tableText(table: Tokens.Table): string {
  const rows = [table.header, ...table.rows].map((row) => row.map(({ tokens }) => plainWords(tokens)));
  const widths = table.header.map((_, column) =>
    Math.max(3, ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const width = widths.reduce((sum, each) => sum + each, columnGap.length * (widths.length - 1));
  const fitsInCode = width <= widestRow && !rows.flat().some((words) => words.includes("```"));
  if (!fitsInCode || hasLink(table)) return listText(table);
  const [head = [], ...body] = rows.map((row) => lineOf(row, widths, table.align));
  const under = widths.map((each) => "-".repeat(each)).join("-|-");
  return ["```", head, under, ...body, "```"].join("\n");
}

function lineOf(row: readonly string[], widths: readonly number[], align: Tokens.Table["align"]): string {
  const cells = widths.map((width, column) => {
    const words = row[column] ?? "";
    const room = " ".repeat(width - widthOf(words));
    return align[column] === "right" ? `${room}${words}` : `${words}${room}`;
  });
  return cells.join(columnGap).trimEnd();
}

function listText({ header, rows }: Tokens.Table): string {
  const names = header.map(({ tokens }) => verbatimLine(plainWords(tokens)));
  const items = rows.map((row) => {
    const lines = row.flatMap(({ text }, column) => {
      const words = text.replace(/<br ?\/?>|\n/giu, " ").trim();
      const name = names[column] ?? "";
      if (words === "") return [];
      return [name === "" ? words : `**${name}**: ${words}`];
    });
    return lines.length === 0 ? [] : [`- ${lines.join("\n  ")}`];
  });
  const list = items.flat().join("\n");
  return list === "" ? names.join(columnGap) : list;
}

function hasLink({ header, rows }: Tokens.Table): boolean {
  return [header, ...rows].flat().some(({ tokens }) => holdsLink(tokens));
}

function holdsLink(tokens: readonly Token[]): boolean {
  return tokens.some((token) => token.type === "link" || holdsLink(innerOf(token)));
}

/** The words of a cell without their markup, which code does not show. */
function plainWords(tokens: readonly Token[]): string {
  return tokens.map(wordsOf).join("").replace(/\s+/gu, " ").trim();
}

function wordsOf(token: Token): string {
  if (token.type === "br" || (token.type === "html" && /^<br ?\/?>$/iu.test(token.raw))) return " ";
  if (token.type === "image") return `${token.text} (${token.href})`;
  const inner = innerOf(token);
  if (inner.length > 0) return plainWords(inner);
  return "text" in token && typeof token.text === "string" ? token.text : token.raw;
}

function innerOf(token: Token): readonly Token[] {
  return "tokens" in token && Array.isArray(token.tokens) ? token.tokens : [];
}

const characters = new Intl.Segmenter("und", { granularity: "grapheme" });

function widthOf(words: string): number {
  return [...characters.segment(words)].length;
}
