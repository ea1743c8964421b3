import { withoutMentions } from "./clean-text.ts";
import { emit, isSure, type Scan, type Step } from "./inline-state.ts";

const backtickRun = /`+/gu;

/** A run of backticks, with the code up to the run that closes it where every reader agrees. */
export const takeBackticks: Step = (scan) => {
  const { line, index, state, isComplete } = scan;
  const length = runLength(line, index);
  if (!isComplete && index + length === line.length) return false;
  const isEscaped = line.charAt(index - 1) === "\\";
  if (isSure(scan) && !isEscaped) {
    const close = closingRun(line, index + length, length);
    const mayClose = close === undefined || close + length === line.length;
    if (mayClose && !isComplete) return false;
    const code = close === undefined ? undefined : line.slice(index + length, close);
    if (code !== undefined && isPlainCode(scan, code)) return emitSpan(scan, code, length);
  }
  // To some readers this opens or closes a fence wherever it stands.
  if (length >= 3) state.trustsCode = false;
  state.openRuns.add(length);
  if (isEscaped) state.openRuns.add(length - 1);
  return emit(scan, "`".repeat(length), length);
};

function emitSpan(scan: Scan, code: string, length: number): true {
  const ticks = "`".repeat(length);
  return emit(scan, `${ticks}${withoutMentions(code)}${ticks}`, length * 2 + code.length);
}

function runLength(line: string, from: number): number {
  let end = from;
  while (line.charAt(end) === "`") end += 1;
  return end - from;
}

function closingRun(line: string, from: number, length: number): number | undefined {
  backtickRun.lastIndex = from;
  for (let run = backtickRun.exec(line); run !== null; run = backtickRun.exec(line)) {
    if (run[0].length === length) return run.index;
  }
  return undefined;
}

/** Readers of tables cut cells before they look for code; careless readers look for fences and links first. */
function isPlainCode({ brackets }: Scan, code: string): boolean {
  return !/\||```|~~~/u.test(code) && !(brackets.length > 0 && code.includes("]("));
}
