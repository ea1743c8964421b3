import { plainText } from "./quoted-data.ts";
import { foldQuote } from "./quotes.ts";

/** Whether the words stand in the text whole, in any case. */
export function hasWords(text: string, words: string): boolean {
  return patternOf(words, "iu")?.test(folded(text)) ?? false;
}

/** The same in their exact case. */
export function hasExactWords(text: string, words: string): boolean {
  return patternOf(words, "u")?.test(folded(text)) ?? false;
}

/** Whether one of the topics stands in the text, in any case. */
export function touchesTopic(text: string, topics: readonly string[]): boolean {
  const plain = folded(text);
  return topics.some((topic) => patternOf(topic, "iu")?.test(plain) ?? false);
}

function folded(text: string): string {
  return foldQuote(plainText(text));
}

/** Patterns that were made before: the same few words are looked for in thousands of texts. */
const patterns = new Map<string, RegExp | undefined>();
const patternsRemembered = 1000;

function patternOf(words: string, flags: string): RegExp | undefined {
  const key = `${flags} ${words}`;
  if (patterns.has(key)) return patterns.get(key);
  const escaped = folded(words).replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
  const pattern =
    escaped === "" ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, flags);
  if (patterns.size >= patternsRemembered) patterns.clear();
  patterns.set(key, pattern);
  return pattern;
}
