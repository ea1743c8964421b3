/**
 * @typedef {import("./api.js").Memory} Memory
 * @typedef {{text: string, audience: string | null, kind: string | null, sort: string}} Search
 */

/** The orders in which memories can be listed. */
export const orders = [
  { id: "newest", label: "Newest first" },
  { id: "oldest", label: "Oldest first" },
  { id: "changes", label: "Most changed" },
];

/** The words that are looked for, in lower case. */
export function wordsOf({ text }) {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/**
 * The memories that a search finds, in its order: those that hold all its words, in what they say, in what
 * they said or rest on, or in their id.
 *
 * @param {readonly Memory[]} memories newest first
 * @param {Search} search
 * @returns {Memory[]}
 */
export function found(memories, search) {
  const words = wordsOf(search);
  const hits = memories.filter(
    (memory) =>
      (search.audience === null || memory.audience === search.audience) &&
      (search.kind === null || memory.kind === search.kind) &&
      holdsAll(memory, words),
  );
  if (search.sort === "oldest") return hits.toReversed();
  if (search.sort === "changes") return hits.toSorted((one, other) => other.stack.length - one.stack.length);
  return hits;
}

/** Whether anything narrows the list down. */
export function isNarrowed({ text, audience, kind }) {
  return text.trim() !== "" || audience !== null || kind !== null;
}

/**
 * What there is to choose from, each with how many memories it has, in the order given.
 *
 * @param {readonly Memory[]} memories
 * @param {"audience" | "kind"} property
 * @param {readonly string[]} values
 * @returns {{value: string, count: number}[]}
 */
export function choicesOf(memories, property, values) {
  return values
    .map((value) => ({ value, count: memories.filter((memory) => memory[property] === value).length }))
    .filter(({ count }) => count > 0);
}

/**
 * Splits a text where one of the words stands in it.
 *
 * @param {string} text
 * @param {readonly string[]} words in lower case
 * @returns {{text: string, isMarked: boolean}[]}
 */
export function splitAtWords(text, words) {
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  return text
    .split(new RegExp(`(${pattern})`, "iu"))
    .map((piece, index) => ({ text: piece, isMarked: index % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

function holdsAll({ id, kind, stack }, words) {
  if (words.length === 0) return true;
  const said = stack.flatMap(({ text, quotes }) => [
    text,
    ...quotes.flatMap((quote) => [quote.text, quote.by]),
  ]);
  const whole = [id, kind, ...said].join("\n").toLowerCase();
  return words.every((word) => whole.includes(word));
}
