import { isBlank } from "../../../core/text/is-blank.ts";
import { oneLine, shortVerbatim } from "./verbatim.ts";

const mark = "-# ";

/** A line of small print of at most so many UTF-16 units, verbatim; empty where there is nothing to say or no room. */
export function smallPrint(text: string, units: number): string {
  if (isBlank(text)) return "";
  const shown = shortVerbatim(oneLine(text), units - mark.length);
  return shown === "" ? "" : `${mark}${shown}`;
}
