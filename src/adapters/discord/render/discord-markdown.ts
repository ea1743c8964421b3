import type { Token, Tokens } from "marked";
import { markdownTokens } from "../../../core/text/markdown-tokens.ts";
import { tableText } from "./table-text.ts";

// Only a text with one of these can hold something that Discord does not show as it is meant: a table, a deep
// heading, a rule or a heading under which a line is drawn, a fence of tildes or of more than three backticks.
const candidates =
  /^[ \t]*\|?[ \t]*:?-+:?[ \t]*\||^ {0,3}#{4,6}(?:[ \t]|$)|^ {0,3}(?:(?:[-*_][ \t]*){3,}|=+|-+)[ \t]*$|^ {0,3}(?:~{3}|`{4})/mu;

/** A line as Discord shows one: it knows no rules. */
const rule = "———";

/**
 * Markdown as models write it, in what Discord shows of it: tables become code in columns or lists, deep
 * headings bold lines, rules a line of dashes, other fences fences of backticks. All else stays byte for byte
 * as it is. What stands in lists and quotations is left alone.
 */
export function discordMarkdown(text: string): string {
  if (!candidates.test(text)) return text;
  const plain = text.replace(/\r\n?/gu, "\n");
  const pieces: string[] = [];
  let from = 0;
  let isChanged = false;
  for (const token of markdownTokens(plain) ?? []) {
    const at = plain.indexOf(token.raw, from);
    const shown = shownAs(token);
    if (at < 0 || shown === undefined) continue;
    const ending = /\n*$/u.exec(token.raw)?.[0] ?? "";
    pieces.push(plain.slice(from, at), shown, ending);
    from = at + token.raw.length;
    isChanged = true;
  }
  return isChanged ? `${pieces.join("")}${plain.slice(from)}` : text;
}

/** What stands in place of a token, without the line ends behind it; undefined where it stays as it is. */
function shownAs(token: Token): string | undefined {
  switch (token.type) {
    case "table":
      return tableText(token as Tokens.Table);
    case "heading":
      return headingText(token as Tokens.Heading);
    case "hr":
      return rule;
    case "code":
      return fenceText(token as Tokens.Code);
    default:
      return undefined;
  }
}

function headingText({ raw, depth, text }: Tokens.Heading): string | undefined {
  if (depth <= 3)
    return /^ {0,3}#/u.test(raw) ? undefined : `${"#".repeat(depth)} ${text.replaceAll("\n", " ")}`;
  const words = text.replaceAll("**", "").trim();
  return words === "" ? "" : `**${words}**`;
}

function fenceText({ raw, text, lang }: Tokens.Code): string | undefined {
  const isForeign = /^ {0,3}(?:~{3}|`{4})/u.test(raw);
  return isForeign && !text.includes("```") ? `\`\`\`${lang ?? ""}\n${text}\n\`\`\`` : undefined;
}
