import type { PersonalData } from "../text/personal-data.ts";
import type { Sign } from "../text/steering/signs.ts";

/** Why somebody should look twice before they approve a proposal. */
export type Warning =
  | Sign
  | Extract<PersonalData, "email-address" | "phone-number" | "home-address">
  | "may-name-opted-out";

/** Each warning as it stands on the card, in plain sight. */
const sentences: Readonly<Record<Warning, string>> = {
  overrides: "Its words or its source ask to set instructions or rules aside.",
  imitates: "Its source imitates the form of a conversation or of a system.",
  steers: "It tells Reverie what to say or to leave out.",
  "asks-to-remember": "Somebody asked Reverie to keep it, without the command for that.",
  "claims-right": "It claims a right, or that somebody has agreed already.",
  loosens: "It loosens a safeguard.",
  "moves-money": "It is about where money goes.",
  "sends-away": "It sends what is said here somewhere else.",
  praises: "It recommends somebody or something over others.",
  hearsay: "It rests on what somebody in charge is said to have said.",
  "about-reverie": "It is about Reverie itself.",
  hides: "Its source holds hidden or disguised characters.",
  links: "It holds a link.",
  "email-address": "It holds an e-mail address.",
  "phone-number": "It holds a telephone number.",
  "home-address": "It seems to hold an address.",
  "may-name-opted-out": "It may name somebody who opted out of memory.",
};

/** The sentences of warnings, each once, in the order in which they are listed here. */
export function warningSentences(warnings: readonly Warning[]): string[] {
  return (Object.keys(sentences) as Warning[])
    .filter((each) => warnings.includes(each))
    .map((each) => sentences[each]);
}

/** The warnings with some more, each once. */
export function withWarnings(known: readonly Warning[], more: Iterable<Warning>): Warning[] {
  return [...new Set([...known, ...more])];
}
