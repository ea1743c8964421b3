import { undisguise } from "./disguises.ts";
import { englishSigns } from "./english-signs.ts";
import { otherSigns } from "./other-signs.ts";
import type { Sign } from "./signs.ts";

const allForms = [...englishSigns, ...otherSigns];

const link =
  /\b(?:https?|ftp|data|javascript|slack|discord):\S|\bwww\.\S|\]\(\s*\S+\)|\b[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|net|org|io|dev|app|ai|co|me|info|biz|xyz|site|online|test|example|ru|cn|tk|link|click|shop|cloud|eu|de|fr|uk)\b(?:\/\S*)?/iu;

/**
 * The signs by which a text steers an assistant or harms a team once it is remembered: instructions, forged
 * markup, claims of rights, loosened safeguards, moved money, links. A list of forms, and no more than that: what
 * it finds is put before a person with a warning, and what it misses is still only a proposal.
 */
export function findSigns(text: string): ReadonlySet<Sign> {
  const { readings, isDisguised } = undisguise(text);
  const found = new Set<Sign>();
  if (isDisguised) found.add("hides");
  if (link.test(text)) found.add("links");
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
