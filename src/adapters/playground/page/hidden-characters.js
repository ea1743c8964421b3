// Controls, soft hyphen, zero-width characters, bidirectional overrides, line separators and tags. A
// joiner inside an emoji is part of a picture that people see, so it stays.
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]|(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d/gu;

const signs = { "\n": "↵", "\r": "␍", "\t": "⇥" };

/**
 * Splits a text where a character would be invisible or change how the rest reads, so that people see
 * byte for byte what is stored.
 *
 * @param {string} text
 * @returns {{text: string, hidden: null | {sign: string, name: string, breaks: boolean}}[]}
 */
export function splitHidden(text) {
  const parts = [];
  let position = 0;
  for (const match of text.matchAll(hidden)) {
    if (match.index > position) parts.push({ text: text.slice(position, match.index), hidden: null });
    parts.push({ text: match[0], hidden: signOf(match[0]) });
    position = match.index + match[0].length;
  }
  if (position < text.length) parts.push({ text: text.slice(position), hidden: null });
  return parts;
}

function signOf(character) {
  const name = `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  return { sign: signs[character] ?? name, name, breaks: character === "\n" };
}
