import { formerMember } from "../message.ts";

/** Puts "a former member" where an erased person's id or names stand in a text. */
export interface Redaction {
  /** What a text must hold to be touched by it. */
  readonly needles: readonly string[];
  /** The text without the person. The very same text where they are not in it. */
  redact(text: string): string;
}

const wordUnit = "[\\p{L}\\p{N}\\p{M}_]";

// Written without spaces, so that a name has other words right beside it.
const spaceless = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const isWordUnit = /[\p{L}\p{N}\p{M}_]/u;

/** Ids and names count where they stand as whole words; ids also as mentions, such as `<@id>` and `@id`. */
export function createRedaction(person: string, names: readonly string[]): Redaction {
  const needles = [...new Set([person, ...names])]
    .filter((needle) => needle.trim() !== "")
    .sort((one, other) => other.length - one.length);
  const mention = `<@!?${escapePattern(person)}(?:\\|[^>]*)?>`;
  const pattern = new RegExp([mention, ...needles.map(wholeWord)].join("|"), "gu");
  return {
    needles,
    redact: (text) =>
      needles.some((needle) => text.includes(needle)) ? text.replace(pattern, formerMember) : text,
  };
}

function wholeWord(needle: string): string {
  const letters = [...needle];
  const before = needsBoundary(letters[0]) ? `(?<!${wordUnit})` : "";
  const after = needsBoundary(letters.at(-1)) ? `(?!${wordUnit})` : "";
  return `${before}@?${escapePattern(needle)}${after}`;
}

function needsBoundary(letter = ""): boolean {
  return isWordUnit.test(letter) && !spaceless.test(letter);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
