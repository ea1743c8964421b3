import type { AllowedHosts } from "./addresses.ts";
import { brokenAddresses, withoutMentions, wordJoiner } from "./clean-text.ts";

/** What is known of the text before a line. */
export interface InlineState {
  /** The lengths of runs of backticks that may still be open, as some reader might see it. */
  readonly openRuns: Set<number>;
  /** False once readers may disagree about what is code: from then on nothing counts as code. */
  trustsCode: boolean;
  /** Whether a bracket of the paragraph is still open: some readers look for its end beyond a fence. */
  hasOpenBracket: boolean;
}

export interface Bracket {
  /** The piece that the bracket is. */
  readonly piece: number;
  /** Where the label begins in the line. */
  readonly start: number;
  readonly isImage: boolean;
}

/** Where the scan of a line stands, and what it made so far. */
export interface Scan {
  readonly line: string;
  /** False where the line may go on: what depends on the rest is then left for later. */
  readonly isComplete: boolean;
  readonly hosts: AllowedHosts;
  readonly state: InlineState;
  readonly pieces: string[];
  readonly brackets: Bracket[];
  index: number;
  /** The next `)` at or after where it was looked for; -1 for none, undefined before the first look. */
  nextClose: number | undefined;
  /** Whether an address stays live since the last white space: some readers take what follows for its end. */
  isNearLive: boolean;
}

/** Takes the next piece of the line. False where it cannot be judged before the line goes on. */
export type Step = (scan: Scan) => boolean;

/** Adds a piece that stands for so many UTF-16 units of the line. */
export function emit(scan: Scan, piece: string, length: number): true {
  if (piece !== "") scan.pieces.push(piece);
  scan.index += length;
  return true;
}

/** Adds a piece that ends in a live address, as it stands in the line. */
export function emitLive(scan: Scan, piece: string): true {
  scan.isNearLive = true;
  return emit(scan, piece, piece.length);
}

/** The match of a sticky expression where the scan stands. */
export function matchHere(scan: Scan, expression: RegExp): string | undefined {
  expression.lastIndex = scan.index;
  return expression.exec(scan.line)?.[0];
}

/** Whether every reader agrees on what was code so far. */
export function isSure({ state, isNearLive }: Scan): boolean {
  return state.trustsCode && state.openRuns.size === 0 && !isNearLive;
}

/** Shows an address as code, between backticks that nothing before it can have opened. */
export function emitCode(scan: Scan, address: string, length: number): true {
  const { pieces, state, line, index } = scan;
  let ticks = 1;
  while (state.openRuns.has(ticks)) ticks += 1;
  const fence = "`".repeat(ticks);
  const harmless = withoutMentions(address);
  if (harmless.includes("~~~")) state.trustsCode = false;
  // Where readers may disagree about what is code, nothing is left that any of them could follow.
  const shown = isSure(scan) ? harmless : brokenAddresses(harmless);
  // Neither may a sign beside it become part of its backticks or take their meaning.
  const before = /[`\\]$/u.test(pieces.at(-1) ?? "") ? wordJoiner : "";
  const after = line.charAt(index + length) === "`" ? wordJoiner : "";
  return emit(scan, `${before}${fence}${shown}${fence}${after}`, length);
}
