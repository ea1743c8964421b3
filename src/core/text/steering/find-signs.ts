import { undisguise } from "./disguises.ts";
import { englishSigns } from "./english-signs.ts";
import { otherSigns } from "./other-signs.ts";
import type { Sign } from "./signs.ts";

const allForms = [...englishSigns, ...otherSigns];

/** As much of a text as is read, in UTF-16 units: a dream is shown less of any message. */
const readUnits = 4000;

const link =
  /\b(?:https?|ftp|data|javascript|slack|discord):\S|\bwww\.\S|\]\(\s{0,5}\S|\b[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){0,5}\.(?:com|net|org|io|dev|app|ai|co|me|info|biz|xyz|site|online|test|example|ru|cn|tk|link|click|shop|cloud|eu|de|fr|uk)\b(?:\/\S*)?/iu;

/**
 * The signs by which a text steers an assistant or harms a team once it is remembered: instructions, forged
 * markup, claims of rights, loosened safeguards, moved money, links. A list of forms, and no more than that: what
 * it finds is put before a person with a warning, and what it misses is still only a proposal.
 */
export function findSigns(text: string): ReadonlySet<Sign> {
  const { readings, isDisguised } = undisguise(text.slice(0, readUnits));
  const found = new Set<Sign>();
  if (isDisguised) found.add("hides");
  if (readings.some((reading) => link.test(reading))) found.add("links");
  for (const reading of readings) {
    for (const { sign, forms, unless } of allForms) {
      if (found.has(sign)) continue;
      const pieces = sign === "imitates" ? [reading, ...reading.split("\n")] : sentencesOf(reading);
      const has = (piece: string) =>
        forms.some((each) => each.test(piece)) && !unless.some((each) => each.test(piece));
      if (pieces.some(has)) found.add(sign);
    }
  }
  return found;
}

/** The sentences of a text; a line break ends one as well, and a word that is cut by a point does not. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?…])\s+|\n+/u).filter((sentence) => sentence.trim() !== "");
}
