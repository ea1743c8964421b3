import { SyntaxKind } from "typescript/unstable/ast";
import { createScanner } from "typescript/unstable/ast/scanner";

/** A word, sign or text of a source; comments and white space are none. */
export interface Token {
  readonly kind: "string" | "other";
  /** As it stands in the source. */
  readonly text: string;
  /** Of a text in quotes what is quoted, else as it stands. */
  readonly value: string;
}

/** After these a slash divides; after anything else it begins a regular expression. */
const endsOfValues = new Set<SyntaxKind>([
  SyntaxKind.Identifier,
  SyntaxKind.NumericLiteral,
  SyntaxKind.StringLiteral,
  SyntaxKind.RegularExpressionLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateTail,
  SyntaxKind.CloseParenToken,
  SyntaxKind.CloseBracketToken,
  SyntaxKind.CloseBraceToken,
  SyntaxKind.ThisKeyword,
]);

/** Reads the tokens of a TypeScript or JavaScript source, also those inside the gaps of templates. */
export function readTokens(source: string): Token[] {
  const scanner = createScanner(true);
  scanner.setText(source);
  const tokens: Token[] = [];
  // For each template that is open, how many braces are open in its gap.
  const gaps: number[] = [];
  let before = SyntaxKind.Unknown;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EndOfFile; kind = scanner.scan()) {
    const isSlash = kind === SyntaxKind.SlashToken || kind === SyntaxKind.SlashEqualsToken;
    if (isSlash && !endsOfValues.has(before)) kind = scanner.reScanSlashToken();
    if (kind === SyntaxKind.CloseBraceToken && gaps.at(-1) === 0) kind = scanner.reScanTemplateToken(false);
    countBraces(gaps, kind);
    const isString = kind === SyntaxKind.StringLiteral || kind === SyntaxKind.NoSubstitutionTemplateLiteral;
    const text = scanner.getTokenText();
    tokens.push({
      kind: isString ? "string" : "other",
      text,
      value: isString ? scanner.getTokenValue() : text,
    });
    before = kind;
  }
  return tokens;
}

function countBraces(gaps: number[], kind: SyntaxKind): void {
  const last = gaps.length - 1;
  if (kind === SyntaxKind.TemplateHead) gaps.push(0);
  else if (kind === SyntaxKind.TemplateTail) gaps.pop();
  else if (kind === SyntaxKind.OpenBraceToken && last >= 0) gaps[last] = (gaps[last] ?? 0) + 1;
  else if (kind === SyntaxKind.CloseBraceToken && last >= 0) gaps[last] = (gaps[last] ?? 0) - 1;
}
