import { endOfAddress, isAllowed, looksLikeAddress } from "./addresses.ts";
import { emit, emitCode, emitLive, matchHere, type Step } from "./inline-state.ts";

const spaces = /\s+/uy;
const word = /[^\s<>|"`[\]()&@*!]+/uy;
const restOfAddress = /[^\s<>|"`[\]]*/uy;

/** White space, a word with the address that it may be, or a sign of no meaning. */
export const takeWord: Step = (scan) => {
  const { index, isComplete, line } = scan;
  const space = matchHere(scan, spaces);
  if (space !== undefined) {
    scan.isNearLive = false;
    return emit(scan, space, space.length);
  }
  const found = matchHere(scan, word);
  if (found === undefined) return emit(scan, line.charAt(index), 1);
  if (!isComplete && index + found.length === line.length) return false;
  if (found.includes("~~~")) scan.state.trustsCode = false;
  const lead = found.search(/[\p{L}\p{N}/]/u);
  if (lead < 0 || !looksLikeAddress(found.slice(lead))) return emit(scan, found, found.length);
  emit(scan, found.slice(0, lead), lead);
  const run = matchHere(scan, restOfAddress) ?? "";
  if (!isComplete && scan.index + run.length === line.length) return false;
  const address = run.slice(0, endOfAddress(run));
  const rest = scan.index + address.length;
  const end = endOfSentence(line, rest);
  if (!isComplete && end === line.length) return false;
  if (end !== undefined && isAllowed(address, scan.hosts)) return emitLive(scan, address);
  return emitCode(scan, address, address.length);
};

// Readers of bare addresses go on to the next white space, over the backticks of what stands there.
const punctuation = /[.,;:!?'")\]*_~]*(?=[\s<]|$)/uy;

function endOfSentence(line: string, from: number): number | undefined {
  punctuation.lastIndex = from;
  return punctuation.test(line) ? punctuation.lastIndex : undefined;
}
