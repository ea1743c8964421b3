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
 * as well, or stands there in another case.
 */
export function namesOf(text: string, idsAndNames: readonly string[]): "certainly" | "perhaps" | "nobody" {
  let found: "perhaps" | "nobody" = "nobody";
  for (const name of idsAndNames) {
    if (!hasWords(text, name)) continue;
    const isWord = wordNames.has(name.toLowerCase());
    if (!isWord && hasExactWords(text, name)) return "certainly";
    // A mention is no word of a sentence.
    if (hasWords(text, `@${name}`) || hasWords(text, `<@${name}>`) || hasWords(text, `<@!${name}>`))
      return "certainly";
    found = "perhaps";
  }
  return found;
}
