import { hasExactWords, hasWords } from "../text/whole-words.ts";

// Given names that are ordinary words of English as well: what looks like one may be none.
const wordNames = new Set(
  `ace amber angel april art august autumn barb basil bee bill blue bob bolt brook buck candy carol chance chase chip
  chuck clay cliff colt coral crystal daisy dale dawn dean dot drew earl eve faith fern flora ford forest frank gale
  gay gene ginger glen grace grant guy hank happy harmony harry hazel heath heather herb holly hope hunter iris ivy
  jack jade jasmine jay jewel john joy june lance laurel lily lucky mark marshal max may melody mercy merry miles
  misty myrtle nick norm olive opal otter page paige pat patience patty peace pearl penny pepper peg pip poppy
  prudence queen rain ray red reed rich river rob robin rock rod rose rowan ruby rusty sage sandy scarlet scout sky
  skip star stone storm sue summer sunny tab tiger tom trip tucker van victor violet wade ward warren wilder will
  willow win winter wren`.split(/\s+/u),
);

/**
 * Whether one of the names, or a mention of one of the ids, stands in a text. "perhaps" where the name is an ordinary word
 * as well, stands there in another case, or only a part of it does.
 */
export function namesOf(text: string, idsAndNames: readonly string[]): "certainly" | "perhaps" | "nobody" {
  let found: "perhaps" | "nobody" = "nobody";
  for (const name of idsAndNames) {
    if (!hasWords(text, name)) {
      if (partsOf(name).some((part) => hasExactWords(text, part))) found = "perhaps";
      continue;
    }
    const isWord = wordNames.has(name.toLowerCase());
    if (!isWord && hasExactWords(text, name)) return "certainly";
    // A mention is no word of a sentence.
    if (hasWords(text, `@${name}`) || hasWords(text, `<@${name}>`) || hasWords(text, `<@!${name}>`))
      return "certainly";
    found = "perhaps";
  }
  return found;
}

/** The given name and the family name of a name that has both. Ordinary words and initials name nobody by themselves. */
function partsOf(name: string): string[] {
  const parts = name.split(/\s+/u).filter((part) => part !== "");
  return parts.length < 2
    ? []
    : parts.filter((part) => part.length >= shortestPart && !wordNames.has(part.toLowerCase()));
}

/** The shortest part of a name that may stand for it, in UTF-16 units. */
const shortestPart = 3;
