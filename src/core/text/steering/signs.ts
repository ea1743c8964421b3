/** What text can do that steers an assistant or harms a team once it is remembered. */
export type Sign =
  | "overrides"
  | "imitates"
  | "steers"
  | "asks-to-remember"
  | "claims-right"
  | "loosens"
  | "moves-money"
  | "sends-away"
  | "praises"
  | "hearsay"
  | "about-reverie"
  | "hides"
  | "links";

/** A sign with the forms in which it stands in a text. Each form is looked for in one sentence at a time. */
export interface SignForms {
  readonly sign: Sign;
  readonly forms: readonly RegExp[];
  /** Where one of these stands in the sentence as well, the forms say something ordinary. */
  readonly unless: readonly RegExp[];
}

/** Joins pieces of a pattern; white space between words stands for any white space, and with `?` for perhaps none. */
export function form(...pieces: readonly string[]): RegExp {
  return new RegExp(pieces.join("").replaceAll(" ?", "\\s{0,3}").replaceAll(" ", "\\s+"), "iu");
}

/** As many letters of the same sentence, at most. */
export function within(letters: number): string {
  return `[^.!?\\n]{0,${letters}}?`;
}
