import type { PrivateAnswer } from "../core/card.ts";
import type { FieldValues } from "../core/ports/platform.ts";
import { isBlank } from "../core/text/is-blank.ts";
import { shorten } from "../core/text/tokens.ts";

/** The longest word of somebody's on work, in UTF-16 units. */
const wordsUnits = 2000;

/** A form of one text. Submitting it comes back as the same verb and value. */
export function wordsForm(verb: string, value: string, title: string, label: string): PrivateAnswer {
  const field = {
    type: "text" as const,
    id: "text",
    label,
    value: "",
    maxLength: wordsUnits,
    multiline: true,
  };
  return { text: null, card: null, form: { verb, value, title, submit: title, fields: [field] } };
}

/** What somebody wrote into it; undefined where nothing was. */
export function readWords(fields: FieldValues | null): string | undefined {
  const text = fields?.text;
  return typeof text !== "string" || isBlank(text) ? undefined : shorten(text.trim(), wordsUnits);
}
