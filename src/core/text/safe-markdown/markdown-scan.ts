import type { AllowedHosts } from "./addresses.ts";
import { withoutMentions } from "./clean-text.ts";
import { scanLine } from "./inline-scan.ts";
import type { InlineState } from "./inline-state.ts";

interface Fence {
  readonly indent: number;
  readonly length: number;
}

interface BlockState extends InlineState {
  fence: Fence | undefined;
}

/**
 * Clean Markdown (see cleanText) made safe line by line. Nothing after a line changes what becomes of it, so
 * that of a text which is not whole the settled start is given: it stays the start of whatever follows.
 * Only what every reader of Markdown takes for code counts as code; where readers may disagree, addresses
 * are made harmless inside of it too. A fence that is open at the end of a whole text is closed.
 */
export function scanMarkdown(text: string, hosts: AllowedHosts, isWhole: boolean): string {
  const state: BlockState = {
    openRuns: new Set(),
    trustsCode: true,
    hasOpenBracket: false,
    fence: undefined,
  };
  const pieces: string[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(start, end);
    const isComplete = newline >= 0 || isWhole;
    pieces.push(isComplete ? completeLine(line, hosts, state) : unfinishedLine(line, hosts, state));
    start = end;
  }
  if (isWhole && state.fence) pieces.push(closing(text, state.fence));
  return pieces.join("");
}

function closing(text: string, { indent, length }: Fence): string {
  return `${text.endsWith("\n") ? "" : "\n"}${" ".repeat(indent)}${"`".repeat(length)}`;
}

function completeLine(line: string, hosts: AllowedHosts, state: BlockState): string {
  const isCode = state.fence ? staysInFence(line, state.fence, state) : opensFence(line, state);
  if (isCode) return withoutMentions(line);
  if (blank.test(line)) startParagraph(state);
  return scanLine(line, true, hosts, state);
}

function startParagraph(state: BlockState): void {
  state.hasOpenBracket = false;
  if (state.trustsCode) state.openRuns.clear();
}

/** A line that has only begun: whether it opens or closes a fence shows at its end. */
function unfinishedLine(line: string, hosts: AllowedHosts, state: BlockState): string {
  if (state.fence || /^[\s>*+\-\d.)]*(?:[`~]|$)/u.test(line)) return "";
  return scanLine(line, false, hosts, state);
}

// Other white space than this does not make a line blank to a reader of Markdown.
const blank = /^[ \t]*\n?$/u;

const opening = /^( {0,3})(`{3,})[\w+#.-]* *\n?$/u;

// A fence in a quotation or deep in a list, one of tildes, or one with more than a word behind it.
const doubtfulOpening = /^[\s>*+\-\d.)]*(?:`{3,}|~{3,})/u;

function opensFence(line: string, state: BlockState): boolean {
  const [, indent = "", ticks = ""] = opening.exec(line) ?? [];
  if (ticks !== "" && state.trustsCode && !state.hasOpenBracket) {
    state.fence = { indent: indent.length, length: ticks.length };
    return true;
  }
  if (doubtfulOpening.test(line)) state.trustsCode = false;
  return false;
}

/** Whether every reader takes the line for part of the fence. Notes the end of the fence, and a doubt. */
function staysInFence(line: string, fence: Fence, state: BlockState): boolean {
  const indent = /^ */u.exec(line)?.[0].length ?? 0;
  const isOutside = !blank.test(line) && indent < fence.indent;
  if (!isOutside && !line.includes("```")) return true;
  state.fence = undefined;
  const isClosing = /^ {0,3}`{3,} *\n?$/u.test(line) && line.trim().length >= fence.length;
  if (isClosing && !isOutside) {
    state.openRuns.clear();
    return true;
  }
  state.trustsCode = false;
  state.openRuns.add(fence.length);
  return false;
}
