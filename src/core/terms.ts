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
  /(?<spaceless>(?:[[\p{L}\p{N}]&&[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]\p{M}*)+)|(?:[[\p{L}\p{N}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]]\p{M}*)+/gv;

const letterWithMarks = /[\p{L}\p{N}]\p{M}*/gu;
const onlyAscii = /^\p{ASCII}*$/u;
const onlyAsciiLetters = /^[a-z]+$/;
const yAfterVowel = /^(.*[aeiou].*)y$/;

/**
 * The terms by which a text is found, in its order and with repetitions: words without case, accents
 * and English endings; pairs of neighbouring letters for scripts that are written without spaces. A
 * term holds nothing but letters, digits and the marks on them. The same on every backend and machine;
 * stored indexes hold these terms, so a change here asks for a migration that builds them again.
 */
export function terms(text: string): string[] {
  return [...foldedRuns(text)].map(([, term]) => term);
}

/** The terms of a question: without stop words and repetitions, at most so many, in the order asked. */
export function queryTerms(text: string, atMost: number): string[] {
  const found = new Set<string>();
  for (const [word, term] of foldedRuns(text)) {
    if (found.size >= atMost) break;
    if (!stopWords.has(word)) found.add(term);
  }
  return [...found];
}

/** Each word as it stands after folding, with the term that it becomes. */
function* foldedRuns(text: string): Generator<readonly [word: string, term: string]> {
  for (const run of fold(text).matchAll(runs)) {
    if (run.groups?.spaceless === undefined) yield [run[0], termOf(run[0])];
    else for (const pair of pairs(run[0])) yield [pair, pair];
  }
}

function fold(text: string): string {
  if (onlyAscii.test(text)) return text.toLowerCase();
  // Composed again at the end, because Japanese voicing marks and Korean syllables come apart too.
  return text.normalize("NFKD").toLowerCase().replace(diacritics, "").normalize("NFC");
}

function termOf(word: string): string {
  const cut = word.length > termLimit ? cutAt(word, termLimit) : word;
  // The stemmer makes "deploi" of "deploy" and "deploying", but "deploy" of "deployment".
  return onlyAsciiLetters.test(cut) ? stemmer(cut).replace(yAfterVowel, "$1i") : cut;
}

/** The first units of the text, without half a surrogate pair at the end. */
function cutAt(text: string, units: number): string {
  const last = text.charCodeAt(units - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? units - 1 : units);
}

function pairs(run: string): string[] {
  const letters = run.match(letterWithMarks) ?? [];
  if (letters.length < 2) return letters.map((letter) => cutAt(letter, termLimit));
  return letters.slice(1).map((letter, index) => cutAt(`${letters[index]}${letter}`, termLimit));
}
