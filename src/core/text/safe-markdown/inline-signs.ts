import { isAllowed } from "./addresses.ts";
import { wordJoiner } from "./clean-text.ts";
import { emit, emitCode, emitLive, matchHere, type Step } from "./inline-state.ts";

const angleAddress = /<[a-z][a-z\d+.-]{1,31}:[^\s<>`|]*>/iuy;
const unfinishedAngle = /<[^\s<>`|]*$/uy;
const angleOpening = /<(?=[a-z/!?@#])/iuy;

/** An opening angle bracket: an address, or what would be a mention or HTML. */
export const takeAngle: Step = (scan) => {
  if (!scan.isComplete && matchHere(scan, unfinishedAngle) !== undefined) return false;
  const whole = matchHere(scan, angleAddress);
  if (whole !== undefined) {
    const address = whole.slice(1, -1);
    if (isAllowed(address, scan.hosts)) return emitLive(scan, whole);
    return emitCode(scan, address, whole.length);
  }
  const opens = matchHere(scan, angleOpening) !== undefined;
  return emit(scan, opens ? `<${wordJoiner}` : "<", 1);
};

const crowds = ["channel", "here", "everyone"];

/** An at sign, broken where it would call a crowd. */
export const takeAt: Step = (scan) => {
  const word = scan.line.slice(scan.index + 1, scan.index + 9).toLowerCase();
  const rest = scan.line.length - scan.index - 1;
  if (!scan.isComplete && crowds.some((crowd) => rest < crowd.length && crowd.startsWith(word))) return false;
  const pings = crowds.some((crowd) => word.startsWith(crowd));
  return emit(scan, pings ? `@${wordJoiner}` : "@", 1);
};

const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});(?=\S)/iuy;
const unfinishedEntity = /&[#\w]{0,33};?$/uy;

/** An ampersand, with the entity that it may begin. */
export const takeAmpersand: Step = (scan) => {
  if (!scan.isComplete && matchHere(scan, unfinishedEntity) !== undefined) return false;
  const found = matchHere(scan, entity);
  // What it stands for may be the missing sign of a mention or an address.
  return found === undefined ? emit(scan, "&", 1) : emit(scan, `${found}${wordJoiner}`, found.length);
};
