import { stemmer } from "stemmer";

/** The longest term, in UTF-16 units. What is longer is cut, so that a wall of letters stays findable. */
const termLimit = 64;

/** English words that say nothing about what is looked for. They are indexed, but never asked for. */
const stopWords: ReadonlySet<string> = new Set(
  `a about after again all also am an and any are as at be because been before being but by can could d did
  do does doing don down for from had has have he her here him his how i if in into is it its just ll m me
  more most my no not now of off on once only or our out over own please re s same shall she should so some
  such t than that the their them then there these they this those through to too up us ve very was we were
  what when where which while who whom whose why will with would you your`.split(/\s+/),
);

// Accents, vowel points of Hebrew and Arabic, and signs that only choose a look. Japanese voicing marks stay.
const diacritics = /[[[\p{sc=Zinh}\p{sc=Hebr}]&&\p{Mn}]--[\u{3099}\u{309a}]]+/gv;

// A run of a script that is written without spaces, or a run of any other letters and digits.
const runs =
  /(?:[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]\p{M}*)+|(?:[[\p{L}\p{N}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]\p{M}*)+/gv;
const isSpaceless = /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;

const letterWithMarks = /[\p{L}\p{N}]\p{M}*/gu;
const onlyAscii = /^\p{ASCII}*$/u;
const hasOtherLetters = /[[\p{L}\p{N}\p{M}]--\p{ASCII}]/v;
const asciiRuns = /[a-z0-9]+/g;
const onlyAsciiLetters = /^[a-z]+$/;
const yAfterVowel = /^(.*[aeiou].*)y$/;

/** Stems that were worked out before, because people use the same few thousand words again and again. */
const stems = new Map<string, string>();
const stemsRemembered = 20_000;

/**
 * The terms by which a text is found, in its order and with repetitions: words without case, accents
 * and English endings; pairs of neighbouring letters for scripts that are written without spaces. A
 * term holds nothing but letters, digits and the marks on them. The same on every backend and machine;
 * stored indexes hold these terms, so a change here asks for a migration that builds them again.
 */
export function terms(text: string): string[] {
  return words(text).map(termOf);
}

/** The terms of a question: without stop words and repetitions, at most so many, in the order asked. */
export function queryTerms(text: string, atMost: number): string[] {
  const wanted = words(text).filter((word) => !stopWords.has(word));
  return [...new Set(wanted.map(termOf))].slice(0, atMost);
}

/**
 * Makes a function that counts how often each of these terms stands in a text, for when there are many
 * texts: of each it looks only at the words that begin as a wanted term does.
 */
export function termCounter(wanted: ReadonlySet<string>): (text: string) => Map<string, number> {
  const beginnings = [...new Set([...wanted].map(beginningOf))];
  const asciiCandidates = new RegExp(`(?<![a-z0-9])(?:${beginnings.join("|")})[a-z0-9]*`, "g");
  return (text) => {
    const counts = new Map<string, number>();
    const candidates = onlyAscii.test(text) ? (text.toLowerCase().match(asciiCandidates) ?? []) : words(text);
    for (const word of candidates) {
      const term = termOf(word);
      if (wanted.has(term)) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    return counts;
  };
}

/** What all words of a term begin with: stemming changes their ends, and of the term's letters at most the last two. */
function beginningOf(term: string): string {
  return term.slice(0, Math.max(1, Math.min(3, term.length - 2)));
}

/** The words of a text as they stand after folding. */
function words(text: string): string[] {
  if (onlyAscii.test(text)) return text.toLowerCase().match(asciiRuns) ?? [];
  // Composed again at the end, because Japanese voicing marks and Korean syllables come apart too.
  const folded = text.normalize("NFKD").toLowerCase().replace(diacritics, "").normalize("NFC");
  if (!hasOtherLetters.test(folded)) return folded.match(asciiRuns) ?? [];
  return (folded.match(runs) ?? []).flatMap((run) => (isSpaceless.test(run) ? pairs(run) : run));
}

function pairs(run: string): string[] {
  const letters = run.match(letterWithMarks) ?? [];
  if (letters.length < 2) return letters;
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}

function termOf(word: string): string {
  const cut = word.length > termLimit ? cutAt(word, termLimit) : word;
  return onlyAsciiLetters.test(cut) ? stemOf(cut) : cut;
}

function stemOf(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  // The stemmer makes "deploi" of "deploy" and "deploying", but "deploy" of "deployment".
  const stem = stemmer(word).replace(yAfterVowel, "$1i");
  if (stems.size >= stemsRemembered) stems.clear();
  stems.set(word, stem);
  return stem;
}

/** The first units of the text, without half a surrogate pair at the end. */
function cutAt(text: string, units: number): string {
  const last = text.charCodeAt(units - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? units - 1 : units);
}

/** Terms as they are made here: letters, digits and the marks on them. */
const isTerm = /^[\p{L}\p{N}\p{M}]+$/u;

/** The terms that a text can hold, without repetitions. Anything else could be a word of an index's query language. */
export function searchable(wanted: readonly string[]): string[] {
  return [...new Set(wanted)].filter((term) => isTerm.test(term));
}
