import { terms } from "../terms.ts";

/**
 * The measure for near-duplicates: the share of distinct terms that two texts have in common (Jaccard
 * index over stemmed terms, 0 to 1). Word order, case, endings and stop words do not count.
 */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 && other.size === 0) return 1;
  let common = 0;
  for (const term of one) if (other.has(term)) common += 1;
  return common / (one.size + other.size - common);
}

/** From here on two sentences count as saying the same. */
export const nearDuplicate = 0.75;

/** The distinct terms of a sentence, negations kept: "never deploy" is not "deploy". */
export function termSet(text: string): Set<string> {
  return new Set(terms(text));
}

/** Words that turn a sentence around, of the languages that teams are likely to write in. */
const negations = new Set(
  terms(
    `not no never none nobody nothing nor neither cannot cant don't dont doesnt wont without avoid stop except unless
    nicht kein keine nie não nunca sem sin ne pas jamais`,
  ),
);

/** Whether two sentences say the same: near-duplicates that do not differ in a negation or a number. */
export function saysTheSame(one: string, other: string): boolean {
  const first = termSet(one);
  const second = termSet(other);
  return similarity(first, second) >= nearDuplicate && sameMarks(first, second);
}

/** Whether two sentences are about the same in the same words, but differ in a negation or a number. */
export function saysOtherwise(one: string, other: string): boolean {
  const first = termSet(one);
  const second = termSet(other);
  const isNear = similarity(withoutMarks(first), withoutMarks(second)) >= nearDuplicate;
  return isNear && withoutMarks(first).size > 0 && !sameMarks(first, second);
}

function isMark(term: string): boolean {
  return negations.has(term) || /\p{N}/u.test(term);
}

function withoutMarks(set: ReadonlySet<string>): Set<string> {
  return new Set([...set].filter((term) => !isMark(term)));
}

function sameMarks(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const marks = (set: ReadonlySet<string>) => [...set].filter(isMark).toSorted().join(" ");
  return marks(one) === marks(other);
}
