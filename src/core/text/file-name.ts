import { plainText } from "./quoted-data.ts";
import { shorten } from "./tokens.ts";

/** The longest name of a file that is shown, in UTF-16 units. */
const nameUnits = 120;

/** A file's name as it is shown to people: on one line, never empty, and not longer than a line takes. */
export function fileName(name: string): string {
  const shown = plainText(name).replace(/\s+/gu, " ").trim();
  return shown === "" ? "a file without a name" : shorten(shown, nameUnits);
}
