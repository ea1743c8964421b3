import type { AllowedHosts } from "./addresses.ts";
import { takeBackticks } from "./inline-code.ts";
import { takeClosingBracket, takeExclamation, takeOpeningBracket } from "./inline-links.ts";
import { takeAmpersand, takeAngle, takeAt } from "./inline-signs.ts";
import type { InlineState, Scan, Step } from "./inline-state.ts";
import { takeWord } from "./inline-words.ts";

/**
 * One line outside fenced code with mentions, foreign addresses, images, HTML and definitions of links made
 * harmless. Of a line that is not complete, the start that no later text can change. Linear in its length.
 */
export function scanLine(line: string, isComplete: boolean, hosts: AllowedHosts, state: InlineState): string {
  const scan: Scan = {
    line,
    isComplete,
    hosts,
    state,
    pieces: [],
    brackets: [],
    index: 0,
    nextClose: undefined,
    isNearLive: false,
  };
  while (scan.index < line.length) {
    const step = steps[line.charAt(scan.index)] ?? takeWord;
    if (!step(scan)) break;
  }
  state.hasOpenBracket ||= scan.brackets.length > 0;
  // A link is settled at its end only.
  const settled = isComplete ? scan.pieces.length : (scan.brackets[0]?.piece ?? scan.pieces.length);
  return scan.pieces.slice(0, settled).join("");
}

const steps: Readonly<Record<string, Step>> = {
  "`": takeBackticks,
  "<": takeAngle,
  "!": takeExclamation,
  "[": takeOpeningBracket,
  "]": takeClosingBracket,
  "@": takeAt,
  "&": takeAmpersand,
};
