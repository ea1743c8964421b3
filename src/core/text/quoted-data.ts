/**
 * Text from people as it stands inside a quotation block of a prompt (law 9): on one line, without
 * control characters or direction overrides, and unable to open or close a tag.
 */
export function quotedData(text: string): string {
  return plainText(text)
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/<(?=[/!?\p{L}])/gu, "&lt;");
}

/**
 * Text that a person will read as what is stored: well-formed, without control characters other than
 * line breaks and tabs, and without characters that change direction or hide what follows.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/gu, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, "");
}
