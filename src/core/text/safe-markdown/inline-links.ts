import { isAllowed, leadsSomewhere, looksLikeAddress, namesAPlace } from "./addresses.ts";
import { wordJoiner } from "./clean-text.ts";
import { emit, emitCode, emitLive, type Scan, type Step } from "./inline-state.ts";

/** An exclamation mark, with the bracket behind it where an image may begin. */
export const takeExclamation: Step = (scan) => {
  const next = scan.line.charAt(scan.index + 1);
  if (next === "" && !scan.isComplete) return false;
  return next === "[" ? openBracket(scan, "![") : emit(scan, "!", 1);
};

/** A bracket that may begin a link. */
export const takeOpeningBracket: Step = (scan) => openBracket(scan, "[");

function openBracket(scan: Scan, sign: "[" | "!["): true {
  const start = scan.index + sign.length;
  const isEscaped = scan.line.charAt(scan.index - 1) === "\\";
  if (!isEscaped) scan.brackets.push({ piece: scan.pieces.length, start, isImage: sign === "![" });
  return emit(scan, sign, sign.length);
}

/** The end of a label, with the target behind it. */
export const takeClosingBracket: Step = (scan) => {
  const next = scan.line.charAt(scan.index + 1);
  if (next === "" && !scan.isComplete) return false;
  if (next === "(") return takeTarget(scan);
  scan.brackets.pop();
  // A definition elsewhere would make a link of any two words in brackets.
  return emit(scan, next === ":" ? `]${wordJoiner}` : "]", 1);
};

/** The longest target and the longest label of a link that are looked at, in UTF-16 units. */
const longestTarget = 2_000;
const longestLabel = 300;

function takeTarget(scan: Scan): boolean {
  const { line, index, hosts, brackets, pieces } = scan;
  const close = closeAfter(scan, index + 2);
  if (close < 0 && !scan.isComplete) return false;
  const bracket = brackets.pop();
  const target = bracket && close >= 0 ? targetBetween(line, index + 2, close) : undefined;
  if (bracket === undefined || target === undefined) return emit(scan, `]${wordJoiner}`, 1);
  const label = line.slice(bracket.start, Math.min(index, bracket.start + longestLabel)).trim();
  if (!bracket.isImage && isAllowed(target, hosts) && (label === target || !namesAPlace(label))) {
    return emitLive(scan, `](${target})`);
  }
  if (!leadsSomewhere(target)) return emit(scan, `]${wordJoiner}`, 1);
  // A joiner in place of the bracket keeps what stands on its two sides apart.
  pieces[bracket.piece] = wordJoiner;
  if (label === target.trim() && looksLikeAddress(label)) return emit(scan, wordJoiner, target.length + 3);
  emit(scan, label === "" ? "(" : " (", 2);
  emitCode(scan, target.trim(), target.length);
  return emit(scan, ")", 1);
}

/** What stands between the round brackets of a link, unless it could be read as something else as well. */
function targetBetween(line: string, start: number, close: number): string | undefined {
  if (close - start > longestTarget) return undefined;
  const target = line.slice(start, close);
  return /[`|[\]]/u.test(target) ? undefined : target;
}

function closeAfter(scan: Scan, from: number): number {
  const known = scan.nextClose;
  if (known === undefined || (known >= 0 && known < from)) scan.nextClose = scan.line.indexOf(")", from);
  return scan.nextClose ?? -1;
}
